import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import websocket from '@fastify/websocket'
import type { Services } from '@lembur/domain/kernel'
import { lineOptions } from '@lembur/domain/log'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import { clientRoutes } from './client.ts'
import { docsRoutes } from './docs.ts'
import { fileRoutes } from './files/routes.ts'
import { addHeaders } from './headers.ts'
import { healthRoutes } from './health.ts'
import { logRequests } from './log.ts'
import { openIdRoutes } from './oidc.ts'
import { answerProblems } from './problems.ts'
import { type RateLimits, usualLimits } from './rate-limit.ts'
import { jsonLimit, restRoutes } from './rest.ts'
import { openServing } from './serving.ts'
import { guardSockets } from './sockets.ts'
import { trpcRoutes } from './trpc.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asked, once that is known; for the log. */
    userId: string | null
  }
}

export type ServerOptions = {
  /** The built client; null: none is served. */
  clientFolder: string | null
  trustedProxies?: string[]
  origins?: string[]
  /** Null: nothing is limited. */
  limits?: RateLimits | null
  /** Null: nothing is logged. */
  logLevel?: string | null
}

/** Characters that the names of a batch may have together: the client puts up to twenty calls into one address of 2,000. */
const longestBatch = 2000

/** A server over these services, not listening yet. Closing it leaves the services open. */
export async function buildServer(services: Services, options: ServerOptions): Promise<FastifyInstance> {
  const { trustedProxies = [], origins = [], limits = usualLimits, logLevel = null } = options
  const app = fastify({
    logger: logLevel ? lineOptions(logLevel) : false,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    trustProxy: trustedProxies.length > 0 ? trustedProxies : false,
    bodyLimit: jsonLimit,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: longestBatch },
  })
  const onError = (error: unknown) => app.log.error({ err: error }, 'events could not be read')
  const serving = await openServing(services, { origins, limits, onError })
  app.addHook('onClose', () => serving.close())
  app.decorateRequest('userId', null)
  addHeaders(app)
  logRequests(app)
  answerProblems(app)
  await app.register(cookie)
  await app.register(websocket, { options: { maxPayload: 64 * 1024 } })
  guardSockets(app, serving)
  await app.register((scope) => trpcRoutes(scope, serving))
  await app.register((scope) => restRoutes(scope, serving))
  await app.register((scope) => openIdRoutes(scope, serving))
  await app.register((scope) => fileRoutes(scope, serving))
  await app.register(docsRoutes)
  await app.register((scope) => healthRoutes(scope, services))
  clientRoutes(app, options.clientFolder)
  return app
}
