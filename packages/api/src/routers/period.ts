import { ChangePeriod, PeriodList, PeriodRow, PeriodsOfYear } from '@lembur/contracts/closing'
import { PeriodName } from '@lembur/contracts/period-state'
import { changePeriod, getPeriod, listPeriods } from '@lembur/domain/period'
import { can, rest, router } from '../trpc.ts'

const tag = 'Overtime periods'
const path = '/v1/overtime-periods'

export const period = router({
  list: can('period.read')
    .meta(rest('GET', path, tag, 'The twelve periods of a year, how far each is with payroll, and what lies in it'))
    .input(PeriodsOfYear)
    .output(PeriodList)
    .query(({ ctx, input }) => listPeriods(ctx.domain, input)),

  get: can('period.read')
    .meta(rest('GET', `${path}/{year}/{month}`, tag, 'One period'))
    .input(PeriodName)
    .output(PeriodRow)
    .query(({ ctx, input }) => getPeriod(ctx.domain, input)),

  change: can('period.update')
    .meta(rest('POST', `${path}/{year}/{month}/state`, tag, 'Close, lock or process a period, or open a closed one again'))
    .input(ChangePeriod)
    .output(PeriodRow)
    .mutation(({ ctx, input }) => changePeriod(ctx.domain, input)),
})
