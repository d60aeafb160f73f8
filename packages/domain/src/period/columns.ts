import type { PeriodState } from '@lembur/contracts/period-state'
import type { Fragment, Tx } from '@lembur/db'

type Sql = Tx['sql']

/** How far the period of a request is; the name is null where nobody has ever closed it. */
export type InPeriod = { periodState: PeriodState; periodYear: number | null; periodMonth: number | null }

/**
 * The month that the period of a date is named for, counted through (year × 12 + month), by the cycle of the alias `employee` or
 * else the plant's: the same as `@lembur/rules/period` (a test compares them).
 */
export const periodIndex = (sql: Sql, date: Fragment): Fragment =>
  periodIndexFrom(sql, date, sql`coalesce(employee.period_start_day, (select period_start_day from organization))`)

/** The same for cycles that begin on another day. */
export const periodIndexFrom = (sql: Sql, date: Fragment, day: Fragment): Fragment => {
  const shifted = sql`(${date} - (${day} - 1))`
  return sql`(extract(year from ${shifted}) * 12 + extract(month from ${shifted}) + case when ${day} > 1 then 1 else 0 end)::int`
}

/** Joins the stored period of a date of the alias `employee` as `period`; most dates have none. */
export const periodJoin = (sql: Sql, date: Fragment): Fragment => sql`
  left join overtime_period period on period.organization_id = employee.organization_id
    and period.year * 12 + period.month = ${periodIndex(sql, date)}`

export const periodState = (sql: Sql): Fragment => sql`coalesce(period.state, 'open') as "periodState"`

/** The columns of an `InPeriod`, where `periodJoin` is. */
export const inPeriod = (sql: Sql): Fragment => sql`${periodState(sql)}, period.year as "periodYear", period.month as "periodMonth"`
