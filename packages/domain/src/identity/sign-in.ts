import type { SignIn } from '@lembur/contracts/identity'
import { newId, noOrganization, type Tx } from '@lembur/db'
import { type Ctx, DomainError, write } from '../kernel/index.ts'
import type { Gate, Visit } from './gate.ts'
import { currentIdentity } from './identity.ts'
import { luciaFor } from './lucia.ts'
import { passwordFits } from './password.ts'
import { newSecret, type SessionKind } from './secret.ts'

export type SignedIn = {
  ctx: Ctx
  /** What the browser's cookie holds. */
  secret: string
  kind: SessionKind
  /** What tokens issued with it belong to: they end together. */
  familyId: string
  expiresAt: Date
}

type Person = { id: string; username: string; passwordHash: string | null; workerId: string | null; isActive: boolean }

/**
 * Signs a person in with name (whatever its case) and password, in the organisation he belongs to. At the first time he is
 * linked to the employee with his worker id. A wrong name and a wrong password are one answer, after the same time; that an
 * account is deactivated is told only to who knows its password.
 * Errors: `auth.too_many_attempts` with `retryAfterSeconds`, `auth.invalid_credentials` with `triesLeft`, `auth.account_disabled`.
 */
export async function signIn(gate: Gate, { origin, now }: Visit, input: SignIn): Promise<SignedIn> {
  const { services } = gate
  const person = await gate.throttle.inTurn(origin.ip, () => whoseName(gate, { origin, now }, input))
  const disabled = () => new DomainError('unauthenticated', 'auth.account_disabled')
  const organizationId = person.isActive ? await organizationOf(gate, person.id) : null
  if (!organizationId) throw disabled()
  const current = () => currentIdentity(services.database.global, person.id, organizationId)
  const identity = await current()
  if (!identity) throw disabled()

  const ctx: Ctx = { services, ...identity, origin, now }
  const kind = input.remember ? 'remembered' : 'browser'
  const familyId = newId()
  const { session, linked } = await write(ctx, 'auth.sign_in', async (tx) => {
    const linked = identity.actor.employeeId ? null : await linkEmployee(tx, ctx, person.workerId)
    const session = await luciaFor(tx.sql, kind, 'create').createSession(
      person.id,
      { organizationId, kind: 'browser', familyId, ip: origin.ip, userAgent: origin.userAgent, lastSeenAt: now.toISOString() },
      { sessionId: newSecret(kind) },
    )
    const after = { session: kind, ...(linked ? { employeeId: linked } : {}) }
    return { session, linked, subject: { type: 'user', id: person.id, label: person.username }, before: null, after }
  })
  const signed = linked ? await current() : identity
  if (!signed) throw disabled()
  return { ctx: { ...ctx, ...signed }, secret: session.id, kind, familyId, expiresAt: session.expiresAt }
}

/** The person whose name and password these are; anything else is a guess, and counted. */
async function whoseName(gate: Gate, { origin, now }: Visit, { username, password }: SignIn): Promise<Person> {
  const { throttle } = gate
  throttle.check(origin.ip, username, now)
  const person = await personNamed(gate, username)
  if (!(await passwordFits(person?.passwordHash ?? null, password)) || !person) {
    const triesLeft = throttle.failed(origin.ip, username, now)
    throw new DomainError('unauthenticated', 'auth.invalid_credentials', { triesLeft })
  }
  throttle.succeeded(origin.ip, username)
  return person
}

async function personNamed({ services }: Gate, username: string): Promise<Person | null> {
  const [row] = await services.database.global<Person[]>`
    select id, username, password_hash as "passwordHash", worker_id as "workerId", is_active as "isActive"
    from "user" where lower(username) = lower(${username})`
  return row ?? null
}

/** The organisation he joined first of those he is active in; null where there is none. */
async function organizationOf({ services }: Gate, userId: string): Promise<string | null> {
  const [row] = await services.database.read(
    { organizationId: noOrganization, userId },
    async ({ sql }) =>
      sql<{ id: string }[]>`
      select organization_id as id from membership where user_id = ${userId} and is_active order by created_at, id limit 1`,
  )
  return row?.id ?? null
}

/** Links the membership to the employee with this worker id, whatever its case; never by name. Answers whom it found. */
async function linkEmployee({ sql }: Tx, { actor, now }: Ctx, workerId: string | null): Promise<string | null> {
  if (!workerId) return null
  const [row] = await sql<{ employeeId: string }[]>`
    update membership set employee_id = employee.id, updated_at = ${now}
    from employee
    where membership.user_id = ${actor.userId} and membership.employee_id is null
      and employee.organization_id = membership.organization_id and lower(employee.worker_id) = lower(${workerId.trim()})
    returning membership.employee_id as "employeeId"`
  return row?.employeeId ?? null
}
