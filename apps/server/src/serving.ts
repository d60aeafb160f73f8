import { type Feed, openFeed } from '@lembur/domain/event'
import { type Gate, openGate } from '@lembur/domain/identity'
import type { Services } from '@lembur/domain/kernel'

/** What every request of this process is served with. */
export type Serving = {
  services: Services
  gate: Gate
  feed: Feed
  /** Other origins that a browser may write from. */
  origins: string[]
  close(): Promise<void>
}

/** Opens the gate and the feed of events over the services; closing them leaves the services open. */
export async function openServing(services: Services, origins: string[], onError: (error: unknown) => void): Promise<Serving> {
  const [gate, feed] = await Promise.all([openGate(services), openFeed(services.database, onError)])
  return {
    services,
    gate,
    feed,
    origins,
    async close() {
      await Promise.all([gate.sessions.close(), feed.close()])
    },
  }
}
