import type { FastifyInstance } from 'fastify'
import { contextOf } from './context.ts'
import type { Serving } from './serving.ts'

/**
 * Refuses a socket before it is opened: from another site, too many handshakes of one address, too many sockets held open.
 * Any other request is looked at when its context is made.
 */
export function guardSockets(app: FastifyInstance, serving: Serving): void {
  app.addHook('preValidation', async (request) => {
    if (!request.ws) return
    await serving.limiter.handshake(request.ip)
    const { domain } = await contextOf(serving, request, null)
    const release = serving.limiter.socket({ userId: domain?.actor.userId ?? null, ip: request.ip })
    request.raw.socket.once('close', release)
  })
}
