import type { Tx } from '@lembur/db'
import { periodOfMonth } from '@lembur/rules/period'
import { type Ctx, ruleViolation } from '../kernel/index.ts'

/**
 * The last day of anybody's period that is locked or processed; null where none is. People are in several cycles: of the June
 * period it is the latest end.
 */
async function settledUntil(ctx: Ctx, { sql }: Tx): Promise<string | null> {
  const { periodStartDay } = ctx.plant
  const [settled] = await sql<{ year: number; month: number }[]>`
    select year, month from overtime_period where state in ('locked', 'processed') order by year desc, month desc limit 1`
  if (!settled) return null
  const cycles = await sql<{ day: number }[]>`
    select ${periodStartDay}::int as day union select distinct period_start_day from employee where period_start_day is not null`
  const ends = cycles.map(({ day }) => periodOfMonth(settled.year, settled.month, day).end)
  return ends.toSorted().at(-1) ?? null
}

/**
 * Refuses to change what holds on days that have been settled: `policy.settled_period`, with the last settled day as `until`.
 * Call it behind `holdPeriods`, so that none is locked meanwhile.
 */
export async function assertNotSettled(ctx: Ctx, tx: Tx, effectiveFrom: string): Promise<void> {
  const until = await settledUntil(ctx, tx)
  if (until !== null && effectiveFrom <= until) throw ruleViolation('policy.settled_period', { field: 'effectiveFrom', until })
}
