import { type ApiContext, type AppRouter, appRouter, asTrpcError } from '@lembur/api'
import { DomainError } from '@lembur/domain/kernel'
import type { TRPCError } from '@trpc/server'
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import { getWSConnectionHandler } from '@trpc/server/adapters/ws'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { contextOf } from './context.ts'
import { assertPlainJson } from './plain-json.ts'
import type { Serving } from './serving.ts'
import { openSessionSockets } from './session-sockets.ts'

/** How long a socket that is closed has to answer before it is cut, in milliseconds: a sleeping tab must not hold up the end. */
const farewell = 1000

/** Questions and changes over HTTP, live events over a WebSocket, both at `/trpc`. */
export async function trpcRoutes(app: FastifyInstance, serving: Serving): Promise<void> {
  const logUnknown = ({ error, path, ctx }: { error: TRPCError; path?: string; ctx?: ApiContext }) => {
    const about = { requestId: ctx?.origin.requestId, procedure: path, err: error.cause ?? error }
    const isDatabase = error.cause instanceof DomainError && error.cause.code === 'service.unavailable'
    if (isDatabase) app.log.error(about, 'the database does not serve')
    else if (error.code === 'SERVICE_UNAVAILABLE') app.log.warn(about, 'a service outside does not serve')
    if (error.code === 'INTERNAL_SERVER_ERROR') app.log.error(about, 'unknown error')
  }
  const translatedContext: (...from: [FastifyRequest, FastifyReply | null]) => Promise<ApiContext> = async (...from) => {
    try {
      assertPlainInput(from[0])
      return await contextOf(serving, ...from)
    } catch (error) {
      throw asTrpcError(error)
    }
  }
  // tRPC takes forms too, and would read one of any size into memory; nothing here is sent as one.
  app.addHook('onRequest', async (request, reply) => {
    if (!/^multipart\//i.test(request.headers['content-type'] ?? '')) return
    reply.header('connection', 'close') // what is still on its way is not waited for
    throw new DomainError('invalid', 'file.wrong_type', { accepted: ['application/json'] })
  })
  const watched = openSessionSockets(serving.gate.sessions, (error) => app.log.error({ err: error }, 'a session could not be looked up'))
  app.addHook('onClose', async () => watched.close())
  app.route({
    method: 'GET',
    url: '/trpc',
    handler: (_request, reply) => reply.callNotFound(),
    wsHandler(socket, request) {
      const serve = getWSConnectionHandler<AppRouter>({
        wss: app.websocketServer,
        router: appRouter,
        async createContext() {
          const context = await translatedContext(request, null)
          const [secret] = context.secrets
          if (context.session && secret) watched.hold(socket, context.session, secret)
          return context
        },
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
      createContext: ({ req, res }) => translatedContext(req, res),
      maxBatchSize: 50,
      onError: logUnknown,
    },
  })
}

/** The inputs of a call, as text in the body or the query: looked at before they are read. */
function assertPlainInput({ body, query }: FastifyRequest): void {
  const { input } = query as { input?: unknown }
  for (const text of [body, input].flat()) if (typeof text === 'string') assertPlainJson(text)
}
