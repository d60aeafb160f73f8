import type { Database, Fragment, Tx } from '@lembur/db'

/** At most this many appended rows a transaction: the merge never holds the totals for long. */
const batch = 20_000

/**
 * Folds appended deltas into the totals, in one transaction a batch, and answers how many. Statistics read totals plus
 * unmerged deltas, so nobody sees a figure change.
 */
export async function mergeTotals(database: Database, organizationId: string): Promise<number> {
  let merged = 0
  for (;;) {
    const count = await database.transaction({ organizationId }, mergeBatch)
    merged += count
    if (count < batch) return merged
  }
}

async function mergeBatch({ sql }: Tx): Promise<number> {
  // A new start day of the period counts all periods anew: neither may happen in the middle of the other.
  await sql`select 1 from organization for share`
  const [row] = await sql<{ count: number }[]>`
    with taken as (
      delete from overtime_delta where sequence in (select sequence from overtime_delta order by sequence limit ${batch} for update skip locked)
      returning *),
    dated as (
      select taken.*, ${periodStart(sql)} as period_start from taken cross join (select period_start_day as day from organization) start),
    days as (
      insert into total_day (organization_id, work_date, department_id, kind, status, minutes, requests)
      select organization_id, work_date, department_id, kind, status, sum(minutes), sum(requests) from dated group by 1, 2, 3, 4, 5
      on conflict (organization_id, work_date, department_id, kind, status) do update set minutes = total_day.minutes + excluded.minutes, requests = total_day.requests + excluded.requests),
    employees as (${insertEmployees(sql)}
      on conflict (organization_id, period_start, employee_id, department_id) do update set ${wideAdds(sql, 'total_employee')}),
    projects as (${insertProjects(sql)}
      on conflict (organization_id, period_start, project_id) do update set ${wideAdds(sql, 'total_project')})
    select count(*)::int as count from taken`
  return row?.count ?? 0
}

/**
 * Counts the totals of every period anew, for a plant that lets its periods start on another day: what lies in them was
 * summed by the old one. Deltas that are not merged yet are left out, since statistics add them. For a transaction that
 * holds the organisation's row. Takes seconds on a million requests.
 */
export async function recountPeriods({ sql }: Tx, startDay: number): Promise<void> {
  await sql`delete from total_employee`
  await sql`delete from total_project`
  await sql`
    with merged as (
      select organization_id, work_date, employee_id, department_id, project_id, kind, status, minutes, 1 as requests from overtime_request
      union all
      select organization_id, work_date, employee_id, department_id, project_id, kind, status, -minutes, -requests from overtime_delta),
    dated as (select merged.*, ${periodStart(sql)} as period_start from merged cross join (select ${startDay}::int as day) start),
    employees as (${insertEmployees(sql)}),
    projects as (${insertProjects(sql)})
    select 1`
}

/** The same cycle as `@lembur/rules/period` (a test compares them): the start day of this month, or of the month before. */
export const periodStart = (sql: Tx['sql']): Fragment => sql`
  (case when extract(day from work_date) >= start.day then date_trunc('month', work_date) else date_trunc('month', work_date) - interval '1 month' end
    + make_interval(days => start.day - 1))::date`

const insertEmployees = (sql: Tx['sql']): Fragment => sql`
  insert into total_employee (organization_id, period_start, employee_id, department_id, ${wideColumns(sql)})
  select organization_id, period_start, employee_id, department_id, ${wideSums(sql)} from dated where status in ('pending', 'approved') group by 1, 2, 3, 4`

const insertProjects = (sql: Tx['sql']): Fragment => sql`
  insert into total_project (organization_id, period_start, project_id, ${wideColumns(sql)})
  select organization_id, period_start, project_id, ${wideSums(sql)} from dated where status in ('pending', 'approved') group by 1, 2, 3`

const wide = ['requests', 'weekday_minutes', 'weekend_minutes', 'holiday_minutes', 'approved_minutes', 'pending_minutes', 'counted_minutes']

const wideColumns = (sql: Tx['sql']): Fragment => sql`${sql(wide)}`

const wideSums = (sql: Tx['sql']): Fragment => sql`
  sum(requests), coalesce(sum(minutes) filter (where kind = 'weekday'), 0), coalesce(sum(minutes) filter (where kind = 'weekend'), 0),
  coalesce(sum(minutes) filter (where kind = 'holiday'), 0), coalesce(sum(minutes) filter (where status = 'approved'), 0),
  coalesce(sum(minutes) filter (where status = 'pending'), 0), sum(minutes)`

const wideAdds = (sql: Tx['sql'], table: string): Fragment =>
  wide
    .map((column) => sql`${sql(column)} = ${sql(table)}.${sql(column)} + excluded.${sql(column)}`)
    .reduce((all, part) => sql`${all}, ${part}`)
