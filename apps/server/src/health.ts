import type { Health } from '@lembur/contracts/system'
import { checkHealth, databaseIsReady, overall } from '@lembur/domain/health'
import type { Services } from '@lembur/domain/kernel'
import type { FastifyInstance } from 'fastify'

/**
 * Whether the product runs, for who watches it: alive (this process), ready (with its database), detailed (each part).
 * A part that is missing makes it degraded; without the database it is unhealthy and answers 503.
 */
export async function healthRoutes(app: FastifyInstance, { database }: Services): Promise<void> {
  const timestamp = () => Math.floor(Date.now() / 1000)

  app.get('/api/health', async (): Promise<Health> => ({ status: 'healthy', service: 'lembur', timestamp: timestamp() }))

  app.get('/api/health/live', async (): Promise<Health> => ({ status: 'alive' }))

  app.get('/api/health/ready', async (_request, reply): Promise<Health> => {
    if (await databaseIsReady(database)) return { status: 'ready' }
    reply.code(503)
    return { status: 'not_ready', message: 'Critical dependencies unavailable' }
  })

  app.get('/api/health/detailed', async (_request, reply): Promise<Health> => {
    const checks = await checkHealth(database)
    const status = overall(checks)
    if (status === 'unhealthy') reply.code(503)
    return { status, service: 'lembur', timestamp: timestamp(), checks }
  })
}
