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
const redoc = staticFiles(dirname(resolve('redoc/bundles/redoc.standalone.js')))

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
