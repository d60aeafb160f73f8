import { type ApiContext, type AppRouter, appRouter, asTrpcError } from '@lembur/api'
import type { TRPCError } from '@trpc/server'
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import { getWSConnectionHandler } from '@trpc/server/adapters/ws'
import type { FastifyInstance } from 'fastify'
import { contextOf } from './context.ts'
import type { Serving } from './serving.ts'

/** How long a socket that is closed has to answer before it is cut, in milliseconds: a sleeping tab must not hold up the end. */
const farewell = 1000

/** Questions and changes over HTTP, live events over a WebSocket, both at `/trpc`. */
export async function trpcRoutes(app: FastifyInstance, serving: Serving): Promise<void> {
  const logUnknown = ({ error, path, ctx }: { error: TRPCError; path?: string; ctx?: ApiContext }) => {
    if (error.code !== 'INTERNAL_SERVER_ERROR') return
    app.log.error({ requestId: ctx?.origin.requestId, procedure: path, err: error.cause ?? error }, 'unknown error')
  }
  app.route({
    method: 'GET',
    url: '/trpc',
    handler: (_request, reply) => reply.callNotFound(),
    wsHandler(socket, request) {
      const serve = getWSConnectionHandler<AppRouter>({
        wss: app.websocketServer,
        router: appRouter,
        createContext: () => contextOf(serving, request, null),
        keepAlive: { enabled: true, pingMs: 30_000, pongWaitMs: 10_000 },
        maxBatchSize: 20,
        onError: logUnknown,
      })
      serve(socket, request.raw)
    },
  })
  app.addHook('preClose', (done) => {
    setTimeout(() => {
      for (const socket of app.websocketServer.clients) socket.terminate()
    }, farewell).unref()
    done()
  })
  await app.register(fastifyTRPCPlugin<AppRouter>, {
    prefix: '/trpc',
    trpcOptions: {
      router: appRouter,
      createContext: ({ req, res }) => contextOf(serving, req, res).catch((error: unknown) => Promise.reject(asTrpcError(error))),
      maxBatchSize: 50,
      onError: logUnknown,
    },
  })
}
