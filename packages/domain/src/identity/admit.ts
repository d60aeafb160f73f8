import type { SignInWay } from '@lembur/contracts/identity'
import { newId, type Tx } from '@lembur/db'
import { type Ctx, DomainError, write } from '../kernel/index.ts'
import { arrivalOf } from './arrival.ts'
import { newChallenge } from './challenge.ts'
import { factorsOf, needsSecondFactor } from './factors.ts'
import type { Gate, Visit } from './gate.ts'
import { luciaFor } from './lucia.ts'
import { newSecret, type SessionKind } from './secret.ts'

export type SignedIn = {
  ctx: Ctx
  /** What the browser's cookie holds. */
  secret: string
  kind: SessionKind
  /** The sign-in that tokens issued with it belong to: they end together. */
  familyId: string
  expiresAt: Date
}

/** Somebody who has shown who he is. */
export type Proven = {
  userId: string
  way: SignInWay
  /** Keep the session past the closing of the browser. */
  remember: boolean
  /** He has shown a second factor too, or one that counts for both. */
  twice: boolean
}

type Person = { username: string; workerId: string | null }

/** How long the second step of a sign-in may take. */
const stepMinutes = 10

/** Services that the product's own pages set: whoever sets one would decide who is a developer. */
const setInProduct: readonly SignInWay[] = ['ldap', 'oidc']

/**
 * Lets in whoever has shown who he is, in the organisation he joined first: the one way to a session, however he has shown
 * it. At the first time he is linked to the employee with his worker id. Where a second factor is set up, or his role needs
 * one, the error carries the `challenge` of the next step.
 * Errors: `auth.account_disabled`, `auth.developer`, `auth.second_factor` (`challenge`, `ways`), `auth.second_factor_setup`
 * (`challenge`).
 */
export async function admit(gate: Gate, visit: Visit, proven: Proven): Promise<SignedIn> {
  const { origin, now } = visit
  const { userId, way, remember } = proven
  const ctx = await arrivalOf(gate, visit, userId)
  const { organizationId, role, employeeId } = ctx.actor
  if (role === 'developer' && setInProduct.includes(way)) throw new DomainError('forbidden', 'auth.developer')
  if (!proven.twice) await assertNoMoreProof(gate, { ...proven, organizationId, role, now })

  const [person] = await gate.services.database.global<Person[]>`
    select username, worker_id as "workerId" from "user" where id = ${userId}`
  const kind = remember ? 'remembered' : 'browser'
  const familyId = newId()
  const { session, linked } = await write(ctx, 'auth.sign_in', async (tx) => {
    const linked = employeeId ? null : await linkEmployee(tx, ctx, person?.workerId ?? null)
    await tx.sql`
      insert into sign_in (id, user_id, active_organization_id, way, ip, user_agent, last_seen_at, created_at)
      values (${familyId}, ${userId}, ${organizationId}, ${way}, ${origin.ip}, ${origin.userAgent}, ${now}, ${now})`
    const session = await luciaFor(tx.sql, kind, 'create').createSession(
      userId,
      { organizationId, kind: 'browser', familyId, lastSeenAt: now.toISOString() },
      { sessionId: newSecret(kind) },
    )
    const after = { session: kind, way, ...(linked ? { employeeId: linked } : {}) }
    return { session, linked, subject: { type: 'user', id: userId, label: person?.username }, before: null, after }
  })
  const signed = linked ? await arrivalOf(gate, visit, userId) : ctx
  return { ctx: signed, secret: session.id, kind, familyId, expiresAt: session.expiresAt }
}

type Step = Proven & { organizationId: string; role: Ctx['actor']['role']; now: Date }

async function assertNoMoreProof({ services }: Gate, { userId, way, remember, organizationId, role, now }: Step): Promise<void> {
  const sql = services.database.global
  const ways = await factorsOf(sql, userId)
  const kind =
    ways.length > 0 ? 'second_factor' : (await needsSecondFactor(services.database, organizationId, role)) ? 'second_factor_setup' : null
  if (!kind) return
  const challenge = await newChallenge(sql, { kind, userId, data: { way, remember }, minutes: stepMinutes, now })
  throw new DomainError('unauthenticated', `auth.${kind}`, { challenge, ways })
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
