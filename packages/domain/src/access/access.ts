import type { Role } from '@lembur/contracts/access'
import type { LockReason } from '@lembur/contracts/users'
import { noOrganization, type Tx } from '@lembur/db'
import {
  type Authorized,
  type Ctx,
  DomainError,
  notFound,
  type Override,
  proven,
  read,
  ruleViolation,
  systemUserId,
} from '../kernel/index.ts'

/** Somebody whose rights or account are looked at or changed. */
export type Person = {
  userId: string
  username: string
  displayName: string
  email: string | null
  workerId: string | null
  role: Role
  roleIsLocal: boolean
  isActive: boolean
  employeeId: string | null
  departmentId: string | null
}

/** What somebody is in other organisations, where his account is the same. */
export type Elsewhere = { isMember: boolean; isDeveloper: boolean }

export async function elsewhereOf({ services, actor }: Ctx, userId: string): Promise<Elsewhere> {
  const rows = await services.database.read({ organizationId: noOrganization, userId }, ({ sql }) =>
    sql<{ role: Role }[]>`
      select role from membership where user_id = ${userId} and organization_id <> ${actor.organizationId}`.then((found) => [...found]),
  )
  return { isMember: rows.length > 0, isDeveloper: rows.some(({ role }) => role === 'developer') }
}

/**
 * Why an actor cannot change somebody; null: he can. Rights of one organisation are its own affair; the account, with which
 * he gets into all of his, is changed by an administrator only where there is no other. The command line changes everybody.
 */
export function lockOf(
  { actor }: Ctx,
  person: Pick<Person, 'userId' | 'role'>,
  elsewhere: Elsewhere,
  what: 'rights' | 'account',
): LockReason | null {
  if (actor.userId === systemUserId) return null
  if (actor.userId === person.userId) return 'access.self'
  if (person.role === 'developer' || (what === 'account' && elsewhere.isDeveloper)) return 'access.developer'
  return what === 'account' && elsewhere.isMember ? 'access.elsewhere' : null
}

/** A person of the organisation. Errors: `not_found`. */
export async function loadPerson({ actor }: Ctx, { sql }: Tx, userId: string, lock = false): Promise<Authorized<Person, 'read'>> {
  const [row] = await sql<Person[]>`
    select person.id as "userId", person.username, person.display_name as "displayName", person.email, person.worker_id as "workerId",
      member.role, member.role_is_local as "roleIsLocal", member.is_active and person.is_active as "isActive",
      member.employee_id as "employeeId", employee.department_id as "departmentId"
    from membership member
    join "user" person on person.id = member.user_id
    left join employee on employee.organization_id = member.organization_id and employee.id = member.employee_id
    where member.organization_id = ${actor.organizationId} and member.user_id = ${userId} ${lock ? sql`for no key update of member` : sql``}`
  if (!row) throw notFound('user')
  return proven('read', row)
}

/**
 * Locks a person for a change. `elsewhere` was asked before the transaction. The caller has asked for the permission.
 * Errors: `not_found`, `access.self`, `access.developer`, `access.elsewhere`.
 */
export async function loadForChange(
  ctx: Ctx,
  tx: Tx,
  userId: string,
  { elsewhere, what }: { elsewhere: Elsewhere; what: 'rights' | 'account' },
): Promise<Authorized<Person, 'change'>> {
  const person = await loadPerson(ctx, tx, userId, true)
  const reason = lockOf(ctx, person, elsewhere, what)
  if (reason) throw ruleViolation(reason)
  return proven('change', person)
}

/** The same for a change that another feature makes. Errors: as of `loadForChange`. */
export async function assertChangeable(ctx: Ctx, userId: string, what: 'rights' | 'account'): Promise<void> {
  const [person, elsewhere] = await Promise.all([read(ctx, (tx) => loadPerson(ctx, tx, userId)), elsewhereOf(ctx, userId)])
  const reason = lockOf(ctx, person, elsewhere, what)
  if (reason) throw ruleViolation(reason)
}

/** Refuses a personal token where another key to an account would come of it. Errors: `auth.in_person`. */
export function assertInPerson({ actor }: Ctx): void {
  if (actor.tokenScopes) throw new DomainError('forbidden', 'auth.in_person')
}

/** The overrides that a person has in the organisation. */
export const overridesOf = ({ actor }: Ctx, { sql }: Tx, userId: string): Promise<StoredOverride[]> =>
  sql<StoredOverride[]>`
    select id, permission, effect, scope, department_id as "departmentId", created_at as "createdAt" from permission_override
    where organization_id = ${actor.organizationId} and user_id = ${userId} order by permission, effect desc, created_at, id`.then(
    (rows) => [...rows],
  )
export type StoredOverride = Override & { id: string; createdAt: string }
