import type { Tx } from '@lembur/db'
import { type Ctx, ruleViolation } from '../kernel/index.ts'
import { periodIndex, periodIndexFrom } from './columns.ts'
import { widest } from './cycles.ts'
import { holdPeriods } from './guard.ts'

/**
 * Refuses a first day of the cycle that would take a request out of a period that is not open, or put one into it: what was
 * closed would open again. For one employee (null: the plant's day from now on), or for the plant and all who have none of
 * their own. It holds the periods, so it comes before any row is locked. Errors: `period.start_day`, naming a period in the way.
 */
export async function assertStartDayFits(
  ctx: Ctx,
  tx: Tx,
  { employeeId, startDay }: { employeeId?: string; startDay: number },
): Promise<void> {
  const { sql } = tx
  await holdPeriods(ctx, tx)
  const settled = await sql<
    { year: number; month: number }[]
  >`select year, month from overtime_period where state <> 'open' order by year, month`
  const [first, last] = [settled[0], settled.at(-1)]
  if (!first || !last) return
  const { from, to } = widest({ year: first.year - 1, month: first.month }, { year: last.year + 1, month: last.month })
  const date = sql`request.work_date`
  const [now, then] = [periodIndex(sql, date), periodIndexFrom(sql, date, sql`${startDay}::int`)]
  const [moved] = await sql<{ year: number; month: number }[]>`
    select period.year, period.month
    from overtime_request request
      join employee on employee.organization_id = request.organization_id and employee.id = request.employee_id
      join overtime_period period on period.organization_id = request.organization_id and period.state <> 'open'
        and period.year * 12 + period.month in (${now}, ${then})
    where request.work_date between ${from} and ${to}
      and ${employeeId ? sql`employee.id = ${employeeId}` : sql`employee.period_start_day is null`}
      and ${now} <> ${then}
    order by period.year, period.month limit 1`
  if (moved) throw ruleViolation('period.start_day', moved)
}
