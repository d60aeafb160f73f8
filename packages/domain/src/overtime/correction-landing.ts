import { type PeriodName, PeriodState } from '@lembur/contracts/period-state'
import type { Tx } from '@lembur/db'
import { nextPeriod, type Period, periodMonth, periodOf } from '@lembur/rules/period'
import { type Ctx, ruleViolation, todayIn } from '../kernel/index.ts'

/** How far each period is that is not open; one that is not in it is. */
export type PeriodStates = (period: Period) => PeriodState

const keyOf = ({ year, month }: PeriodName) => year * 12 + month

/** The states of all periods, for a transaction that holds them. Started, not awaited: it joins a flight. */
export const periodStatesOf = ({ sql }: Tx): Promise<PeriodStates> =>
  sql<(PeriodName & { state: PeriodState })[]>`select year, month, state from overtime_period where state <> 'open'`.then((rows) => {
    const states = new Map(rows.map((row) => [keyOf(row), row.state]))
    return (period) => states.get(keyOf(periodMonth(period))) ?? PeriodState.enum.open
  })

/** So many periods are looked at: a plant that has closed a whole year ahead has made a mistake. */
const lookedAt = 12

/**
 * The period a difference lands in: the first open one after the corrected, and not before the running one, of the same cycle.
 * Errors: `period.none_open`, with the period from which on none of twelve is.
 */
export function landingOf(ctx: Ctx, corrected: Period, startDay: number, stateOf: PeriodStates): PeriodName {
  const running = periodOf(todayIn(ctx), startDay)
  const after = nextPeriod(corrected)
  const first = after.start > running.start ? after : running
  let period = first
  for (let looked = 0; looked < lookedAt; looked++) {
    if (stateOf(period) === 'open') return periodMonth(period)
    period = nextPeriod(period)
  }
  throw ruleViolation('period.none_open', { ...periodMonth(first), periods: lookedAt })
}
