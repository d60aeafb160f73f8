import { ExplainedTotal, ExplainOvertime, ExplainTotal, Explanation } from '@lembur/contracts/explain'
import { OvertimeForecast } from '@lembur/contracts/forecast'
import { ById } from '@lembur/contracts/ids'
import {
  CopyYesterday,
  DecideManyOvertime,
  DecideOvertime,
  DecisionResults,
  ForecastOvertime,
  InboxOvertime,
  ListOvertime,
  OvertimeDetail,
  OvertimeInbox,
  OvertimeList,
  OvertimeRow,
  OvertimeStatistics,
  OvertimeTotals,
  RecentDay,
  RecentDays,
  ReviseOvertime,
  StatisticsResult,
  SubmitOvertime,
  TotalsOvertime,
  WithdrawOvertime,
} from '@lembur/contracts/overtime'
import {
  copyYesterday,
  decideManyOvertime,
  decideOvertime,
  explainOvertime,
  explainTotal,
  forecastOvertime,
  getOvertime,
  inboxOfOvertime,
  listOvertime,
  overtimeStatistics,
  recentDays,
  removeOvertime,
  reviseOvertime,
  submitOvertime,
  totalsOfOvertime,
  withdrawOvertime,
} from '@lembur/domain/overtime'
import { z } from 'zod'
import { can, rest, router } from '../trpc.ts'

const tag = 'Overtime requests'
const path = '/v1/overtime-requests'

export const overtime = router({
  list: can('overtime.read')
    .meta(rest('GET', path, tag, 'The requests the reader may see, newest work date first'))
    .input(ListOvertime)
    .output(OvertimeList)
    .query(({ ctx, input }) => listOvertime(ctx.domain, input)),

  submit: can('overtime.create')
    .meta(rest('POST', path, tag, 'File a request; hours, kind of day and limits are the server’s'))
    .input(SubmitOvertime)
    .output(OvertimeRow)
    .mutation(async ({ ctx, input }) => (await submitOvertime(ctx.domain, input)).row),

  revise: can('overtime.update')
    .meta(rest('PATCH', `${path}/{id}`, tag, 'Change a pending request'))
    .input(ReviseOvertime)
    .output(OvertimeRow)
    .mutation(async ({ ctx, input }) => (await reviseOvertime(ctx.domain, input)).row),

  withdraw: can('overtime.update')
    .meta(rest('POST', `${path}/{id}/withdraw`, tag, 'Withdraw a pending request'))
    .input(WithdrawOvertime)
    .output(OvertimeRow)
    .mutation(({ ctx, input }) => withdrawOvertime(ctx.domain, input)),

  remove: can('overtime.delete')
    .meta(rest('DELETE', `${path}/{id}`, tag, 'Delete a request for good'))
    .input(ById)
    .output(ById)
    .mutation(({ ctx, input }) => removeOvertime(ctx.domain, input)),

  decide: can('overtime.decide')
    .meta(rest('POST', `${path}/{id}/decision`, tag, 'Approve, reject or reopen a request'))
    .input(DecideOvertime)
    .output(OvertimeRow)
    .mutation(({ ctx, input }) => decideOvertime(ctx.domain, input)),

  decideMany: can('overtime.decide')
    .meta(rest('POST', `${path}/decisions`, tag, 'Decide up to 500 requests, with a result for each'))
    .input(DecideManyOvertime)
    .output(DecisionResults)
    .mutation(({ ctx, input }) => decideManyOvertime(ctx.domain, input)),

  totals: can('overtime.read')
    .meta(rest('GET', `${path}/totals`, tag, 'Sums of a filtered list'))
    .input(TotalsOvertime)
    .output(OvertimeTotals)
    .query(({ ctx, input }) => totalsOfOvertime(ctx.domain, input)),

  statistics: can('overtime.read')
    .meta(rest('GET', `${path}/statistics`, tag, 'Sums of a span by employee, project, department or day'))
    .input(OvertimeStatistics)
    .output(StatisticsResult)
    .query(({ ctx, input }) => overtimeStatistics(ctx.domain, input)),

  inbox: can('overtime.decide')
    .input(InboxOvertime)
    .output(OvertimeInbox)
    .query(({ ctx, input }) => inboxOfOvertime(ctx.domain, input)),

  forecast: can('overtime.read')
    .meta(rest('POST', `${path}/forecast`, tag, 'Hours, kind of day and limits of a draft'))
    .input(ForecastOvertime)
    .output(OvertimeForecast)
    .query(({ ctx, input }) => forecastOvertime(ctx.domain, input)),

  copyYesterday: can('overtime.create')
    .input(CopyYesterday)
    .output(OvertimeRow)
    .query(({ ctx, input }) => copyYesterday(ctx.domain, input)),

  recentDays: can('overtime.read')
    .input(RecentDays)
    .output(z.array(RecentDay))
    .query(({ ctx, input }) => recentDays(ctx.domain, input)),

  explain: can('overtime.read')
    .meta(rest('GET', `${path}/{id}/explanation`, tag, 'How the hours of a request came about, as it was kept with the decision'))
    .input(ExplainOvertime)
    .output(Explanation)
    .query(({ ctx, input }) => explainOvertime(ctx.domain, input)),

  explainTotal: can('overtime.read')
    .meta(rest('GET', '/v1/overtime-explanations/total', tag, 'How a sum of hours came about: of people, departments, projects and dates'))
    .input(ExplainTotal)
    .output(ExplainedTotal)
    .query(({ ctx, input }) => explainTotal(ctx.domain, input)),

  // Behind the others: its path would take theirs for an id.
  get: can('overtime.read')
    .meta(rest('GET', `${path}/{id}`, tag, 'One request with its limits and its history'))
    .input(ById)
    .output(OvertimeDetail)
    .query(({ ctx, input }) => getOvertime(ctx.domain, input)),
})
