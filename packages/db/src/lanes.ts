import type postgres from 'postgres'
import { type Renewed, renewed } from './renewed.ts'

/** One connection that belongs to one transaction at a time. */
export type Lane = {
  sql: postgres.Sql
  /** Whether its connection has closed since: the transaction is gone then, and nothing of it may be sent any more. */
  isLost(): boolean
}

export type Lanes = {
  /** Runs on a lane of one's own, waiting for one while all are taken. */
  use<T>(run: (lane: Lane) => Promise<T>): Promise<T>
  /** Lets what runs come to its end, for at most so many seconds, then closes the connections. */
  end(seconds: number): Promise<void>
}

/**
 * A pool of clients with a single connection each, in which a transaction may be sent as plain statements. The driver's
 * own `reserve` says nothing of a lost connection: a statement after it ends the process, and failed attempts to connect
 * leave a pool that never answers again.
 */
export function openLanes(count: number, client: (onclose: () => void) => postgres.Sql): Lanes {
  const lanes = Array.from({ length: count }, () => renewed(0, client))
  const idle = [...lanes]
  const waiting: ((lane: Renewed) => void)[] = []
  const running = new Set<Promise<unknown>>()
  let isEnded = false

  async function take<T>(run: (lane: Lane) => Promise<T>): Promise<T> {
    const lane = idle.pop() ?? (await new Promise<Renewed>((resolve) => waiting.push(resolve)))
    const sql = lane.current()
    try {
      return await run({ sql, isLost: () => lane.current() !== sql })
    } finally {
      const next = waiting.shift()
      if (next) next(lane)
      else idle.push(lane)
    }
  }

  return {
    async use(run) {
      if (isEnded) throw new Error('The database has been closed')
      const using = take(run)
      running.add(using)
      try {
        return await using
      } finally {
        running.delete(using)
      }
    },
    async end(seconds) {
      isEnded = true
      await Promise.race([Promise.allSettled(running), after(seconds)])
      await Promise.all(lanes.map((lane) => lane.end()))
    },
  }
}

/** Holds nobody up: a process that is done does not wait for it. */
const after = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000).unref())
