import {
  beyondOverrides,
  isOverridable,
  type Permission,
  permissionNames,
  possibleScopes,
  type Role,
  scopeOf,
} from '@lembur/contracts/access'
import type { AccessRight, OfUser, UserAccess } from '@lembur/contracts/users'
import type { Tx } from '@lembur/db'
import { type Actor, assertMay, type Ctx, type Override, type Reach, reachOf, read } from '../kernel/index.ts'
import { loadPerson, overridesOf, type Person } from './access.ts'
import { whoChanged } from './authors.ts'
import { overrideKey } from './composition.ts'

/** An override with what the audit knows of it. */
export type Told = Override & { by: string | null; at: string }
type Department = { id: string; code: string; name: string }

/** What a person may, how far, and what decides it, right by right. Errors: `not_found`, `permission.denied`. */
export async function explainAccess(ctx: Ctx, { userId }: OfUser): Promise<UserAccess> {
  assertMay(ctx.actor, 'access.read')
  return read(ctx, async (tx) => {
    const person = await loadPerson(ctx, tx, userId)
    return explained(tx, ctx, person, await toldOverrides(ctx, tx, userId))
  })
}

export async function toldOverrides(ctx: Ctx, tx: Tx, userId: string): Promise<Told[]> {
  const stored = await overridesOf(ctx, tx, userId)
  const authors = await whoChanged(ctx, tx, userId)
  return stored.map((each) => {
    const author = authors.get(overrideKey(each))
    return { ...each, by: author?.by ?? null, at: author?.at ?? each.createdAt }
  })
}

/** The same for a role and overrides that he may not have. */
export async function explained({ sql }: Tx, ctx: Ctx, person: Person, overrides: Told[]): Promise<UserAccess> {
  const ids = [...overrides.flatMap(({ departmentId }) => departmentId ?? []), ...(person.departmentId ? [person.departmentId] : [])]
  const rows = ids.length === 0 ? [] : await sql<Department[]>`select id, code, name from department where id = any(${ids})`
  const departments = new Map(rows.map((row) => [row.id, row]))
  const actor: Actor = {
    organizationId: ctx.actor.organizationId,
    userId: person.userId,
    displayName: person.displayName,
    role: person.role,
    employeeId: person.employeeId,
    departmentId: person.departmentId,
    overrides,
    tokenScopes: null,
  }
  const rights = permissionNames.map((permission) => rightOf(actor, permission, overrides, departments))
  return { userId: person.userId, role: person.role, rights }
}

function rightOf(actor: Actor, permission: Permission, all: Told[], departments: Map<string, Department>): AccessRight {
  const ours = all.filter((override) => override.permission === permission)
  const reach = reachOf(actor, permission)
  return {
    permission,
    isOverridable: isOverridable(permission),
    scopes: [...possibleScopes(permission)],
    byRole: scopeOf(actor.role, permission),
    overrides: ours.map(({ effect, scope, departmentId, by, at }) => ({
      effect,
      scope,
      department: (departmentId && departments.get(departmentId)) || null,
      by,
      at,
    })),
    reach: reach && toldReach(reach, departments),
    because: becauseOf(actor.role, permission, ours),
  }
}

const toldReach = (reach: Reach, departments: Map<string, Department>): AccessRight['reach'] =>
  reach.everywhere
    ? { everywhere: true, own: false, departments: [] }
    : { everywhere: false, own: reach.own, departments: reach.departments.flatMap((id) => departments.get(id) ?? []) }

function becauseOf(role: Role, permission: Permission, ours: Told[]): AccessRight['because'] {
  const byRole = scopeOf(role, permission)
  if (beyondOverrides.includes(role)) return byRole ? 'everything' : 'none'
  const removed = ours.some(({ effect }) => effect === 'remove')
  const added = ours.some(({ effect, scope }) => effect === 'add' && possibleScopes(permission).includes(scope))
  if (added) return byRole && !removed ? 'role_and_added' : 'added'
  if (removed) return 'removed'
  return byRole ? 'role' : 'none'
}
