import type { AppRouter } from '@lembur/api'
import type { LiveEvent } from '@lembur/contracts/system'
import { soon } from '@lembur/domain/testing'
import { createTRPCClient, createWSClient, TRPCClientError, wsLink } from '@trpc/client'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Caller, cookieOf, password, startServer, type TestServer } from './testing/server.ts'

let server: TestServer
let admin: Caller
let staff: Caller
const lines: { close(): Promise<void> }[] = []

beforeAll(async () => {
  server = await startServer(inject('databaseUrl'))
  admin = await server.person('ptb_admin')
  staff = await server.person('staff', 'MW2400549')
})
afterEach(() => Promise.all(lines.splice(0).map((line) => line.close())))
afterAll(() => server.close())

/** A browser tab: a socket that sends the cookie. */
function tab({ cookie }: Caller) {
  class Socket extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie, origin: server.address } })
    }
  }
  const client = createWSClient({ url: `${server.address.replace('http', 'ws')}/trpc`, WebSocket: Socket as never, retryDelayMs: () => 50 })
  lines.push(client)
  return createTRPCClient<AppRouter>({ links: [wsLink({ client })] })
}

/** What a tab hears. */
async function hearing(caller: Caller, lastEventId: string | null = null) {
  const heard: LiveEvent[] = []
  const errors: unknown[] = []
  await new Promise<void>((resolve) => {
    const trpc = tab(caller)
    trpc.live.events.subscribe(
      { lastEventId },
      {
        onStarted: () => resolve(),
        onData: ({ data }) => heard.push(data),
        onError(error) {
          errors.push(error)
          resolve()
        },
      },
    )
  })
  return { heard, errors }
}

let day = 0
const submit = async (as: Caller) => {
  const { employees, projects } = server.world.plant
  const { body } = await server.call('POST', '/api/v1/overtime-requests/', {
    as,
    json: {
      employeeId: employees.rizky.id,
      projectId: projects.ramp.id,
      workDate: `2026-06-${String(++day).padStart(2, '0')}`,
      timeStart: '17:20',
      timeEnd: '18:20',
      reason: 'Ramp',
      detail: 'Line 2',
    },
  })
  return String(body.id)
}

describe('a server that ends', () => {
  it('does not wait for a tab that has gone to sleep', async () => {
    const ending = await startServer(inject('databaseUrl'))
    const asleep = new WebSocket(`${ending.address.replace('http', 'ws')}/trpc`)
    await new Promise((resolve) => asleep.once('open', resolve))
    asleep.pause()
    const begin = performance.now()
    await ending.close()
    expect(performance.now() - begin).toBeLessThan(10_000)
    asleep.terminate()
  })
})

describe('live events over the socket', () => {
  it('tell an approver of a new request, and its employee of the decision', async () => {
    const [approver, employee] = [await hearing(admin), await hearing(staff)]
    const id = await submit(staff)
    await soon(() => expect(approver.heard).toContainEqual(expect.objectContaining({ topic: 'overtime', subjectId: id })))
    await server.call('POST', `/api/v1/overtime-requests/${id}/decision/`, { as: admin, json: { outcome: 'approved' } })
    await soon(() => expect(employee.heard.map(({ topic }) => topic)).toContain('notification'))
    expect(approver.heard.map(({ topic }) => topic)).not.toContain('notification')
  })

  it('resume after the last one that a broken line had brought', async () => {
    const before = await hearing(admin)
    const first = await submit(staff)
    await soon(() => expect(before.heard.map(({ subjectId }) => subjectId)).toContain(first))
    await Promise.all(lines.splice(0).map((line) => line.close()))
    const missed = await submit(staff)
    const after = await hearing(admin, before.heard.at(-1)!.id)
    await soon(() => expect(after.heard.map(({ subjectId }) => subjectId)).toContain(missed))
  })

  it('are refused to nobody, and end with the session', async () => {
    const nobody = await hearing({ ...staff, cookie: '' })
    await soon(() => expect(problem(nobody.errors[0])).toBe('auth.required'))
    const leaving = await server.person('staff')
    const { errors } = await hearing(leaving)
    await server.call('POST', '/api/auth/logout/', { headers: { cookie: leaving.cookie } })
    await soon(() => expect(problem(errors[0])).toBe('auth.session_ended'))
  })

  it('are begun so many times a minute by one person, over however many sockets', async () => {
    const { socket } = await idleSocket(await server.person('user'))
    const last = 601
    const answered = new Promise<Record<string, unknown>>((resolve) => {
      socket.on('message', (text) => {
        const { id, error } = JSON.parse(String(text))
        if (id === last && error) resolve(error.data.problem)
      })
    })
    for (let id = 1; id <= last; id++)
      socket.send(JSON.stringify({ id, method: 'subscription', params: { path: 'live.events', input: {} } }))
    expect(await answered).toMatchObject({ code: 'rate.limited', details: { retryAfterSeconds: 60 } })
  })

  it('are all that a socket carries', async () => {
    const trpc = tab(admin)
    for (const call of [trpc.auth.me.query(), trpc.auth.updateMe.mutate({ language: 'zh' })])
      await expect(call).rejects.toMatchObject({ data: { code: 'METHOD_NOT_SUPPORTED' } })
  })
})

