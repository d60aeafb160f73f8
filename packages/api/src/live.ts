import type { LiveEvent } from '@lembur/contracts/system'
import { followEvents } from '@lembur/domain/event'
import { DomainError } from '@lembur/domain/kernel'
import { type TrackedEnvelope, tracked } from '@trpc/server'
import type { ApiContext } from './context.ts'
import { asTrpcError } from './errors.ts'

/** One is enough for a tab; each costs memory and, with every event, time. */
const mostStreams = 5
/** Streams that somebody begins in a minute, when the lines of all his tabs have broken: each reads what he has missed. */
const mostBegun = 600

/**
 * A reader's events as tRPC's stream, each with its id, from which a client that lost the line resumes by itself. What
 * the generator throws comes after the middleware has returned, so it is translated here.
 */
export async function* liveEvents(
  { gate, feed, secrets, streams, session }: ApiContext,
  lastEventId: string | null | undefined,
  signal: AbortSignal,
): AsyncGenerator<TrackedEnvelope<LiveEvent>, void> {
  streams.open++
  try {
    const [secret] = secrets
    if (!secret || !session) throw new DomainError('unauthenticated', 'auth.required')
    if (!gate.throttle.spend(`streams of ${session.actor.userId}`, { most: mostBegun, minutes: 1 }, new Date()))
      throw new DomainError('too_many', 'rate.limited', { retryAfterSeconds: 60 })
    if (streams.open > mostStreams) throw new DomainError('too_many', 'rate.limited')
    const from = lastEventId ? Number(lastEventId) : null
    for await (const event of followEvents({ gate, feed, secret, lastEventId: from, clock: () => new Date(), signal }))
      yield tracked(event.id, event)
  } catch (error) {
    throw asTrpcError(error)
  } finally {
    streams.open--
  }
}
