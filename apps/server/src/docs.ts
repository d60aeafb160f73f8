import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openApiDocument } from '@lembur/api'
import { productVersion } from '@lembur/domain/identity'
import type { FastifyInstance } from 'fastify'
import { fileOperations } from './files/operations.ts'
import { staticFiles } from './static-files.ts'

const { resolve } = createRequire(import.meta.url)
const own = staticFiles(fileURLToPath(new URL('../static', import.meta.url)))
const swagger = staticFiles(dirname(resolve('swagger-ui-dist/package.json')))
const redoc = staticFiles(dirname(resolve('redoc/bundles/redoc.standalone.js')), withoutForeignLogo)

/** Redoc signs its pages with a picture of its maker's server, which a plant does not reach: an empty one stands in its place. */
function withoutForeignLogo(bytes: Buffer): Buffer {
  const empty = 'data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22/%3E'
  return Buffer.from(bytes.toString().replaceAll('https://cdn.redoc.ly/redoc/logo-mini.svg', empty))
}

/** Where each file of the two readers of the description comes from: all of it from here, a plant has no internet. */
const pages: [address: string, send: ReturnType<typeof staticFiles>, file: string][] = [
  ['/swagger', own, 'swagger.html'],
  ['/swagger/swagger.js', own, 'swagger.js'],
  ['/swagger/swagger-ui.css', swagger, 'swagger-ui.css'],
  ['/swagger/swagger-ui-bundle.js', swagger, 'swagger-ui-bundle.js'],
  ['/redoc', own, 'redoc.html'],
  ['/redoc/redoc.js', own, 'redoc.js'],
  ['/redoc/redoc.standalone.js', redoc, 'redoc.standalone.js'],
]

/** The description of the REST interface, and two ways to read it. */
export async function docsRoutes(app: FastifyInstance): Promise<void> {
  let description: string | undefined
  app.get('/api/openapi.json', async (_request, reply) => {
    description ??= JSON.stringify(openApiDocument(productVersion, fileOperations))
    return reply.type('application/json; charset=utf-8').send(description)
  })
  for (const [address, send, file] of pages) {
    app.get(address, async (request, reply) => {
      await send(request, reply, file, { cacheFor: 'asking' })
      return reply
    })
  }
}
