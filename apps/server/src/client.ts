import { DomainError } from '@lembur/domain/kernel'
import type { FastifyInstance } from 'fastify'
import { sendProblem } from './problems.ts'
import { staticFiles } from './static-files.ts'

/**
 * The built client. Files under `assets/` carry a hash of their content in their name and are kept for ever; any other
 * address that no route knows is a page of the client, which then finds its own way.
 */
export function clientRoutes(app: FastifyInstance, folder: string | null): void {
  const send = folder === null ? null : staticFiles(folder)
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    const isPage = (request.method === 'GET' || request.method === 'HEAD') && !/^\/(api|trpc)(\/|$)/.test(path)
    if (send && isPage) {
      const name = decoded(path)
      const isAsset = name.startsWith('/assets/')
      if (name !== '/' && (await send(request, reply, name, { cacheFor: isAsset ? 'ever' : 'asking' }))) return reply
      if (!isAsset && (await send(request, reply, '/index.html', { cacheFor: 'asking' }))) return reply
    }
    return sendProblem(request, reply, new DomainError('not_found', 'not_found', { what: 'address' }))
  })
}

/** A path that is not properly encoded names nothing. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return '/'
  }
}
