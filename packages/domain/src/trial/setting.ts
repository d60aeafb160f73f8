import type { Tx } from '@lembur/db'
import { addDays } from '@lembur/rules/dates'
import type { Ctx } from '../kernel/index.ts'
import { holidayRules } from '../overtime/index.ts'
import { policyBook, triedPolicy } from '../policy/index.ts'
import type { Setting } from './judge.ts'
import { lookbackDays } from './lookback.ts'
import type { TrialRecord } from './row.ts'
import type { PolicyOf } from './stretch.ts'

/** A setting without wages, which are opened for a few people at a time. */
export type ReplaySetting = Omit<Setting, 'wageOf'> & { /** From here on requests are read. */ readFrom: string }

/** Everything a replay needs besides people: both policies, the calendar. Errors: PolicyProblem, where the tried layer is not right. */
export async function settingOf(ctx: Ctx, tx: Tx, { policyId, layer, firstDate, lastDate }: TrialRecord): Promise<ReplaySetting> {
  const [book, tried, holidays] = await Promise.all([
    policyBook(tx, { to: lastDate }),
    triedPolicy(tx, { policyId, layer, to: lastDate }),
    holidayRules(tx),
  ])
  const before: PolicyOf = (of) => book.of(of).policy
  const after: PolicyOf = ({ workDate }) => tried(workDate)
  const anybody = { employeeId: '', departmentId: null }
  const back = [firstDate, lastDate].flatMap((workDate) => [before, after].map((of) => lookbackDays(of({ ...anybody, workDate }).document)))
  return {
    timeZone: ctx.plant.timeZone,
    periodStartDay: ctx.plant.periodStartDay,
    holidays,
    firstDate,
    policies: { before, after },
    readFrom: addDays(firstDate, -Math.max(...back)),
  }
}
