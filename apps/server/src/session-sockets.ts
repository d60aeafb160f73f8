import type { Session, Sessions } from '@lembur/domain/identity'

/** What is needed of a socket. */
type Socket = {
  readonly readyState: number
  close(code: number, reason: string): void
  once(event: 'close', listener: () => void): unknown
}
type Held = { socket: Socket; session: Session; secret: string }

/** A code of our own, as the protocol leaves 4000 and above to programs. */
export const sessionOver = 4001
/** Streams of the socket end first, and say why: so long they have, in milliseconds. */
const lastWords = 500

/**
 * Closes the sockets of sessions that are over: somebody was deactivated, or a session was ended here or on another server.
 * A socket that carries no stream would otherwise stay open as long as its browser wants.
 */
export function openSessionSockets(sessions: Sessions, onError: (error: unknown) => void) {
  const byUser = new Map<string, Set<Held>>()

  async function look({ socket, session, secret }: Held) {
    const found = await sessions.identify(secret, new Date(), 'watching')
    if (!found || found.session.id !== session.id) setTimeout(() => socket.close(sessionOver, 'session over'), lastWords).unref()
  }
  const stop = sessions.onChange((whose) => {
    const concerned =
      'userId' in whose
        ? [...(byUser.get(whose.userId) ?? [])]
        : [...byUser.values()].flatMap((all) => [...all].filter(({ session }) => session.actor.organizationId === whose.organizationId))
    for (const held of concerned) look(held).catch(onError)
  })

  return {
    /** Keeps an eye on a socket for as long as it is open. */
    hold(socket: Socket, session: Session, secret: string): void {
      const held = { socket, session, secret }
      const { userId } = session.actor
      const all = byUser.get(userId) ?? new Set()
      byUser.set(userId, all.add(held))
      socket.once('close', () => {
        all.delete(held)
        if (all.size === 0 && byUser.get(userId) === all) byUser.delete(userId)
      })
    },
    close: stop,
  }
}
