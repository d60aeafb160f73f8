import { restOperations, withPageLinks } from '@lembur/api'
import type { FastifyInstance } from 'fastify'
import { contextOf } from './context.ts'
import { assertPlainJson } from './plain-json.ts'
import type { Serving } from './serving.ts'

/** Bytes that a JSON body may have. */
export const jsonLimit = 1024 * 1024

type Params = Record<string, string>
type Query = Record<string, unknown>

/** The procedures as REST under `/api`, with or without a slash at the end. */
export async function restRoutes(app: FastifyInstance, serving: Serving): Promise<void> {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  // A write that needs no body may come without one, whatever its content type says.
  app.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: jsonLimit }, (request, body, done) => {
    const text = body as string
    if (text === '') return done(null, undefined)
    try {
      assertPlainJson(text)
    } catch (error) {
      return done(error as Error, undefined)
    }
    parse(request, text, done)
  })
  for (const operation of restOperations()) {
    app.route<{ Params: Params; Querystring: Query }>({
      method: operation.method,
      url: `/api${operation.path.replace(/\{(\w+)\}/g, ':$1')}`,
      async handler(request, reply) {
        const { params, query, body } = request
        const ctx = await contextOf(serving, request, reply)
        const answer = await operation.run(ctx, { params, query, body, signal: request.signal })
        if (answer === null) return reply.code(204).send()
        const linked = operation.method === 'GET' ? withPageLinks(answer, request.url.split('?', 1)[0] ?? '', query) : answer
        return reply.code(operation.status).type('application/json; charset=utf-8').send(JSON.stringify(linked))
      },
    })
  }
}
