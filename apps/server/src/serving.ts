import { type Feed, openFeed } from '@lembur/domain/event'
import { type Gate, openGate } from '@lembur/domain/identity'
import type { Services } from '@lembur/domain/kernel'
import { type Limiter, openLimiter, type RateLimits } from './rate-limit.ts'

/** What every request of this process is served with. */
export type Serving = {
  services: Services
  gate: Gate
  feed: Feed
  /** Other origins that a browser may write from. */
  origins: string[]
  limiter: Limiter
  close(): Promise<void>
}

type Opening = { origins: string[]; limits: RateLimits | null; onError(error: unknown): void }

/** Opens the gate and the feed of events over the services; closing them leaves the services open. */
export async function openServing(services: Services, { origins, limits, onError }: Opening): Promise<Serving> {
  const [gate, feed] = await Promise.all([openGate(services), openFeed(services.database, onError)])
  return {
    services,
    gate,
    feed,
    origins,
    limiter: openLimiter(limits),
    async close() {
      await Promise.all([gate.sessions.close(), feed.close()])
    },
  }
}
