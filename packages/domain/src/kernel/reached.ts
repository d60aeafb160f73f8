import type { Fragment, Tx } from '@lembur/db'
import type { Reach } from './authorize.ts'
import type { Actor } from './context.ts'

/** The rows that any of these reaches covers, as a condition on the alias `request`. */
export function reachedRequests(actor: Actor, sql: Tx['sql'], reaches: (Reach | null)[]): Fragment {
  const bounded: Exclude<Reach, { everywhere: true }>[] = []
  for (const reach of reaches) {
    if (reach?.everywhere) return sql`true`
    if (reach) bounded.push(reach)
  }
  // Each condition once, and one `=` a department: the planner then knows the order of the rest of the index.
  const departments = new Set(bounded.flatMap((reach) => reach.departments))
  const parts = [...departments].map((id) => sql`request.department_id = ${id}`)
  if (actor.employeeId && bounded.some(({ own }) => own)) parts.push(sql`request.employee_id = ${actor.employeeId}`)
  return parts.length === 0 ? sql`false` : sql`(${parts.reduce((all, part) => sql`${all} or ${part}`)})`
}
