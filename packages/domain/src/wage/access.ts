import type { Fragment, Tx } from '@lembur/db'
import type { Ctx, Reach } from '../kernel/index.ts'

/** Whose wages a reach lets through, as a condition on the alias `employee`: department and person are those of today. */
export function within({ actor }: Ctx, sql: Tx['sql'], reach: Reach): Fragment {
  if (reach.everywhere) return sql`true`
  const own = reach.own && actor.employeeId ? sql`employee.id = ${actor.employeeId}` : sql`false`
  return sql`(employee.department_id = any(${reach.departments}) or ${own})`
}
