import { connect } from '@lembur/db'
import { outageOf } from '@lembur/domain/kernel'
import { soon } from '@lembur/domain/testing'
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

describe('a database that goes away', () => {
  it('under a request is 503 with the time to wait, by every door, and no fault told as an id; it serves again by itself', async () => {
    const user = await server.person('user')
    const owner = postgres(server.world.test.adminUrl, { max: 1, connection: { application_name: 'owner' } })
    const list = () => server.call('GET', '/api/v1/overtime-requests/', { as: user })
    const doors = [
      list,
      () => server.call('GET', '/trpc/overtime.list?input={}', { as: user }),
      () => server.call('GET', '/api/v1/overtime-requests/export', { as: user }),
    ]
    for (const door of doors) {
      const asked = await owner.begin(async (sql) => {
        await sql`lock table overtime_request`
        const asking = door()
        await soon(async () => expect(await sql`select from pg_locks where not granted`).not.toEqual([]))
        await sql`
          select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name <> 'owner'`
        return { answer: await asking }
      })
      const { status, text, headers } = asked.answer
      expect([status, text.includes('service.unavailable'), text.includes('errorId')]).toEqual([503, true, false])
      if (door === list) expect(headers.get('retry-after')).toBe('5')
      await soon(async () => expect((await door()).status).toBe(200))
    }
    await owner.end()
  })

  it('is known by the driver’s words for it', async () => {
    const nowhere = connect('postgres://postgres@127.0.0.1:9/nothing', { max: 1 })
    const thrown = await nowhere.global`select 1`.catch((error: unknown) => error)
    expect(outageOf(thrown)).toMatchObject({ kind: 'unavailable', code: 'service.unavailable', details: { retryAfterSeconds: 5 } })
    expect(outageOf(new Error('wrapped', { cause: thrown }))).not.toBeNull()
    expect(outageOf(new Error('no'))).toBeNull()
    await nowhere.end()
  })
})
