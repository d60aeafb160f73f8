import { createUser } from '@lembur/domain/identity'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Caller, cookieOf, password, startServer, type TestServer } from './testing/server.ts'

let server: TestServer
let organizationId: string
/** The one who attacks: the lowest role that may write something. */
let staff: Caller
let admin: Caller

beforeAll(async () => {
  server = await startServer(inject('databaseUrl'), { trustedProxies: ['127.0.0.1'] })
  organizationId = server.world.plant.organization.id
  staff = await server.person('staff', server.world.plant.employees.rizky.workerId)
  admin = await server.person('superadmin')
})
afterAll(() => server.close())

const named = async (username: string) => {
  await createUser(server.world.services, { organizationId, username, password, role: 'user' })
  return username
}
const signIn = (username: string, secret: string, headers: Record<string, string> = {}) =>
  server.call('POST', '/api/auth/login/local', { json: { username, password: secret }, headers })
const meBy = (cookie: string) => server.call('GET', '/api/auth/me', { headers: { cookie } })

describe('a session that somebody else has chosen', () => {
  it('is not the one a sign-in opens: neither a made-up cookie nor his own becomes his victim’s', async () => {
    const victim = await named('Victim')
    for (const planted of [`lembur_session=lbs_${'a'.repeat(40)}`, staff.cookie]) {
      const answer = await signIn(victim, password, { cookie: planted })
      const given = cookieOf(answer.headers)
      expect(given).not.toBe(planted)
      expect((await meBy(given)).body).toMatchObject({ username: victim })
      expect((await meBy(planted)).body.username).not.toBe(victim)
    }
  })
})

describe('a refresh token in two hands', () => {
  it('ends everything that came of that sign-in, whoever comes second', async () => {
    const { refresh, access, cookie } = await server.person('staff')
    const stolen = await server.call('POST', '/api/auth/token/refresh', { json: { refresh } })
    expect(stolen.status).toBe(200)
    expect((await server.call('POST', '/api/auth/token/refresh', { json: { refresh } })).status).toBe(401)
    const keys: Record<string, string>[] = [
      { authorization: `Bearer ${access}` },
      { authorization: `Bearer ${stolen.body.access}` },
      { cookie },
    ]
    for (const headers of keys) expect((await server.call('GET', '/api/auth/me', { headers })).status).toBe(401)
    expect((await server.call('POST', '/api/auth/token/refresh', { json: { refresh: stolen.body.refresh } })).status).toBe(401)
  })

  it('is given to one of those who use it at the same moment', async () => {
    const { refresh } = await server.person('staff')
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => server.call('POST', '/api/auth/token/refresh', { json: { refresh } })),
    )
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
  })
})

describe('fields that nobody asked for', () => {
  it('give no status, no organisation and no author to a request', async () => {
    const { rizky } = server.world.plant.employees
    const given = {
      employeeId: rizky.id,
      projectId: server.world.plant.projects.fixture.id,
      workDate: '2026-06-15',
      timeStart: '17:20',
      timeEnd: '18:20',
      reason: 'Line ramp',
      detail: 'Rework',
      status: 'approved',
      minutes: 600,
      kind: 'holiday',
      organizationId: '01900000-0001-7000-8000-000000000001',
      organization_id: '01900000-0001-7000-8000-000000000001',
      filedById: admin.userId,
      decidedById: admin.userId,
    }
    const filed = await server.call('POST', '/api/v1/overtime-requests', { as: staff, json: given })
    expect(filed).toMatchObject({ status: 201, body: { status: 'pending', minutes: 60, kind: 'weekday', decidedByName: null } })
    const [row] = await server.world.test.database.readOne<{ organization: string; filedBy: string }[]>(
      organizationId,
      (sql) => sql`
        select organization_id as organization, filed_by_id as "filedBy" from overtime_request where id = ${String(filed.body.id)}`,
    )
    expect(row).toEqual({ organization: organizationId, filedBy: staff.userId })
    const revise = (json: object) => server.call('PATCH', `/api/v1/overtime-requests/${filed.body.id}`, { as: staff, json })
    expect((await revise({ reason: 'Other', status: 'approved', decidedById: staff.userId })).body).toMatchObject({ status: 'pending' })
    expect((await revise({ employeeId: server.world.plant.employees.agus.id })).status).toBe(403)
  })

  it('give nobody a role', async () => {
    const answer = await server.call('PATCH', '/api/auth/me', {
      as: staff,
      json: { language: 'id', role: 'developer', isActive: false, permissions: { 'overtime.decide': 'organisation' }, username: 'root' },
    })
    expect(answer).toMatchObject({ status: 200, body: { language: 'id', role: 'staff' } })
    expect((await server.call('GET', '/api/auth/me', { as: staff })).body).toMatchObject({ role: 'staff', id: staff.userId })
  })

  it('change nothing of the organisation that no form shows', async () => {
    await server.call('PATCH', '/api/v1/system-configuration', { as: admin, json: { appName: 'Lembur', slug: 'mine', isDemo: true } })
    const [row] = await server.world.test.database.readOne(organizationId, (sql) => sql`select slug, is_demo from organization`)
    expect(row).toMatchObject({ slug: server.world.plant.organization.slug, is_demo: false })
  })
})

