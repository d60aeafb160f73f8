import type { ExplainedTotal, ExplainTotal } from '@lembur/contracts/explain'
import type { Fragment, Tx } from '@lembur/db'
import { formatClock } from '@lembur/rules/clock'
import { nextPeriod, periodMonth, periodOf } from '@lembur/rules/period'
import { type Ctx, field, invalid, offsetOf, pageOf, read } from '../kernel/index.ts'
import { correctionsOf } from './corrected.ts'
import { matching } from './filter.ts'
import { numberOf, type StoredRow } from './row.ts'
import { judgedTotal, type TotalJudged } from './total-judged.ts'

/** Sums of minutes over all requests of a total. */
type Sums = {
  requests: number
  askedMinutes: number
  breakMinutes: number
  countedMinutes: number
  weekday: number
  weekend: number
  holiday: number
  approved: number
  pending: number
}

/**
 * How a sum came about: a person's, a department's, a project's or everybody's, of a day, a period or any dates, as far as the
 * reader sees requests. Those that wait or are approved count, each by what was kept with its decision, or else by the policy
 * of its date. Errors: `input.invalid`, `permission.denied`.
 */
export async function explainTotal(ctx: Ctx, input: ExplainTotal): Promise<ExplainedTotal> {
  const { from, to } = input
  if (from > to) throw invalid([field('to', 'date.invalid')])
  return read(ctx, async (tx) => {
    const where = rowsOf(ctx, tx, input)
    const [[sums], rows, judged, corrected] = await Promise.all([
      sumsOf(tx, where()),
      pageRows(tx, where(), input),
      judgedTotal(ctx, tx, where(), { start: from, end: to }),
      correctionsOf(ctx, tx, correctedIn(ctx, tx, input)),
    ])
    const requests = sums?.requests ?? 0
    return {
      ...pageOf(rows.map(presented(judged)), requests),
      from,
      to,
      requests,
      askedMinutes: sums?.askedMinutes ?? 0,
      breakMinutes: sums?.breakMinutes ?? 0,
      byKind: { weekday: sums?.weekday ?? 0, weekend: sums?.weekend ?? 0, holiday: sums?.holiday ?? 0 },
      byStatus: { approved: sums?.approved ?? 0, pending: sums?.pending ?? 0 },
      bands: judged?.bands ?? null,
      payableMinutes: judged?.payableMinutes ?? null,
      policies: judged?.policies ?? [],
      storedRequests: judged?.stored ?? 0,
      countedMinutes: sums?.countedMinutes ?? 0,
      corrections: corrected.corrections,
      correctionMinutes: corrected.minutes,
    }
  })
}

/** The requests of a total, as a condition on `request`; a fragment is used once, so this makes as many as are asked for. */
function rowsOf(ctx: Ctx, tx: Tx, { from, to, asWorkbook, ...whose }: ExplainTotal): () => Fragment {
  const { sql } = tx
  return () => sql`
    ${ofWhom(ctx, tx, { ...whose, from, to })} and request.status in ('pending', 'approved')
    ${asWorkbook ? sql`and ${reportedEmployee(sql)}` : sql``}`
}

type Whose = Pick<ExplainTotal, 'employeeId' | 'departmentId' | 'projectId'> & { from?: string; to?: string }

function ofWhom(ctx: Ctx, tx: Tx, { employeeId, departmentId, projectId, from, to }: Whose): Fragment {
  const { sql } = tx
  const filter = {
    from,
    to,
    employeeId: employeeId ? [employeeId] : undefined,
    projectId: projectId ? [projectId] : undefined,
    departmentId: departmentId && departmentId !== 'none' ? [departmentId] : undefined,
    status: undefined,
    kind: undefined,
    departmentCode: undefined,
  }
  return sql`${matching(ctx, tx, filter, null)} ${departmentId === 'none' ? sql`and request.department_id is null` : sql``}`
}

