import type { TotalsOvertime } from '@lembur/contracts/overtime'
import type { Fragment, Tx } from '@lembur/db'
import { daysBetween } from '@lembur/rules/dates'
import { parseRequestNumber } from '@lembur/rules/numbers'
import { type Ctx, containing } from '../kernel/index.ts'
import { visibleTo } from './access.ts'

/** Beyond this many matching people or projects a search is too wide to help; the first of them still show. */
const widest = 2000

/** What a search text stands for: one request by its number, or the people and projects whose names contain it. */
export type Found = { text: string; number: { year: number; n: number } | null; people: string[]; projects: string[] }

/**
 * Looks a search text up among the names: a small scan of its own, so that requests are then found by index. How many were
 * found decides how, so the statements of this transaction are planned for what they are given, not once for all.
 */
export async function lookUp({ sql }: Tx, text: string | undefined): Promise<Found | null> {
  if (!text) return null
  const number = parseRequestNumber(text)
  if (number) return { text, number, people: [], projects: [] }
  const like = containing(text)
  const [people, projects] = await Promise.all([
    sql<{ id: string }[]>`select id from employee where name ilike ${like} or worker_id ilike ${like} limit ${widest}`,
    sql<{ id: string }[]>`select id from project where name ilike ${like} limit ${widest}`,
    sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`,
  ])
  return { text, number, people: people.map(({ id }) => id), projects: projects.map(({ id }) => id) }
}

/**
 * The rows of a filter that the reader may see, as a condition on the alias `request`; `found` is its search, looked up.
 * Not async: a fragment is a promise of its own, and awaiting one would run it.
 */
export function matching(ctx: Ctx, { sql }: Pick<Tx, 'sql'>, filter: TotalsOvertime, found: Found | null): Fragment {
  const parts = [visibleTo(ctx, sql)]
  if (filter.from) parts.push(sql`request.work_date >= ${filter.from}`)
  if (filter.to) parts.push(sql`request.work_date <= ${filter.to}`)
  if (filter.status?.length) parts.push(oneOf(sql, sql`request.status`, filter.status))
  if (filter.kind?.length) parts.push(oneOf(sql, sql`request.kind`, filter.kind))
  if (filter.employeeId?.length) parts.push(oneOf(sql, sql`request.employee_id`, filter.employeeId))
  if (filter.projectId?.length) parts.push(oneOf(sql, sql`request.project_id`, filter.projectId))
  if (filter.departmentId?.length) parts.push(oneOf(sql, sql`request.department_id`, filter.departmentId))
  if (filter.departmentCode?.length) parts.push(ofDepartmentCodes(sql, sql`request.department_id`, filter.departmentCode))
  if (found) parts.push(searching(sql, found, filter))
  return parts.reduce((all, part) => sql`${all} and ${part}`)
}

/** `=` for a single value: the planner then knows the order of the rest of the index. */
export const oneOf = (sql: Tx['sql'], column: Fragment, values: string[]): Fragment =>
  values.length === 1 ? sql`${column} = ${values[0]!}` : sql`${column} = any(${values})`

/** Departments by the codes people write. */
export const ofDepartmentCodes = (sql: Tx['sql'], column: Fragment, codes: string[]): Fragment =>
  sql`${column} in (select id from department where code = any(${codes.map((code) => code.trim().toUpperCase())}))`

/**
 * Words of the reason are looked at only within a range of at most a quarter: under row-level security text has no index
 * to use (docs/decisions/0004).
 */
function searching(sql: Tx['sql'], { text, number, people, projects }: Found, { from, to }: TotalsOvertime): Fragment {
  if (number) return sql`(request.number_year = ${number.year} and request.number = ${number.n})`
  const parts = [sql`false`]
  if (people.length > 0) parts.push(sql`request.employee_id = any(${people})`)
  if (projects.length > 0) parts.push(sql`request.project_id = any(${projects})`)
  if (from && to && daysBetween(from, to) <= 92) parts.push(sql`request.reason ilike ${containing(text)}`)
  return sql`(${parts.reduce((all, part) => sql`${all} or ${part}`)})`
}
