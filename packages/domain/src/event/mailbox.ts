import { merged } from './merge.ts'
import type { StoredEvent } from './stored.ts'

/** Events that wait for one reader. A slow one does not fill the memory: beyond this many, what waits is merged. */
const mostWaiting = 500

export type Mailbox = {
  put(events: StoredEvent[]): void
  /** Lets the reader look up, though nothing has come. */
  wake(): void
  /** What has come since the last time; waits for it, or for `wake`, or so many milliseconds. */
  take(milliseconds: number): Promise<StoredEvent[]>
}

export function newMailbox(): Mailbox {
  let waiting: StoredEvent[] = []
  let awake = false
  let rouse: (() => void) | null = null
  const wake = () => {
    awake = true
    rouse?.()
  }
  return {
    wake,
    put(events) {
      waiting.push(...events)
      if (waiting.length > mostWaiting) waiting = merged(waiting)
      wake()
    },
    async take(milliseconds) {
      if (!awake) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds)
          rouse = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      awake = false
      rouse = null
      const taken = merged(waiting)
      waiting = []
      return taken
    },
  }
}
