import { connect } from '@lembur/db'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startServer, type TestServer } from './testing/server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startServer(inject('databaseUrl'))
})
afterAll(() => server.close())

const health = async (path: string) => {
  const { status, body } = await server.call('GET', `/api/health/${path}`)
  return { status, body }
}

describe('health', () => {
  it('is told to anyone, with and without the slash', async () => {
    const now = Math.floor(Date.now() / 1000)
    expect(await health('')).toEqual({ status: 200, body: { status: 'healthy', service: 'lembur', timestamp: expect.any(Number) } })
    expect(Number((await health('')).body.timestamp) - now).toBeLessThan(5)
    expect(await health('live/')).toEqual({ status: 200, body: { status: 'alive' } })
    expect(await health('ready')).toEqual({ status: 200, body: { status: 'ready' } })
  })

  it('is degraded without a worker and healthy with one', async () => {
    expect(await health('detailed/')).toMatchObject({
      status: 200,
      body: {
        status: 'degraded',
        checks: {
          database: { status: 'healthy' },
          queue: { status: 'healthy' },
          worker: { status: 'degraded', message: 'No active worker' },
        },
      },
    })
    const worker = connect(server.world.test.url, { max: 2, applicationName: 'lembur-worker' })
    await worker.global`select 1`
    expect(await health('detailed/')).toMatchObject({ status: 200, body: { status: 'healthy', checks: { worker: { status: 'healthy' } } } })
    await worker.end()
  })

  it('is degraded where jobs wait for nobody', async () => {
    const { database } = server.world.test
    await database.global`
      insert into pgboss.job (name, data, start_after) values ('report.rebuild-daily', '{}', now() - interval '10 minutes')`
    const { body } = await health('detailed')
    expect(body.checks).toMatchObject({ queue: { status: 'degraded', message: '1 job(s) overdue for more than 5 minutes' } })
    await database.global`delete from pgboss.job`
  })

  it('is unhealthy without the tables, and tells no error’s text', async () => {
    const owner = postgres(server.world.test.adminUrl, { max: 1 })
    await owner`alter table user_session rename to gone`
    const [ready, detailed] = [await health('ready'), await health('detailed')]
    await owner`alter table gone rename to user_session`
    await owner.end()
    expect(ready).toEqual({ status: 503, body: { status: 'not_ready', message: 'Critical dependencies unavailable' } })
    expect(detailed).toMatchObject({
      status: 503,
      body: { status: 'unhealthy', checks: { database: { message: 'Database unavailable' } } },
    })
    expect(JSON.stringify(detailed)).not.toMatch(/relation|user_session/)
  })
})
