import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Caller, type Json, startServer, type TestServer } from './testing/server.ts'

let server: TestServer
let admin: Caller
let user: Caller

beforeAll(async () => {
  server = await startServer(inject('databaseUrl'))
  admin = await server.person('ptb_admin')
  user = await server.person('user')
})
afterAll(() => server.close())

const request = (values: object = {}) => {
  const { employees, projects } = server.world.plant
  return {
    employeeId: employees.putri.id,
    projectId: projects.ramp.id,
    workDate: '2026-06-11',
    timeStart: '17:20',
    timeEnd: '19:20',
    reason: 'Line 2 ramp',
    detail: 'Rework of the first lot',
    ...values,
  }
}
const submit = (values: object = {}, as = admin) => server.call('POST', '/api/v1/overtime-requests/', { as, json: request(values) })

describe('a batch of tRPC', () => {
  it('is taken with as many calls as the client puts into one address', async () => {
    const calls = Array(20).fill('configuration.branding').join(',')
    const { status, body } = await server.call('GET', `/trpc/${calls}?batch=1&input=%7B%7D`)
    expect({ status, answers: (body as unknown as unknown[]).length }).toEqual({ status: 200, answers: 20 })
  })
})

describe('REST', () => {
  it('files a request with 201, shows it with and without the slash, decides and deletes it', async () => {
    const { status, body } = await submit()
    expect({ status, body }).toMatchObject({ status: 201, body: { minutes: 120, status: 'pending', employeeName: 'Putri Handayani' } })
    const path = `/api/v1/overtime-requests/${body.id}`
    expect((await server.call('GET', path, { as: admin })).body).toEqual((await server.call('GET', `${path}/`, { as: admin })).body)
    const decided = await server.call('POST', `${path}/decision/`, { as: admin, json: { outcome: 'rejected', reason: 'Not this week' } })
    expect(decided).toMatchObject({ status: 200, body: { status: 'rejected', decisionReason: 'Not this week' } })
    expect(await server.call('DELETE', `${path}/`, { as: admin })).toMatchObject({ status: 200, body: { id: body.id } })
    expect(await server.call('GET', path, { as: admin })).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })

  it('answers lists in one envelope, whose neighbours are paths on this server', async () => {
    for (let hour = 10; hour < 13; hour++) await submit({ workDate: '2026-06-09', timeStart: `${hour}:00`, timeEnd: `${hour}:30` })
    const pages: Json[] = []
    for (let path: string | null = '/api/v1/overtime-requests/?from=2026-06-09&to=2026-06-09&status=pending&pageSize=2'; path; ) {
      const { body } = await server.call('GET', path, { as: admin })
      pages.push(body)
      path = body.next as string | null
    }
    expect(pages.map(({ results }) => results?.length)).toEqual([2, 1])
    expect(Object.keys(pages[0] ?? {})).toEqual(expect.arrayContaining(['count', 'next', 'previous', 'results']))
    expect(pages[0]).toMatchObject({ count: 3, previous: null, next: expect.stringMatching(/^\/api\/v1\/overtime-requests\/\?/) })
    expect(new Set(pages.flatMap(({ results }) => results?.map(({ id }) => id))).size).toBe(3)
  })

  it('takes a write that needs no body without one', async () => {
    const ways: Record<string, string>[] = [{}, { 'content-type': 'application/json' }]
    for (const headers of ways)
      expect(await server.call('POST', '/api/v1/notifications/mark-all-read/', { as: user, headers })).toMatchObject({
        status: 200,
        body: { changed: 0 },
      })
  })

  it('takes the id of the path, whatever the body says', async () => {
    const { body: made } = await submit({ workDate: '2026-06-08' })
    const { body: other } = await submit({ workDate: '2026-06-07' })
    const { body } = await server.call('PATCH', `/api/v1/overtime-requests/${made.id}/`, {
      as: admin,
      json: { id: other.id, reason: 'Moved' },
    })
    expect(body).toMatchObject({ id: made.id, reason: 'Moved' })
  })
})

