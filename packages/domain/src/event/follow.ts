import { type LiveEvent, topics } from '@lembur/contracts/system'
import { belongs, currentIdentity, type Gate, type Session } from '../identity/index.ts'
import { DomainError } from '../kernel/index.ts'
import type { Feed } from './feed.ts'
import { many, merged } from './merge.ts'
import { eventsAfter, keptEvents, type StoredEvent } from './stored.ts'
import { mayHearOf, visibleTo } from './visible.ts'

/** Beyond this many missed events the reader is told to ask for everything again. */
const mostReplayed = 2_000
/** At the latest after this time it is looked whether the session is over. */
const longestWait = 60 * 60_000

export type Following = {
  gate: Gate
  feed: Feed
  /** Of the session that listens. */
  secret: string
  /** The last event that the reader has seen; null: he has just loaded everything. */
  lastEventId: number | null
  /** What time it is, whenever asked: a stream outlives the request that began it. */
  clock: () => Date
  signal: AbortSignal
}

/**
 * What happens in the reader's organisation and concerns him, from the last event he saw on. It listens first, then makes
 * up for what was missed, then follows; so nothing is lost, and an event may come twice. Rights are looked up again
 * whenever they may have changed. The stream ends when its session does, and says why: `auth.account_disabled`,
 * `auth.session_ended` (here or elsewhere, before its time), or `auth.required`.
 */
export async function* followEvents({ gate, feed, secret, lastEventId, clock, signal }: Following): AsyncGenerator<LiveEvent> {
  let session = await currentSession(gate, secret, clock())
  let changed = false
  const { organizationId } = session.actor
  const { mailbox, close } = await feed.open(organizationId)
  const stopWatching = gate.sessions.onChange((whose) => {
    if (!belongs(session, whose)) return
    changed = true
    mailbox.wake()
  })
  signal.addEventListener('abort', mailbox.wake)
  const shown = (events: StoredEvent[]) => events.filter((event) => visibleTo(session.actor, event)).map(told)
  try {
    if (lastEventId !== null) yield* shown(await missed({ gate, session, lastEventId, now: clock() }))
    while (!signal.aborted) {
      const untilExpiry = session.expiresAt.getTime() - clock().getTime()
      const events = await mailbox.take(Math.min(Math.max(untilExpiry, 0), longestWait))
      if (signal.aborted) return
      if (changed || session.expiresAt <= clock()) {
        changed = false
        session = await sessionStill(gate, secret, session, clock())
      }
      yield* shown(events)
    }
  } finally {
    signal.removeEventListener('abort', mailbox.wake)
    stopWatching()
    close()
  }
}

async function currentSession({ sessions }: Gate, secret: string, now: Date): Promise<Session> {
  const found = await sessions.identify(secret, now, 'watching')
  if (!found) throw new DomainError('unauthenticated', 'auth.required')
  return found.session
}

/** The session as it is now; where it is over, the error says why. */
async function sessionStill(gate: Gate, secret: string, last: Session, now: Date): Promise<Session> {
  const found = await gate.sessions.identify(secret, now, 'watching')
  if (found) return found.session
  const { userId, organizationId } = last.actor
  const person = await currentIdentity(gate.services.database.global, userId, organizationId)
  const isOver = last.expiresAt <= now
  throw new DomainError('unauthenticated', !person ? 'auth.account_disabled' : isOver ? 'auth.required' : 'auth.session_ended')
}

/** The events since the last one seen; where too many are gone or too many came, one a topic that stands for all. */
async function missed(from: { gate: Gate; session: Session; lastEventId: number; now: Date }): Promise<StoredEvent[]> {
  const { gate, session, lastEventId, now } = from
  const { database } = gate.services
  const { organizationId } = session.actor
  const [kept, events] = await Promise.all([
    keptEvents(database, organizationId),
    eventsAfter(database, organizationId, { id: lastEventId, now, limit: mostReplayed + 1 }),
  ])
  const newest = kept.newest ?? lastEventId
  const gone = kept.oldest === null || lastEventId < kept.oldest || lastEventId > newest
  if (!gone && events.length <= mostReplayed) return merged(events)
  const nothing = { subjectId: null, userId: null, employeeId: null, departmentId: null }
  return topics
    .filter((topic) => mayHearOf(session.actor, topic))
    .map((topic) => ({ id: newest, topic, action: many, at: now.toISOString(), ...nothing }))
}

const told = ({ id, topic, action, subjectId, at }: StoredEvent): LiveEvent => ({ id: String(id), topic, action, subjectId, at })
