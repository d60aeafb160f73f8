import type { Permission } from '@lembur/contracts/access'
import type { Fragment, Tx } from '@lembur/db'
import { type Authorized, assertMay, type Ctx, notFound, proven, type Reach } from '../kernel/index.ts'

type WagePermission = Extract<Permission, `wage.${string}`>

/** A wage as it is stored; its terms stay sealed. */
export type StoredWage = {
  id: string
  employeeId: string
  effectiveFrom: string
  sealed: string
  version: number
  createdAt: string
  updatedAt: string
}
/** Whose wages are meant. */
export type Earner = { id: string; workerId: string; name: string }

export const wageColumns = (sql: Tx['sql']): Fragment => sql`
  wage.id, wage.employee_id as "employeeId", wage.effective_from as "effectiveFrom", wage.sealed, wage.version,
  wage.created_at as "createdAt", wage.updated_at as "updatedAt"`

/** Whose wages a reach lets through, as a condition on the alias `employee`: department and person are those of today. */
export function within({ actor }: Ctx, sql: Tx['sql'], reach: Reach): Fragment {
  if (reach.everywhere) return sql`true`
  const own = reach.own && actor.employeeId ? sql`employee.id = ${actor.employeeId}` : sql`false`
  return sql`(employee.department_id = any(${reach.departments}) or ${own})`
}

/** Somebody whose wages the actor may read or change. Errors: `permission.denied`, `not_found` for whoever is out of reach. */
export async function loadEarner(
  ctx: Ctx,
  { sql }: Tx,
  permission: WagePermission,
  employeeId: string,
): Promise<Authorized<Earner, 'wage'>> {
  const reach = assertMay(ctx.actor, permission)
  const [row] = await sql<Earner[]>`
    select employee.id, employee.worker_id as "workerId", employee.name from employee
    where employee.id = ${employeeId} and ${within(ctx, sql, reach)}`
  if (!row) throw notFound('employee')
  return proven('wage', row)
}

/** Locks a wage for whoever may change it. Errors: `permission.denied`, `not_found` for one that is out of reach. */
export async function loadForWriting(ctx: Ctx, { sql }: Tx, id: string): Promise<Authorized<StoredWage, 'write'>> {
  const reach = assertMay(ctx.actor, 'wage.update')
  const [row] = await sql<StoredWage[]>`
    select ${wageColumns(sql)} from employee_wage wage
    join employee on employee.organization_id = wage.organization_id and employee.id = wage.employee_id
    where wage.id = ${id} and ${within(ctx, sql, reach)} for no key update of wage`
  if (!row) throw notFound('wage')
  return proven('write', row)
}
