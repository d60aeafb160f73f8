import type { FastifyInstance } from 'fastify'

/** Every route of a server as "GET /api/v1/reports/:id/download", from the tree that the framework prints. */
export function routesOf(app: FastifyInstance): string[] {
  const routes: string[] = []
  const path: string[] = []
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', part = '', methods = ''] = /^([│ ]*)[├└]── (\S*) \(([A-Z, ]+)\)/.exec(line) ?? []
    if (!part) continue
    const depth = indent.length / 4
    path.splice(depth, path.length, part)
    const taken = methods.split(', ').filter((method) => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method))
    routes.push(...taken.map((method) => `${method} ${path.join('')}`))
  }
  return routes
}
