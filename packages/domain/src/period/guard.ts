import type { PeriodState } from '@lembur/contracts/period-state'
import type { Tx } from '@lembur/db'
import { type Ctx, ruleViolation } from '../kernel/index.ts'
import type { InPeriod } from './columns.ts'

const periodsOf = ({ actor }: Ctx) => `periods/${actor.organizationId}`

/**
 * Keeps the periods as they are until the writer commits: one that files, changes or decides holds them, beside others; one
 * that closes or locks a period waits for those, and they for him. Behind `holdCalendar` and before any row is locked, so that
 * no two wait for each other. Started, not awaited: it joins a flight.
 */
export const holdPeriods = (ctx: Ctx, { sql }: Tx): Promise<unknown> =>
  sql`select pg_advisory_xact_lock_shared(hashtextextended(${periodsOf(ctx)}, 0))`.execute()

/** For who changes how far a period is: see `holdPeriods`. */
export const holdPeriodsAlone = (ctx: Ctx, { sql }: Tx): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${periodsOf(ctx)}, 0))`.execute()

/** Whether requests of a period in this state may be filed and changed. */
export const takesRequests = (state: PeriodState): boolean => state === 'open'

/** Whether requests of a period in this state may still be decided. */
export const takesDecisions = (state: PeriodState): boolean => state === 'open' || state === 'closed'

/** Refuses to file into a period or change what lies in it. Errors: `period.closed`, `period.locked`, naming the period. */
export function assertTakesRequests(at: InPeriod): void {
  if (!takesRequests(at.periodState)) throw refusal(at)
}

/** Refuses to decide in a period. Errors: `period.locked`, naming the period. */
export function assertTakesDecisions(at: InPeriod): void {
  if (!takesDecisions(at.periodState)) throw refusal(at)
}

/** An administrator opens a closed period again; of a locked one, only a correction puts a request right. */
const refusal = ({ periodState, periodYear, periodMonth }: InPeriod) =>
  ruleViolation(periodState === 'closed' ? 'period.closed' : 'period.locked', {
    year: periodYear,
    month: periodMonth,
    state: periodState,
    correction: periodState !== 'closed',
  })
