import { DomainError } from '../kernel/index.ts'

export const testsPerMinute = 10
const minute = 60_000

/** When each person has tried a connection of late, and which organisations have a try under way; of this process. */
const tries = new Map<string, number[]>()
const underWay = new Set<string>()

/**
 * Runs a try of an organisation: one at a time, and ten a minute of a person, since it reaches whatever host he names. The
 * organisation's turn lasts until the try itself has ended, though its asker may have stopped waiting.
 * Errors: `rate.limited` (`retryAfterSeconds`), `connection.test_running`.
 */
export function limited<T>(
  { organizationId, userId }: { organizationId: string; userId: string },
  now: Date,
  run: () => Promise<T>,
): Promise<T> {
  const since = now.getTime() - minute
  for (const [person, times] of tries) if ((times.at(-1) ?? 0) <= since) tries.delete(person)
  const mine = (tries.get(userId) ?? []).filter((at) => at > since)
  if (mine.length >= testsPerMinute) {
    const retryAfterSeconds = Math.ceil(((mine[0] ?? 0) - since) / 1000)
    throw new DomainError('too_many', 'rate.limited', { retryAfterSeconds })
  }
  if (underWay.has(organizationId)) throw new DomainError('too_many', 'connection.test_running')
  tries.set(userId, [...mine, now.getTime()])
  underWay.add(organizationId)
  return run().finally(() => underWay.delete(organizationId))
}
