import { type Permission, type Scope, scopeOf } from '@lembur/contracts/access'
import { type SQL, sql } from 'drizzle-orm'
import type { Actor } from './context.ts'
import { forbidden } from './errors.ts'

/** A row together with the proof that the actor holds this right on it; made by `access.ts` files only. */
export type Authorized<Row, Right extends string> = Row & { readonly [proof]: Right }
declare const proof: unique symbol

/** Marks a row as proven. Called where the proof was made: in `access.ts`, after the query that only finds permitted rows. */
export const proven = <Right extends string, Row>(_right: Right, row: Row) => row as Authorized<Row, Right>

/**
 * How far an actor's permission reaches: everywhere, over some departments, over his own rows; or not at all (null).
 * His role gives the first answer, grants to his person widen it.
 */
export type Reach = { everywhere: true } | { everywhere: false; own: boolean; departments: string[] }

export function reachOf(actor: Actor, permission: Permission): Reach | null {
  const scope: Scope | null = scopeOf(actor.role, permission)
  const granted = actor.grants.filter((grant) => grant.permission === permission)
  if (scope === 'organisation' || granted.some((grant) => grant.departmentId === null)) return { everywhere: true }
  const departments = granted.flatMap((grant) => (grant.departmentId ? [grant.departmentId] : []))
  if (scope === 'department' && actor.departmentId) departments.push(actor.departmentId)
  if (!scope && departments.length === 0) return null
  return { everywhere: false, own: scope !== null, departments }
}

/** Refuses an actor who has the permission for nothing at all. */
export function assertMay(actor: Actor, permission: Permission): Reach {
  const reach = reachOf(actor, permission)
  if (!reach) throw forbidden(permission)
  return reach
}

/** Whether a reach covers a row of this employee and department. */
export function covers(reach: Reach, actor: Actor, row: { employeeId: string | null; departmentId: string | null }): boolean {
  if (reach.everywhere) return true
  if (reach.own && row.employeeId !== null && row.employeeId === actor.employeeId) return true
  return row.departmentId !== null && reach.departments.includes(row.departmentId)
}

/** A reach as a condition on the columns of a row; `undefined` where it covers everything. */
export function withinReach(reach: Reach, actor: Actor, columns: { employeeId: SQL; departmentId: SQL }): SQL | undefined {
  if (reach.everywhere) return undefined
  const parts: SQL[] = []
  if (reach.own && actor.employeeId) parts.push(sql`${columns.employeeId} = ${actor.employeeId}`)
  if (reach.departments.length > 0) parts.push(sql`${columns.departmentId} in ${reach.departments}`)
  return parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`
}
