import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Caller, password, startServer, type TestServer } from './testing/server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startServer(inject('databaseUrl'))
})
afterAll(() => server.close())

const bearer = (token: unknown) => ({ authorization: `Bearer ${token}` })
async function aToken(as: Caller, scopes = ['department.read']) {
  const made = await server.call('POST', '/api/v1/me/tokens', { as, json: { name: 'Export', scopes, days: 30 } })
  expect(made.status).toBe(201)
  return made.body
}

describe('personal tokens by REST', () => {
  it('are made, listed without their secret, used and revoked', async () => {
    const person = await server.person('staff')
    const { id, token } = await aToken(person)
    const listed = await server.call('GET', '/api/v1/me/tokens', { as: person })
    expect(listed.body).toMatchObject({ count: 1, results: [{ id, name: 'Export', scopes: ['department.read'] }] })
    expect(listed.text).not.toContain('lbp_')
    expect((await server.call('GET', '/api/v1/departments', { headers: bearer(token) })).status).toBe(200)
    expect((await server.call('GET', '/trpc/department.list?input={}', { headers: bearer(token) })).status).toBe(200)
    expect((await server.call('DELETE', `/api/v1/me/tokens/${id}`, { as: person })).status).toBe(200)
    expect(await server.call('GET', '/api/v1/departments', { headers: bearer(token) })).toMatchObject({
      status: 401,
      body: { code: 'auth.required' },
    })
  })

  it('open nothing that they do not name, though their owner may', async () => {
    const person = await server.person('superadmin')
    const { token } = await aToken(person)
    for (const path of ['/api/v1/employees', '/api/v1/overtime-requests', '/api/v1/activity-logs']) {
      expect((await server.call('GET', path, { as: person })).status).toBe(200)
      expect(await server.call('GET', path, { headers: bearer(token) })).toMatchObject({
        status: 403,
        body: { code: 'permission.denied' },
      })
    }
  })

  it('count for nothing as a cookie: a browser never sends one by itself', async () => {
    const { token } = await aToken(await server.person('staff'))
    const headers = { cookie: `lembur_session=${token}` }
    expect((await server.call('GET', '/api/v1/departments', { headers })).status).toBe(401)
  })

  it('make no further keys: what is done in person is not done by a token', async () => {
    const person = await server.person('staff')
    const { token } = await aToken(person)
    const headers = bearer(token)
    const calls = [
      server.call('GET', '/api/v1/me/tokens', { headers }),
      server.call('POST', '/api/v1/me/tokens', { headers, json: { name: 'More', scopes: ['department.read'], days: 365 } }),
      server.call('GET', '/api/v1/me/sessions', { headers }),
      server.call('DELETE', '/api/v1/me/sessions', { headers }),
      server.call('POST', '/api/v1/me/password', { headers, json: { present: password, password: 'kucing-hijau-melompat' } }),
    ]
    for (const { status, body } of await Promise.all(calls))
      expect({ status, code: body.code }).toEqual({ status: 403, code: 'auth.in_person' })
  })

  it('name wrong fields, and are not had with more than their owner holds or for longer than a year', async () => {
    const as = await server.person('staff')
    const wrong = await server.call('POST', '/api/v1/me/tokens', { as, json: { name: '', scopes: [], days: 366 } })
    expect(wrong.body.details?.fields).toMatchObject([
      { path: 'name', code: 'text.required' },
      { path: 'scopes', code: 'token.scopes' },
      { path: 'days', code: 'token.expiry' },
    ])
    const more = await server.call('POST', '/api/v1/me/tokens', { as, json: { name: 'All', scopes: ['access.update'], days: 1 } })
    expect(more).toMatchObject({ status: 400, body: { details: { fields: [{ path: 'scopes' }] } } })
  })
})

describe('one’s own sign-ins by REST', () => {
  it('are listed, named and ended, with cookie and tokens; another person’s are not found', async () => {
    const [person, stranger] = [await server.person('staff'), await server.person('staff')]
    const { body } = await server.call('GET', '/api/v1/me/sessions', { as: person })
    const [session] = body.results ?? []
    expect(session).toMatchObject({ isThis: true, way: 'password', name: null })
    const path = `/api/v1/me/sessions/${session?.id}`
    expect((await server.call('PATCH', path, { as: stranger, json: { name: 'Mine' } })).status).toBe(404)
    expect((await server.call('DELETE', path, { as: stranger })).status).toBe(404)
    expect((await server.call('PATCH', path, { as: person, json: { name: 'Line 2' } })).status).toBe(200)
    expect((await server.call('DELETE', path, { as: person })).body).toEqual({ ended: 1 })
    expect((await server.call('GET', '/api/auth/me', { as: person })).status).toBe(401)
    expect((await server.call('GET', '/api/auth/me', { headers: { cookie: person.cookie } })).status).toBe(401)
  })
})

describe('a forgotten password by REST', () => {
  it('is answered alike whoever is named, and a link that is not one is refused', async () => {
    await server.person('staff')
    const ask = (login: string) => server.call('POST', '/api/auth/password/forgotten', { json: { login } })
    const [known, unknown] = [await ask('staff1'), await ask('nobody-at-all')]
    expect([known.status, known.text]).toEqual([204, ''])
    expect([unknown.status, unknown.text]).toEqual([204, ''])
    const reset = await server.call('POST', '/api/auth/password/reset', {
      json: { token: 'lbc_unknown', password: 'kucing-hijau-melompat' },
    })
    expect(reset).toMatchObject({ status: 422, body: { code: 'reset.invalid' } })
  })
})