/** As `reported` of the workbooks has it: people who are left out of them are left out here. */
const reportedEmployee = (sql: Tx['sql']): Fragment => sql`not exists (
  select from employee left_out
  where left_out.organization_id = request.organization_id and left_out.id = request.employee_id and left_out.exclude_from_reports)`

const sumsOf = ({ sql }: Tx, where: Fragment): Promise<Sums[]> =>
  sql<Sums[]>`
    select count(*)::int as requests, coalesce(sum(end_minute - start_minute), 0)::bigint as "askedMinutes",
      coalesce(sum(break_minutes), 0)::bigint as "breakMinutes", coalesce(sum(minutes), 0)::bigint as "countedMinutes",
      coalesce(sum(minutes) filter (where kind = 'weekday'), 0)::bigint as weekday,
      coalesce(sum(minutes) filter (where kind = 'weekend'), 0)::bigint as weekend,
      coalesce(sum(minutes) filter (where kind = 'holiday'), 0)::bigint as holiday,
      coalesce(sum(minutes) filter (where status = 'approved'), 0)::bigint as approved,
      coalesce(sum(minutes) filter (where status = 'pending'), 0)::bigint as pending
    from overtime_request request where ${where}`.then((rows) => [...rows])

type PageRow = Pick<
  StoredRow,
  | 'id'
  | 'numberYear'
  | 'number'
  | 'employeeId'
  | 'employeeName'
  | 'employeeWorkerId'
  | 'workDate'
  | 'startMinute'
  | 'endMinute'
  | 'kind'
  | 'status'
  | 'breakMinutes'
  | 'minutes'
>

/** A page in the order of the workbooks: by date, then start. */
const pageRows = ({ sql }: Tx, where: Fragment, input: ExplainTotal): Promise<PageRow[]> =>
  sql<PageRow[]>`
    select request.id, request.number_year as "numberYear", request.number, request.employee_id as "employeeId", employee.name as "employeeName",
      employee.worker_id as "employeeWorkerId", request.work_date as "workDate", request.start_minute as "startMinute",
      request.end_minute as "endMinute", request.kind, request.status, request.break_minutes as "breakMinutes", request.minutes
    from (
      select request.* from overtime_request request where ${where}
      order by request.work_date, request.start_minute, request.id limit ${input.pageSize} offset ${offsetOf(input)}) request
    join employee on employee.organization_id = request.organization_id and employee.id = request.employee_id
    order by request.work_date, request.start_minute, request.id`.then((rows) => [...rows])

const presented =
  (judged: TotalJudged | null) =>
  ({ numberYear, number, ...row }: PageRow): ExplainedTotal['results'][number] => ({
    ...row,
    number: numberOf({ numberYear, number }),
    timeStart: formatClock(row.startMinute),
    timeEnd: formatClock(row.endMinute),
    askedMinutes: row.endMinute - row.startMinute,
    payableMinutes: judged?.of(row.id)?.payableMinutes ?? null,
    stored: judged?.of(row.id)?.stored ?? false,
  })

/** Corrections that land in a period which these dates hold whole, of the same people, whatever day they are about. */
function correctedIn(ctx: Ctx, tx: Tx, { from, to, asWorkbook, ...whose }: ExplainTotal): Fragment {
  const { sql } = tx
  const months = periodsWithin(from, to, ctx.plant.periodStartDay).map(({ year, month }) => year * 12 + month)
  return sql`
    correction.year * 12 + correction.month = any(${months}::int[]) and ${ofWhom(ctx, tx, whose)}
    ${asWorkbook ? sql`and ${reportedEmployee(sql)}` : sql``}`
}

function periodsWithin(from: string, to: string, startDay: number): { year: number; month: number }[] {
  const months: { year: number; month: number }[] = []
  for (let period = periodOf(from, startDay); period.end <= to; period = nextPeriod(period))
    if (period.start >= from) months.push(periodMonth(period))
  return months
}
