import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import { toldError } from './told-error.ts'

/** Slower answers are worth a warning, in milliseconds. */
const slow = 1000

/** One line of JSON each, without machine names; nothing that opens anything is ever part of one. */
export const logOptions = (level: string): FastifyServerOptions['logger'] => ({
  level,
  base: null,
  redact: ['req.headers.authorization', 'req.headers.cookie', 'password', '*.password', 'refresh', 'token'],
  serializers: { err: (error: unknown) => toldError(error) },
  formatters: { level: (label) => ({ level: label }) },
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
})

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