describe('who has an account', () => {
  const wrong = (username: string, at: number) => signIn(username, 'not his password', { 'x-forwarded-for': `10.${at >> 8}.${at & 255}.7` })

  it('is not told by the answer to a wrong password', async () => {
    const known = await wrong(await named('Known'), 1)
    const unknown = await wrong('Unknown', 2)
    expect(known).toMatchObject({ status: 401, body: { code: 'auth.invalid_credentials' } })
    expect(unknown.body).toEqual(known.body)
    expect([...unknown.headers.keys()].toSorted()).toEqual([...known.headers.keys()].toSorted())
  })

  it('is not told by the time it takes: both cost a hashed password', async () => {
    const username = await named('Timed')
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
    for (let round = 0; round < 15; round++) {
      for (const [who, name] of [
        ['known', username],
        ['unknown', `nobody${round}`],
      ] as const) {
        const start = performance.now()
        await wrong(name, 300 + round * 2 + (who === 'known' ? 0 : 1))
        times[who].push(performance.now() - start)
      }
    }
    const median = (all: number[]) => all.toSorted((a, b) => a - b)[7]!
    // Without the work for unknown names it would be a tenth; the machine's noise is far less.
    expect(median(times.unknown) / median(times.known)).toBeGreaterThan(0.25)
    expect(median(times.unknown) / median(times.known)).toBeLessThan(4)
  })
})

describe('a form where none is expected', () => {
  it('is refused before any of it is read into memory', async () => {
    const form = new FormData()
    form.set('username', 'a'.repeat(2 * 1024 * 1024))
    for (const name of ['auth.signIn', 'nothing.here']) {
      const { status, body } = await server.call('POST', `/trpc/${name}`, { body: form })
      expect({ status, code: body.code }).toEqual({ status: 400, code: 'file.wrong_type' })
    }
  })
})

describe('a path that leads elsewhere', () => {
  it.each([
    '/api/v1/reports/..%2f..%2f..%2fetc%2fpasswd/download',
    '/api/v1/reports/%2e%2e/download',
    '/api/v1/regulation-documents/..%5c..%5cetc/download',
    '/assets/..%2f..%2fpackage.json',
    '/..%2f..%2f..%2fetc/passwd',
    '/docs/..%2f..%2fpackage.json',
  ])('%s is nothing', async (path) => {
    const answer = await server.call('GET', path, { as: admin })
    expect([400, 404]).toContain(answer.status)
    expect(answer.text).not.toMatch(/root:|"private"/)
  })
})

describe('a file name with lines of a header in it', () => {
  it('goes out as a name and nothing else', async () => {
    const form = new FormData()
    form.set('title', 'Policy')
    form.set('file', new Blob(['%PDF-1.7 policy'], { type: 'application/pdf' }), 'policy"\r\nSet-Cookie: lembur_session=x\r\n.pdf')
    const up = await server.call('POST', '/api/v1/regulation-documents', { as: admin, body: form })
    expect(up.status).toBe(201)
    const down = await server.call('GET', `/api/v1/regulation-documents/${up.body.id}/download`, { as: admin })
    expect(down.status).toBe(200)
    expect(down.headers.getSetCookie()).toEqual([])
    expect(down.headers.get('content-disposition')).toMatch(/^attachment; filename="[^"\r\n]+"; filename\*=UTF-8''[\w.%-]+$/)
  })
})
