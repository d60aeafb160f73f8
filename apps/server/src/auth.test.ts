import { createUser } from '@lembur/domain/identity'
import { soon } from '@lembur/domain/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { cookieOf, password, startServer, type TestServer } from './testing/server.ts'

let server: TestServer
const username = 'Sari'

beforeAll(async () => {
  server = await startServer(inject('databaseUrl'), { trustedProxies: ['127.0.0.1'] })
  const { world } = server
  await createUser(world.services, { organizationId: world.plant.organization.id, username, password, role: 'staff' })
})
afterAll(() => server.close())

const signIn = (given: object, headers = {}) => server.call('POST', '/api/auth/login/local/', { json: given, headers })

describe('signing in by REST', () => {
  it('answers tokens and the person, and sets the session cookie out of reach of scripts and other sites', async () => {
    const { status, body, headers } = await signIn({ username: 'sari', password })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      access: expect.any(String),
      refresh: expect.any(String),
      expiresIn: 900,
      user: { username, role: 'staff' },
    })
    const [cookie] = headers.getSetCookie()
    expect(cookie).toMatch(/^lembur_session=lbs_\w{40}; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(body.access).not.toBe(cookieOf(headers).split('=')[1])
  })

  it('sends the cookie over TLS only where there is TLS, and keeps it thirty days where that is asked for', async () => {
    const { headers } = await signIn({ username, password, remember: true }, { 'x-forwarded-proto': 'https' })
    const [cookie = ''] = headers.getSetCookie()
    expect(cookie).toMatch(/; Secure; SameSite=Lax$/)
    const expires = Date.parse(/Expires=([^;]+)/.exec(cookie)?.[1] ?? '')
    expect((expires - Date.now()) / 86_400_000).toBeCloseTo(30, 1)
  })

  it('refuses a wrong password and an unknown name alike, and names missing fields', async () => {
    const wrong = await signIn({ username, password: 'wrong' })
    expect(wrong).toMatchObject({ status: 401, body: { code: 'auth.invalid_credentials', details: {} } })
    expect((await signIn({ username: 'nobody', password: 'wrong' })).body).toEqual(wrong.body)
    expect(wrong.headers.getSetCookie()).toEqual([])
    const missing = await signIn({})
    expect(missing).toMatchObject({ status: 400, body: { code: 'input.invalid' } })
    expect(missing.body.details?.fields).toMatchObject([
      { path: 'username', code: 'text.required' },
      { path: 'password', code: 'text.required' },
    ])
  })

  it('slows down who guesses, by the address that the proxy names', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': address })
    for (let guess = 0; guess < 10; guess++) await signIn({ username: `guess${guess}`, password: 'wrong' }, from('10.1.1.1'))
    const slowed = await signIn({ username, password }, from('10.1.1.1'))
    expect(slowed).toMatchObject({
      status: 429,
      body: { code: 'auth.too_many_attempts', details: { retryAfterSeconds: expect.any(Number) } },
    })
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await signIn({ username, password }, from('10.1.1.2'))).status).toBe(200)
  })
})

describe('tokens by REST', () => {
  it('are checked, changed for new ones, and end with signing out', async () => {
    const person = await server.person('staff')
    const verify = async (options: object) => (await server.call('POST', '/api/auth/token/verify', options)).body
    expect(await verify({ json: { token: person.access } })).toEqual({ valid: true })
    expect(await verify({ as: person })).toEqual({ valid: true })
    expect(await verify({ json: { token: 'lba_wrong' } })).toEqual({ valid: false })

    const { status, body } = await server.call('POST', '/api/auth/token/refresh/', { json: { refresh: person.refresh } })
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { access: expect.any(String), refresh: expect.any(String), expiresIn: 900 },
    })
    expect(await verify({ json: { token: body.access } })).toEqual({ valid: true })

    const out = await server.call('POST', '/api/auth/logout/', { headers: { authorization: `Bearer ${body.access}` } })
    expect(out).toMatchObject({ status: 204, text: '' })
    await soon(async () => expect(await verify({ json: { token: body.access } })).toEqual({ valid: false }))
    expect((await server.call('GET', '/api/auth/me', { headers: { cookie: person.cookie } })).status).toBe(401)
  })

  it('are refused when they come a second time, are missing or unknown', async () => {
    const refresh = (json: object) => server.call('POST', '/api/auth/token/refresh', { json })
    const { refresh: token } = await server.person('staff')
    await refresh({ refresh: token })
    expect(await refresh({ refresh: token })).toMatchObject({ status: 401, body: { code: 'auth.invalid_refresh_token' } })
    expect(await refresh({ refresh: 'lbx_unknown' })).toMatchObject({ status: 401, body: { code: 'auth.invalid_refresh_token' } })
    expect(await refresh({})).toMatchObject({ status: 400, body: { code: 'auth.no_refresh_token' } })
    expect(await server.call('POST', '/api/auth/token/refresh')).toMatchObject({ status: 400, body: { code: 'auth.no_refresh_token' } })
  })
})

describe('the session cookie', () => {
  it('signs in for REST and tRPC, and is taken away by signing out', async () => {
    const signed = await server.call('POST', '/trpc/auth.signIn', { json: { username, password } })
    expect(signed.body).toMatchObject({ result: { data: { username } } })
    expect(JSON.stringify(signed.body)).not.toMatch(/lb[sarx]_/)
    const headers = { cookie: cookieOf(signed.headers) }
    expect((await server.call('GET', '/api/auth/me/', { headers })).body).toMatchObject({ username })
    expect((await server.call('GET', '/trpc/auth.me', { headers })).body).toMatchObject({ result: { data: { username } } })
    const out = await server.call('POST', '/trpc/auth.signOut', { headers, json: {} })
    expect(out.headers.getSetCookie()[0]).toMatch(/^lembur_session=; .*Expires=Thu, 01 Jan 1970/)
    expect((await server.call('GET', '/trpc/auth.me', { headers })).body).toMatchObject({
      error: { data: { httpStatus: 401, problem: { code: 'auth.required' } } },
    })
    expect((await server.call('GET', '/trpc/auth.current', { headers })).body).toEqual({ result: { data: null } })
  })

  it('begins anew with a session that does', async () => {
    const { headers } = await signIn({ username, password, remember: true })
    const cookie = cookieOf(headers)
    await server.world.test.database
      .global`update user_session set expires_at = now() + interval '10 days' where expires_at > now() + interval '20 days'`
    const [renewed = ''] = (await server.call('GET', '/api/auth/me', { headers: { cookie } })).headers.getSetCookie()
    expect(renewed.startsWith(cookie)).toBe(true)
    expect((Date.parse(/Expires=([^;]+)/.exec(renewed)?.[1] ?? '') - Date.now()) / 86_400_000).toBeCloseTo(30, 1)
  })
})
