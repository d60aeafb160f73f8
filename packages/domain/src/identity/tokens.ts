import type { Tokens } from '@lembur/contracts/identity'
import { noOrganization } from '@lembur/db'
import { DomainError } from '../kernel/index.ts'
import type { SignedIn } from './admit.ts'
import type { Gate, Visit } from './gate.ts'
import { currentIdentity, type Sql } from './identity.ts'
import { luciaFor } from './lucia.ts'
import { expiryOf, hashOf, newSecret, secretKinds } from './secret.ts'
import { announceSessions } from './sessions.ts'

type Holder = { userId: string; organizationId: string; familyId: string }

/** A first pair of tokens for who has just signed in: 15 minutes of access, a refresh token of seven days. */
export const issueTokens = ({ ctx: { services, actor, origin, now }, familyId }: SignedIn): Promise<Tokens> =>
  services.database.transaction({ organizationId: noOrganization }, ({ sql }) =>
    newPair(sql, { userId: actor.userId, organizationId: actor.organizationId, familyId }, { origin, now }),
  )

/**
 * Changes a refresh token for the next pair. Each works once: one that comes again is in two hands, and its whole family,
 * access tokens included, ends. Errors: `auth.no_refresh_token`, `auth.invalid_refresh_token`.
 */
export async function refreshTokens({ services, sessions }: Gate, visit: Visit, refresh: string | undefined): Promise<Tokens> {
  if (!refresh) throw new DomainError('invalid', 'auth.no_refresh_token')
  const outcome = await services.database.transaction({ organizationId: noOrganization }, async ({ sql }) => {
    const [token] = await sql<(Holder & { expiresAt: string; usedAt: string | null })[]>`
      select user_id as "userId", active_organization_id as "organizationId", family_id as "familyId",
        expires_at as "expiresAt", used_at as "usedAt"
      from refresh_token where id = ${hashOf(refresh)} for update`
    if (!token || new Date(token.expiresAt) <= visit.now) return null
    if (token.usedAt || !(await currentIdentity(sql, token.userId, token.organizationId))) {
      await endFamily(sql, token)
      return token
    }
    await sql`update refresh_token set used_at = ${visit.now} where id = ${hashOf(refresh)}`
    return newPair(sql, token, visit)
  })
  if (outcome && 'access' in outcome) return outcome
  if (outcome) sessions.forget({ userId: outcome.userId })
  throw new DomainError('unauthenticated', 'auth.invalid_refresh_token')
}

/** Whether an access token, or the secret of a session, still opens anything. */
export const verifyToken = async ({ sessions }: Gate, { now }: Visit, token: string | undefined): Promise<boolean> =>
  token !== undefined && (await sessions.identify(token, now, 'watching')) !== null

async function newPair(sql: Sql, { userId, organizationId, familyId }: Holder, { now }: Visit): Promise<Tokens> {
  const facts = {
    organizationId,
    kind: 'api' as const,
    familyId,
    lastSeenAt: now.toISOString(),
  }
  const access = await luciaFor(sql, 'access', 'create').createSession(userId, facts, { sessionId: newSecret('access') })
  const refresh = newSecret('refresh')
  await sql`
    insert into refresh_token (id, user_id, active_organization_id, family_id, expires_at, created_at)
    values (${hashOf(refresh)}, ${userId}, ${organizationId}, ${familyId}, ${expiryOf('refresh', now)}, ${now})`
  return { access: access.id, refresh, expiresIn: secretKinds.access.minutes * 60 }
}

async function endFamily(sql: Sql, { familyId, userId }: Holder): Promise<void> {
  await sql`delete from sign_in where id = ${familyId}`
  await announceSessions(sql, { userId })
}
