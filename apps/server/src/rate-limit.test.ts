import { createUser } from '@lembur/domain/identity'
import { soon } from '@lembur/domain/testing'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { WebSocket } from 'ws'
import { type RateLimits, readRateLimits, usualLimits } from './rate-limit.ts'
import { type Caller, password, startServer, type TestServer } from './testing/server.ts'

let server: TestServer
const started: TestServer[] = []
afterEach(() => Promise.all(started.splice(0).map((one) => one.close())))

const start = async (limits: Partial<RateLimits> | null) => {
  server = await startServer(inject('databaseUrl'), { limits: limits && { ...usualLimits, ...limits } })
  started.push(server)
}
const limited = { status: 429, body: { code: 'rate.limited', details: { retryAfterSeconds: expect.any(Number) } } }
const many = <T>(count: number, run: (index: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, index) => run(index)))

describe('who asks too much', () => {
  it('is told when to come back, by REST and by tRPC; others at his address are not', async () => {
    await start({ person: 5 })
    const [busy, calm] = [await server.person('user'), await server.person('user')]
    const ask = (as: Caller) => server.call('GET', '/api/v1/projects', { as })
    expect((await many(5, () => ask(busy))).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    const refused = await ask(busy)
    expect(refused).toMatchObject(limited)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    const overTrpc = await server.call('GET', '/trpc/project.list?input=%7B%7D', { as: busy })
    expect(overTrpc).toMatchObject({ status: 429, body: { error: { data: { problem: { code: 'rate.limited' } } } } })
    expect(Number(overTrpc.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ask(calm)).status).toBe(200)
  })

  it('cannot hide calls in a batch', async () => {
    await start({ person: 5 })
    const as = await server.person('user')
    const batch = (count: number, comma: string) =>
      server.call('GET', `/trpc/${Array(count).fill('auth.current').join(comma)}?batch=1&input=%7B%7D`, { as })
    expect((await batch(3, ',')).status).toBe(200)
    expect((await batch(3, '%2C')).status).toBe(429)
    for (const hide of [(calls: string) => `/trpc/${calls.replaceAll(',', '%252C')}`, (calls: string) => `/%74rpc/${calls}`]) {
      const other = await server.person('user')
      const calls = hide(Array(6).fill('auth.current').join(','))
      expect((await server.call('GET', `${calls}?batch=1&input=%7B%7D`, { as: other })).status).toBe(429)
    }
  })

  it('as a stranger is counted by his address, whatever tokens he makes up', async () => {
    await start({ address: 6 })
    const as = await server.person('user') // one sign-in, by a stranger
    const ask = (index: number) => server.call('GET', '/api/v1/projects', { headers: { authorization: `Bearer lba_${index}` } })
    const statuses = (await many(8, ask)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(3)
    expect((await server.call('GET', '/api/branding/tab_icon')).status).toBe(429)
    expect((await server.call('GET', '/api/v1/projects', { as })).status).toBe(200)
  })

  it('cannot name another address unless he is a proxy of ours', async () => {
    await start({ address: 2 })
    const ask = (index: number) => server.call('GET', '/trpc/auth.current', { headers: { 'x-forwarded-for': `10.0.0.${index}` } })
    expect((await many(3, ask)).map(({ status }) => status).toSorted()).toEqual([200, 200, 429])
  })

  it('takes ten tables a minute away, of whatever kind', async () => {
    await start({})
    const as = await server.person('superadmin')
    const paths = ['/api/v1/employees/export', '/api/v1/overtime-requests/export', '/api/v1/activity-logs/export']
    const taken = await many(11, (index) => server.call('GET', paths[index % 3]!, { as }))
    expect(taken.map(({ status }) => status).toSorted()).toEqual([...Array(10).fill(200), 429])
    expect((await server.call('GET', '/api/v1/employees', { as })).status).toBe(200)
  })

  it('sends thirty files a minute', async () => {
    await start({ upload: 2 })
    const as = await server.person('superadmin')
    const send = () => {
      const body = new FormData()
      body.append('file', new Blob(['worker_id,name\n']), 'a.csv')
      return server.call('POST', '/api/v1/employees/import-file', { as, body })
    }
    expect((await many(3, send)).map(({ status }) => status).toSorted()).toEqual([200, 200, 429])
  })
})

describe('who works as people do', () => {
  it('is never limited: a hundred sign in at once at one address, and each opens his pages', async () => {
    await start({})
    const people = Array.from({ length: 100 }, (_, index) => `worker${index}`)
    const { world } = server
    await many(people.length, (index) =>
      createUser(world.services, { organizationId: world.plant.organization.id, username: people[index]!, password, role: 'user' }),
    )
    const statuses = await many(people.length, async (index) => {
      await server.call('GET', '/trpc/auth.current,configuration.branding?batch=1&input=%7B%7D')
      const signedIn = await server.call('POST', '/api/auth/login/local', { json: { username: people[index], password } })
      const headers = { authorization: `Bearer ${String(signedIn.body.access)}` }
      const pages = await many(20, () => server.call('GET', '/trpc/auth.me,project.list?batch=1&input=%7B%221%22%3A%7B%7D%7D', { headers }))
      return [signedIn.status, ...pages.map(({ status }) => status)]
    })
    expect([...new Set(statuses.flat())]).toEqual([200])
  }, 120_000)
})

it('a stream is followed over a socket, where it is counted, and over nothing else', async () => {
  await start(null)
  const { text } = await server.call('GET', '/trpc/live.events?input=%7B%7D', { as: await server.person('user') })
  expect(text).toContain('METHOD_NOT_SUPPORTED')
})

describe('sockets', () => {
  const open = (caller: Caller | null) =>
    new Promise<WebSocket | number>((resolve) => {
      const headers = { origin: server.address, ...(caller ? { cookie: caller.cookie } : {}) }
      const socket = new WebSocket(`${server.address.replace('http', 'ws')}/trpc`, { headers })
      socket.on('open', () => resolve(socket))
      socket.on('unexpected-response', (_request, response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
    })
  const close = (sockets: (WebSocket | number)[]) => {
    for (const socket of sockets) if (typeof socket !== 'number') socket.terminate()
  }

  it('are so many a person, and so many for strangers at an address; a closed one makes room', async () => {
    await start({ personSockets: 2, addressSockets: 1 })
    const [one, other] = [await server.person('user'), await server.person('user')]
    const first = [await open(one), await open(one)]
    expect(first.map((socket) => typeof socket)).toEqual(['object', 'object'])
    expect(await open(one)).toBe(429)
    const more = [await open(other), await open(null)]
    expect(more.map((socket) => typeof socket)).toEqual(['object', 'object'])
    expect(await open(null)).toBe(429)
    close(first)
    const again: (WebSocket | number)[] = []
    await soon(async () => {
      again.push(await open(one))
      expect(typeof again.at(-1)).toBe('object')
    })
    close([...more, ...again])
  })

  it('are opened so many times at one address', async () => {
    await start({ address: 3 })
    const opened = [await open(null), await open(null), await open(null), await open(null)]
    expect(opened.map((socket) => (typeof socket === 'number' ? socket : 'open'))).toEqual(['open', 'open', 'open', 429])
    close(opened)
  })
})

it('limits are set by name, or switched off, or the program says what is wrong', () => {
  expect(readRateLimits(undefined)).toEqual(usualLimits)
  expect(readRateLimits('off')).toBeNull()
  expect(readRateLimits('person=60, export=3')).toEqual({ ...usualLimits, person: 60, export: 3 })
  for (const wrong of ['no', 'person=0', 'person=-1', 'people=3', '=5']) expect(() => readRateLimits(wrong)).toThrow(/LEMBUR_RATE_LIMIT/)
})
