import type { Database } from '@lembur/db'
import { type Mailbox, newMailbox } from './mailbox.ts'
import { eventsAfter, eventsCalled, keptEvents } from './stored.ts'

/** Events that come within this time travel together: a burst is read once, and told to each reader once. */
const gatherMilliseconds = 150
/** After a lost line, at most so many events are made up for at once. */
const mostReplayed = 5_000

/** The events of this process: one LISTEN connection, one reading of each event however many readers there are. */
export type Feed = {
  /** A box into which everything falls that happens in an organisation from now on, until it is closed. */
  open(organizationId: string): Promise<{ mailbox: Mailbox; close(): void }>
  close(): Promise<void>
}

type Room = {
  mailboxes: Set<Mailbox>
  /** The newest event that was told; null until the first is known. */
  last: number | null
  arrived: number[]
  timer: NodeJS.Timeout | undefined
}

/** Opens the feed; `onError` is told of a reading that failed (the next reconnect or event makes up for it). */
export async function openFeed(database: Database, onError: (error: unknown) => void): Promise<Feed> {
  const rooms = new Map<string, Room>()

  const tell = async (organizationId: string, room: Room) => {
    const ids = room.arrived
    room.arrived = []
    room.timer = undefined
    const events = await eventsCalled(database, organizationId, ids, room.last ?? Math.min(...ids))
    for (const mailbox of room.mailboxes) mailbox.put(events)
    room.last = Math.max(room.last ?? 0, ...ids)
  }
  const catchUp = async (organizationId: string, room: Room) => {
    if (room.last === null) return
    const events = await eventsAfter(database, organizationId, { id: room.last, now: new Date(), limit: mostReplayed })
    for (const mailbox of room.mailboxes) mailbox.put(events)
    room.last = Math.max(room.last, events.at(-1)?.id ?? 0)
  }

  const listening = await database.listen(
    'lembur_event',
    (payload) => {
      const [organizationId = '', id] = payload.split('/')
      const room = rooms.get(organizationId)
      if (!room) return
      room.arrived.push(Number(id))
      room.timer ??= setTimeout(() => tell(organizationId, room).catch(onError), gatherMilliseconds)
    },
    () => {
      for (const [organizationId, room] of rooms) catchUp(organizationId, room).catch(onError)
    },
  )

  return {
    async open(organizationId) {
      const room: Room = rooms.get(organizationId) ?? { mailboxes: new Set(), last: null, arrived: [], timer: undefined }
      rooms.set(organizationId, room)
      const mailbox = newMailbox()
      room.mailboxes.add(mailbox)
      const close = () => {
        room.mailboxes.delete(mailbox)
        if (room.mailboxes.size > 0) return
        clearTimeout(room.timer)
        rooms.delete(organizationId)
      }
      try {
        room.last ??= (await keptEvents(database, organizationId)).newest ?? 0
      } catch (error) {
        close()
        throw error
      }
      return { mailbox, close }
    },
    async close() {
      for (const room of rooms.values()) clearTimeout(room.timer)
      await listening.stop()
    },
  }
}