describe('a refusal by REST', () => {
  const refused = (answer: { status: number; body: Json }) => {
    expect(Object.keys(answer.body).toSorted()).toEqual(['code', 'details', 'message'])
    return { status: answer.status, code: answer.body.code }
  }

  it('is 401 for nobody and 403 for who lacks the right', async () => {
    const nobody = await server.call('GET', '/api/v1/projects/')
    expect(refused(nobody)).toEqual({ status: 401, code: 'auth.required' })
    expect(nobody.headers.get('www-authenticate')).toBe('Bearer')
    expect(refused(await server.call('GET', '/api/v1/projects/', { headers: { authorization: 'Bearer lba_wrong' } })).status).toBe(401)
    expect(refused(await server.call('GET', '/api/v1/activity-logs/', { as: admin }))).toEqual({ status: 403, code: 'permission.denied' })
    expect(refused(await submit({}, user))).toEqual({ status: 403, code: 'permission.denied' })
  })

  it('is 404 for a row and an address that are not there', async () => {
    expect(refused(await server.call('GET', `/api/v1/projects/${crypto.randomUUID()}/`, { as: user }))).toEqual({
      status: 404,
      code: 'not_found',
    })
    for (const path of ['/api/v1/nothing/', '/api/', '/api/v2/projects/', '/trpc'])
      expect(refused(await server.call('GET', path, { as: user })).status).toBe(404)
    expect(refused(await server.call('PUT', '/api/v1/projects/', { as: user, json: {} })).status).toBe(404)
  })

  it('names each wrong field, in the body and in the query', async () => {
    const body = await submit({ workDate: '2026-02-30', timeStart: '25:00', reason: ' ', breaks: [{ start: '18:00', end: 'x' }] })
    expect(refused(body)).toEqual({ status: 400, code: 'input.invalid' })
    expect(body.body.details?.fields).toMatchObject([
      { path: 'workDate', code: 'date.invalid' },
      { path: 'timeStart', code: 'time.invalid' },
      { path: 'breaks.0.end', code: 'time.invalid' },
      { path: 'reason', code: 'text.required' },
    ])
    const query = await server.call('GET', '/api/v1/overtime-requests/?pageSize=501&status=maybe', { as: user })
    expect(refused(query).status).toBe(400)
    expect(query.body.details?.fields).toMatchObject([{ path: 'pageSize', code: 'page.too_large' }, { path: 'status.0' }])
  })

  it('names each text that could not be stored: a NUL, half a character, however deep it stands', async () => {
    const body = await submit({ reason: 'a\0b', detail: 'half a \ud83d', breaks: [{ start: '18:00', end: '\0' }] })
    expect(refused(body)).toEqual({ status: 400, code: 'input.invalid' })
    const unreadable = ['breaks.0.end', 'detail', 'reason'].map((path) => ({ path, code: 'text.unreadable' }))
    const fields = body.body.details?.fields as { path: string }[]
    expect(fields.toSorted((a, b) => a.path.localeCompare(b.path))).toMatchObject(unreadable)
    for (const path of ['overtime-requests', 'employees/export', 'overtime-requests/export']) {
      const query = await server.call('GET', `/api/v1/${path}/?search=a%00b`, { as: admin })
      expect(query.body.details?.fields).toMatchObject([{ path: 'search', code: 'text.unreadable' }])
    }
    const deep = `{"reason":${'['.repeat(200_000)}"\u0000"${']'.repeat(200_000)}}`
    const headers = { 'content-type': 'application/json' }
    expect(refused(await server.call('POST', '/api/v1/overtime-requests/', { as: admin, body: deep, headers })).status).toBe(400)
  })

  it('is 409 for a clash, naming the request in the way, and 422 for a rule', async () => {
    const { body: first } = await submit({ workDate: '2026-06-06' })
    const clash = await submit({ workDate: '2026-06-06', timeStart: '19:00', timeEnd: '20:00' })
    expect(refused(clash)).toEqual({ status: 409, code: 'overtime.overlap' })
    expect(JSON.stringify(clash.body.details)).toContain(first.id)
    const again = await server.call('POST', `/api/v1/overtime-requests/${first.id}/decision/`, {
      as: admin,
      json: { outcome: 'pending', reason: 'x' },
    })
    expect(refused(again)).toEqual({ status: 422, code: 'overtime.transition' })
  })

  it('is 400 for what is no JSON or no object, 413 for too much, 415 for a foreign type', async () => {
    const post = (body: string, type = 'application/json') =>
      server.call('POST', '/api/v1/overtime-requests/', { as: admin, body, headers: { 'content-type': type } })
    for (const body of ['{', '[]', 'null', '"text"', '{"__proto__": {"admin": true}}']) expect(refused(await post(body)).status).toBe(400)
    expect(refused(await post(JSON.stringify(request({ detail: 'x'.repeat(1_100_000) }))))).toEqual({ status: 413, code: 'file.too_large' })
    expect(refused(await post('a=1', 'application/x-www-form-urlencoded'))).toEqual({ status: 415, code: 'file.wrong_type' })
  })

  it('shows an id and nothing else where nobody refused on purpose', async () => {
    const owner = postgres(server.world.test.adminUrl, { max: 1 })
    await owner`alter table project rename column name to gone`
    const failed = await server.call('GET', '/api/v1/projects/', { as: user })
    await owner`alter table project rename column gone to name`
    await owner.end()
    expect(refused(failed)).toEqual({ status: 500, code: 'internal' })
    expect(failed.body.details).toEqual({ errorId: failed.headers.get('x-request-id') })
    expect(failed.text).not.toMatch(/column|select|project/i)
  })
})
