import type { Adapter, DatabaseSession, Lucia } from 'lucia'
import { type IdentityRow, identityColumns, type Sql } from './identity.ts'
import { hashOf } from './secret.ts'

/** What is stored of a session besides its hash, owner and expiry. */
export type SessionFacts = {
  organizationId: string
  kind: 'browser' | 'api'
  familyId: string
  lastSeenAt: string
}

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<SessionFacts, IdentityRow>
    UserId: string
    DatabaseSessionAttributes: SessionFacts
    DatabaseUserAttributes: IdentityRow
  }
}

type Stored = SessionFacts & IdentityRow & { userId: string; expiresAt: string }

/**
 * Lucia's sessions over `user_session`. Lucia's session id is the secret that the client holds; the table knows only its
 * SHA-256, so whoever reads the table can sign in as nobody. Session and person come in one round trip.
 */
export const sessionAdapter = (sql: Sql): Adapter => ({
  async getSessionAndUser(secret) {
    const [row] = await sql<Stored[]>`
      select session.user_id as "userId", session.active_organization_id as "organizationId", session.kind, session.family_id as "familyId",
        session.expires_at as "expiresAt", session.last_seen_at as "lastSeenAt",
        ${identityColumns(sql)}
      from user_session session, app.identity_of(session.user_id, session.active_organization_id) who
      where session.id = ${hashOf(secret)}`
    if (!row) return [null, null]
    const { userId, expiresAt } = row
    return [{ id: secret, userId, expiresAt: new Date(expiresAt), attributes: row }, row.isActive ? { id: userId, attributes: row } : null]
  },

  /** The ids are hashes: the secrets themselves are known to their holders alone. */
  async getUserSessions(userId) {
    const rows = await sql<(SessionFacts & { id: string; expiresAt: string })[]>`
      select id, active_organization_id as "organizationId", kind, family_id as "familyId",
        expires_at as "expiresAt", last_seen_at as "lastSeenAt"
      from user_session where user_id = ${userId} order by last_seen_at desc`
    return rows.map((row): DatabaseSession => ({ id: row.id, userId, expiresAt: new Date(row.expiresAt), attributes: row }))
  },

  async setSession({ id: secret, userId, expiresAt, attributes }) {
    await sql`
      insert into user_session (id, user_id, active_organization_id, kind, family_id, last_seen_at, expires_at, created_at)
      values (${hashOf(secret)}, ${userId}, ${attributes.organizationId}, ${attributes.kind}, ${attributes.familyId},
        ${attributes.lastSeenAt}, ${expiresAt}, ${attributes.lastSeenAt})`
  },

  async updateSessionExpiration(secret, expiresAt) {
    await sql`update user_session set expires_at = ${expiresAt} where id = ${hashOf(secret)}`
  },

  async deleteSession(secret) {
    await sql`delete from user_session where id = ${hashOf(secret)}`
  },

  async deleteUserSessions(userId) {
    await sql`delete from user_session where user_id = ${userId}`
  },

  async deleteExpiredSessions() {
    await sql`delete from user_session where expires_at < now()`
  },
})
