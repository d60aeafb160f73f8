import { beyondOverrides, type Permission, possibleScopes, type Scope, scopeOf } from '@lembur/contracts/access'
import { type SQL, sql } from 'drizzle-orm'
import type { Actor } from './context.ts'
import { forbidden } from './errors.ts'

/** A row together with the proof that the actor holds this right on it; made by `access.ts` files only. */
export type Authorized<Row, Right extends string> = Row & { readonly [proof]: Right }
declare const proof: unique symbol

/** Marks a row as proven. Called where the proof was made: in `access.ts`, after the query that only finds permitted rows. */
export const proven = <Right extends string, Row>(_right: Right, row: Row) => row as Authorized<Row, Right>

/** How far an actor's permission reaches: everywhere, over some departments, over his own rows; or not at all (null). */
export type Reach = { everywhere: true } | { everywhere: false; own: boolean; departments: string[] }

/**
 * How far an actor's permission reaches. His role gives the first answer; an override takes that away or gives more, except
 * to roles that have everything. A personal token holds what it names and its owner holds. An override that reaches less
 * far than rows of its resource can be told apart counts for nothing.
 */
export function reachOf(actor: Actor, permission: Permission): Reach | null {
  if (actor.tokenScopes && !actor.tokenScopes.includes(permission)) return null
  const scope = scopeOf(actor.role, permission)
  if (beyondOverrides.includes(actor.role)) return reachFrom(actor, scope ? [{ scope, departmentId: null }] : [])
  const ours = actor.overrides.filter((override) => override.permission === permission)
  const added = ours.filter((override) => override.effect === 'add' && possibleScopes(permission).includes(override.scope))
  const byRole = scope && !ours.some(({ effect }) => effect === 'remove') ? [{ scope, departmentId: null }] : []
  return reachFrom(actor, [...byRole, ...added])
}

function reachFrom(actor: Actor, parts: { scope: Scope; departmentId: string | null }[]): Reach | null {
  if (parts.length === 0) return null
  if (parts.some(({ scope }) => scope === 'organisation')) return { everywhere: true }
  const departments = parts.flatMap(({ scope, departmentId }) => (scope === 'department' ? (departmentId ?? actor.departmentId ?? []) : []))
  return { everywhere: false, own: parts.some(({ scope }) => scope === 'own'), departments: [...new Set(departments)] }
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
