import { type Ctx, conflict, DomainError, type Services, systemContext, translating, write } from '../kernel/index.ts'
import type { Visit } from './gate.ts'
import type { Vouching } from './outside-ask.ts'
import { follow } from './outside-follow.ts'
import { linkedTo, linkPerson } from './outside-person.ts'

/**
 * The person that a service vouches for, known by its own key of him, else by his name, else made; he then follows what it
 * says. Errors: `auth.account_conflict`; `auth.no_role` where he is in no group that is let in; `auth.account_disabled`
 * where the service itself has deactivated him.
 */
export async function settleVouched(services: Services, { origin, now }: Visit, vouching: Vouching): Promise<string> {
  const { provider, who, organizationId } = vouching
  const ctx: Ctx = { ...(await systemContext(services, organizationId, now)), origin }
  const isLetIn = who.isActive && who.role !== null
  const settling = write(ctx, 'user.vouched', async (tx) => {
    // Two first sign-ins at once are one after the other.
    await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`vouched/${provider}/${who.subject}`}, 0))`
    const known = await linkedTo(tx, provider, who.subject)
    if (known && !(await mayVouchFor(tx.sql, ctx, provider, known.userId))) throw conflict('auth.account_conflict')
    // Who is not let in is not made either.
    if (!known && !isLetIn) return { userId: null, subject: null, before: null, after: null }
    const linked = known ? { ...known, isNew: false } : await linkPerson(tx, ctx, vouching)
    const { username, before, after } = await follow(tx, ctx, linked, vouching)
    const { userId } = linked
    const subject = { type: 'user', id: userId, label: username }
    if (!known) tx.announce({ topic: 'user', action: 'vouched', subjectId: userId })
    if (linked.isNew) return { userId, subject, before: null, after: { username, provider, ...after } }
    if (!known) return { userId, subject, before: { provider: null, ...before }, after: { provider, ...after } }
    const isSame = JSON.stringify(before) === JSON.stringify(after)
    return { userId, subject, before: isSame ? null : before, after: isSame ? null : after }
  })
  const { userId } = await translating(settling, { user_username: () => conflict('auth.account_conflict') })
  if (!who.isActive) throw new DomainError('unauthenticated', 'auth.account_disabled')
  if (who.role === null || !userId) throw new DomainError('forbidden', 'auth.no_role')
  return userId
}

/**
 * A directory or provider that one organisation has set up speaks for that organisation's people alone, whatever keys it
 * says they have. The company's own service is set up by whoever runs the product.
 */
async function mayVouchFor(
  sql: Services['database']['global'],
  { actor }: Ctx,
  provider: Vouching['provider'],
  userId: string,
): Promise<boolean> {
  if (provider === 'company') return true
  const [row] = await sql<{ isMember: boolean }[]>`
    select exists (select from membership where user_id = ${userId} and organization_id = ${actor.organizationId}) as "isMember"`
  return row?.isMember ?? false
}
