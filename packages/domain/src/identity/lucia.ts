import { Lucia, TimeSpan } from 'lucia'
import { type SessionFacts, sessionAdapter } from './adapter.ts'
import type { IdentityRow, Sql } from './identity.ts'
import { type SessionKind, secretKinds } from './secret.ts'

/**
 * Lucia for one kind of session, on a pool or within a transaction. Browser sessions slide: used in the second half of
 * their life, they begin anew. An access token does not; it is checked with a life of nothing, which leaves nothing to renew.
 */
export const luciaFor = (sql: Sql, kind: SessionKind, purpose: 'create' | 'check') =>
  new Lucia<SessionFacts, IdentityRow>(sessionAdapter(sql), {
    sessionExpiresIn: new TimeSpan(kind === 'access' && purpose === 'check' ? 0 : secretKinds[kind].minutes, 'm'),
    getSessionAttributes: (facts) => facts,
    getUserAttributes: (identity) => identity,
  })
