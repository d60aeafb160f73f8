import type { Database } from '@lembur/db'
import { identityOf, type Sql } from './identity.ts'
import { luciaFor } from './lucia.ts'
import { personalSession, touchToken } from './personal-token.ts'
import { hashOf, isPersonalToken, type SessionKind, sessionKindOf } from './secret.ts'
import type { Session } from './session.ts'

/** The channel that tells every server whose sessions are to be looked up again: `user/ID` or `organization/ID`. */
export const sessionChannel = 'lembur_session'
export type SessionsOf = { userId: string } | { organizationId: string }

export type Sessions = {
  /**
   * Who a secret belongs to, looked up at most every five seconds; `renewed` when its life has just begun anew. With
   * `watching` nothing is renewed: an open tab alone does not keep a session alive.
   */
  identify(secret: string, now: Date, how?: 'using' | 'watching'): Promise<{ session: Session; renewed: boolean } | null>
  /** Forgets somebody's sessions here and now; the announcement tells the other servers, and comes back a moment later. */
  forget(whose: SessionsOf): void
  /** Calls back when somebody's sessions may have ended or changed. Answers the way to stop. */
  onChange(listener: (whose: SessionsOf) => void): () => void
  close(): Promise<void>
}

const freshMilliseconds = 5_000
const touchMilliseconds = 5 * 60_000
const mostCached = 20_000

/** The sessions of this process: a cache of five seconds, emptied at once where a server says that something changed. */
export async function openSessions(database: Database): Promise<Sessions> {
  const cache = new Map<string, { session: Session; readAt: number }>()
  const listeners = new Set<(whose: SessionsOf) => void>()
  /** Grows with every change, so that a look-up that was under way is not kept. */
  let changes = 0

  const changed = (whose: SessionsOf) => {
    changes++
    for (const [id, { session }] of cache) if (belongs(session, whose)) cache.delete(id)
    for (const listener of listeners) listener(whose)
  }
  const lostLine = () => {
    changes++
    cache.clear() // what was said while nobody listened is not known
  }
  const listening = await database.listen(
    sessionChannel,
    (payload) => {
      const whose = readPayload(payload)
      if (whose) changed(whose)
    },
    lostLine,
  )

  const byToken = async (id: string, now: Date) => {
    const found = await personalSession(database.global, id, now)
    if (found && isDue(found.lastUsedAt, now)) touchToken(database.global, id, now)
    return found && { session: found.session, renewed: false }
  }
  const bySession = async (secret: string, id: string, kind: SessionKind, now: Date, how: 'using' | 'watching') => {
    const { session, user } = await luciaFor(database.global, how === 'watching' ? 'access' : kind, 'check').validateSession(secret)
    if (!session || !user || session.expiresAt <= now) return null
    const { organizationId, familyId, expiresAt, lastSeenAt } = session
    if (isDue(lastSeenAt, now)) touch(database.global, id, familyId, now)
    return { session: { ...identityOf(user.id, organizationId, user), id, kind, familyId, expiresAt }, renewed: session.fresh }
  }

  return {
    async identify(secret, now, how = 'using') {
      const kind = isPersonalToken(secret) ? 'personal' : sessionKindOf(secret)
      if (!kind) return null
      const id = hashOf(secret)
      const cached = cache.get(id)
      if (cached && now.getTime() - cached.readAt < freshMilliseconds && cached.session.expiresAt > now)
        return { session: cached.session, renewed: false }
      const before = changes
      const found = kind === 'personal' ? await byToken(id, now) : await bySession(secret, id, kind, now, how)
      if (!found) {
        cache.delete(id)
        return null
      }
      if (before === changes) keep(cache, id, { session: found.session, readAt: now.getTime() })
      return found
    },
    forget: changed,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => listening.stop(),
  }
}

/** Tells every server to look these sessions up again, with the commit of the transaction behind `sql`. */
export async function announceSessions(sql: Sql, whose: SessionsOf): Promise<void> {
  const payload = 'userId' in whose ? `user/${whose.userId}` : `organization/${whose.organizationId}`
  await sql`select pg_notify(${sessionChannel}, ${payload})`
}

export const belongs = ({ actor }: Session, whose: SessionsOf): boolean =>
  'userId' in whose ? actor.userId === whose.userId : actor.organizationId === whose.organizationId

function readPayload(payload: string): SessionsOf | null {
  const [what, id] = payload.split('/')
  if (!id) return null
  return what === 'user' ? { userId: id } : what === 'organization' ? { organizationId: id } : null
}

function keep<Entry>(cache: Map<string, Entry>, id: string, entry: Entry) {
  if (cache.size >= mostCached) cache.clear()
  cache.set(id, entry)
}

const isDue = (seenAt: string | null, now: Date) => seenAt === null || now.getTime() - Date.parse(seenAt) > touchMilliseconds

/** Not waited for: one that fails is made up for by the next request. */
function touch(sql: Sql, id: string, familyId: string, now: Date) {
  sql`
    with seen as (update user_session set last_seen_at = ${now} where id = ${id})
    update sign_in set last_seen_at = ${now} where id = ${familyId}`.catch(() => undefined)
}