/** Milliseconds in which a change of rights has to have reached every open tab. */
const atOnce = 2_000

describe('a change of rights', () => {
  it('reaches the person’s open tabs within two seconds, and nobody else’s', async () => {
    const [developer, somebody, other] = [await server.person('developer'), await server.person('staff'), await server.person('staff')]
    const [theirs, others] = [await hearing(somebody), await hearing(other)]
    const begin = performance.now()
    const changed = await server.call('POST', `/api/v1/users/${somebody.userId}/role/`, { as: developer, json: { role: 'ptb_admin' } })
    expect(changed.body).toMatchObject({ role: 'ptb_admin' })
    await soon(() => expect(theirs.heard).toContainEqual(expect.objectContaining({ topic: 'me', action: 'access' })))
    expect(performance.now() - begin).toBeLessThan(atOnce)
    const { body } = await server.call('GET', '/api/auth/me/', { headers: { cookie: somebody.cookie } })
    expect(body).toMatchObject({ role: 'ptb_admin', permissions: { 'overtime.decide': 'organisation' } })
    expect(others.heard.map(({ topic }) => topic)).not.toContain('me')
  })
})

/** A socket without any stream, and the promise of its end. */
async function idleSocket({ cookie }: Caller) {
  const socket = new WebSocket(`${server.address.replace('http', 'ws')}/trpc`, { headers: { cookie, origin: server.address } })
  await new Promise((resolve) => socket.once('open', resolve))
  lines.push({ close: async () => socket.terminate() })
  return { socket, closed: new Promise<number>((resolve) => socket.once('close', resolve)) }
}

describe('a person who is shut out', () => {
  it('has his sockets closed within two seconds, and his stream says why', async () => {
    const [superadmin, leaving, staying] = [await server.person('superadmin'), await server.person('staff'), await server.person('staff')]
    const [{ errors }, raw, other] = [await hearing(leaving), await idleSocket(leaving), await idleSocket(staying)]
    const begin = performance.now()
    await server.call('POST', `/api/v1/users/${leaving.userId}/deactivate/`, { as: superadmin, json: {} })
    expect(await raw.closed).toBe(4001)
    expect(performance.now() - begin).toBeLessThan(atOnce)
    await soon(() => expect(problem(errors[0])).toBe('auth.account_disabled'))
    const { status } = await server.call('GET', '/api/auth/me/', { headers: { cookie: leaving.cookie } })
    expect(status).toBe(401)
    expect(other.socket.readyState).toBe(WebSocket.OPEN)
  })

  it('has only the sockets closed of the session that was ended', async () => {
    const [superadmin, somebody] = [await server.person('superadmin'), await server.person('staff')]
    const { body } = await server.call('GET', `/api/v1/users/${somebody.userId}/sessions/`, { as: superadmin })
    const sessionId = String(body.results?.[0]?.id)
    const { body: person } = await server.call('GET', `/api/v1/users/${somebody.userId}/`, { as: superadmin })
    const again = await server.call('POST', '/api/auth/login/local/', { json: { username: person.username, password } })
    const [raw, second] = [await idleSocket(somebody), await idleSocket({ ...somebody, cookie: cookieOf(again.headers) })]
    await server.call('POST', `/api/v1/users/${somebody.userId}/sessions/end/`, { as: superadmin, json: { sessionId } })
    expect(await raw.closed).toBe(4001)
    expect(second.socket.readyState).toBe(WebSocket.OPEN)
  })
})

const problem = (error: unknown) => (error instanceof TRPCClientError ? error.data?.problem?.code : error)

it('lets a socket carry a few streams and no more, so that one reader cannot take the server’s time', async () => {
  const trpc = tab(staff)
  const started: number[] = []
  const refused: unknown[] = []
  for (let stream = 0; stream < 8; stream++)
    trpc.live.events.subscribe(
      { lastEventId: null },
      { onStarted: () => started.push(stream), onError: (error) => refused.push((error as TRPCClientError<AppRouter>).data?.problem.code) },
    )
  await soon(() => expect(refused).toEqual(['rate.limited', 'rate.limited', 'rate.limited']))
  expect(started.length).toBeGreaterThanOrEqual(5)
})
