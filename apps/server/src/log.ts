import type { FastifyInstance } from 'fastify'

/** Slower answers are worth a warning, in milliseconds. */
const slow = 1000

/**
 * One line for each write, each refusal and each slow answer: who, what, how long, under which id. Addresses are told
 * without their query, which may hold what somebody searched for.
 */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const milliseconds = Math.round(reply.elapsedTime)
    const failed = reply.statusCode >= 500
    const worthIt = failed || milliseconds > slow || reply.statusCode >= 400 || (request.method !== 'GET' && request.method !== 'HEAD')
    if (!worthIt) return
    const line = {
      method: request.method,
      path: request.url.split('?', 1)[0],
      status: reply.statusCode,
      milliseconds,
      userId: request.userId ?? undefined,
      ip: request.ip,
    }
    if (failed) request.log.error(line, 'failed')
    else if (milliseconds > slow) request.log.warn(line, 'slow')
    else request.log.info(line, 'answered')
  })
}
