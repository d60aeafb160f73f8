import { createHash, randomUUID } from 'node:crypto'
import { appCode, soon, steps } from '@lembur/domain/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Answer, type Caller, cookieOf, password, startServer, type TestServer } from './testing/server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startServer(inject('databaseUrl'))
})
afterAll(() => server.close())

const codeOf = (secret: string, away = 0) => appCode(secret, steps(away))
const signIn = (username: string) => server.call('POST', '/api/auth/login/local/', { json: { username, password } })
const second = (json: object) => server.call('POST', '/api/auth/login/second-factor', { json })

/** Calls a procedure as the page does, with the cookie and the origin that a browser sends. */
async function page(path: string, input: object, cookie = ''): Promise<Answer & { data: Record<string, unknown> }> {
  const headers = { origin: server.address, 'sec-fetch-site': 'same-origin', ...(cookie ? { cookie } : {}) }
  const answer = await server.call('POST', `/trpc/${path}`, { json: input, headers })
  const result = answer.body.result as { data?: Record<string, unknown> } | undefined
  return { ...answer, data: result?.data ?? {} }
}
const problemOf = ({ body }: Answer) => (body.error as { data: { problem: { code: string } } } | undefined)?.data.problem.code

async function withApp(): Promise<{ person: Caller; username: string; secret: string; recoveryCodes: string[] }> {
  const person = await server.person('staff')
  const [row] = await server.world.test.database.global<{ username: string }[]>`select username from "user" where id = ${person.userId}`
  const { data: begun } = await page('secondFactor.setUpTotp', { proof: password }, person.cookie)
  const secret = String(begun.secret)
  const { data } = await page('secondFactor.confirmTotp', { setup: begun.setup, code: codeOf(secret) }, person.cookie)
  return { person, username: row!.username, secret, recoveryCodes: data.recoveryCodes as string[] }
}

describe('the second factor by REST', () => {
  it('is asked for with a challenge in place of tokens, and answered with tokens and the cookie', async () => {
    const { username, secret, person } = await withApp()
    const asked = await signIn(username)
    expect(asked).toMatchObject({ status: 401, body: { code: 'auth.second_factor', details: { ways: ['totp', 'recovery'] } } })
    expect(asked.headers.getSetCookie()).toEqual([])
    const { challenge } = asked.body.details!
    const wrong = await second({ challenge, way: 'totp', code: '00000x' })
    expect(wrong).toMatchObject({ status: 401, body: { code: 'auth.wrong_code', details: { fields: [{ path: 'code' }] } } })
    const { status, body, headers } = await second({ challenge, way: 'totp', code: codeOf(secret, 1) })
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { access: expect.any(String), expiresIn: 900, user: { id: person.userId } },
    })
    expect(cookieOf(headers)).toMatch(/^lembur_session=lbs_/)
    expect((await server.call('GET', '/api/auth/me', { headers: { authorization: `Bearer ${body.access}` } })).status).toBe(200)
  })

  it('takes a recovery code once', async () => {
    const { username, recoveryCodes } = await withApp()
    const challenges = [await signIn(username), await signIn(username)].map(({ body }) => body.details!.challenge)
    expect((await second({ challenge: challenges[0], way: 'recovery', code: recoveryCodes[0] })).status).toBe(200)
    expect((await second({ challenge: challenges[1], way: 'recovery', code: recoveryCodes[0] })).body).toMatchObject({
      code: 'auth.wrong_code',
    })
  })

  it('is over after five wrong codes', async () => {
    const { username, secret } = await withApp()
    const { challenge } = (await signIn(username)).body.details!
    for (let guess = 0; guess < 5; guess++) await second({ challenge, way: 'totp', code: '00000x' })
    expect((await second({ challenge, way: 'totp', code: codeOf(secret, 1) })).body).toMatchObject({ code: 'auth.challenge_over' })
  })

  it('names the field that is missing', async () => {
    const { username } = await withApp()
    const { challenge } = (await signIn(username)).body.details!
    const missing = await second({ challenge, way: 'totp' })
    expect(missing).toMatchObject({ status: 400, body: { details: { fields: [{ path: 'code', code: 'text.required' }] } } })
  })
})

describe('what belongs to the page', () => {
  it('is not for a program: with a personal token nobody changes what opens an account', async () => {
    const { person } = await withApp()
    const token = `lbp_${randomUUID()}`
    await server.world.test.database.global`
      insert into api_token (id, user_id, active_organization_id, hash, name, scopes, expires_at)
      values (${randomUUID()}, ${person.userId}, ${server.world.plant.organization.id},
        ${createHash('sha256').update(token).digest('hex')}, 'Reports', ${['overtime.read']}, ${steps(120)})`
    const answer = await server.call('GET', '/trpc/secondFactor.state', { headers: { authorization: `Bearer ${token}` } })
    expect(problemOf(answer)).toBe('auth.in_person')
  })

  it('asks for a passkey in the name of the host that was asked, whatever else is claimed, and nothing of a program', async () => {
    const { data } = await page('auth.passkeyOptions', {})
    expect(data.options).toMatchObject({ rpId: '127.0.0.1', userVerification: 'required', allowCredentials: [] })
    const bare = await server.call('POST', '/trpc/auth.passkeyOptions', { json: {} })
    expect(problemOf(bare)).toBe('passkey.address')
    const foreign = await server.call('POST', '/trpc/auth.passkeyOptions', { json: {}, headers: { origin: 'https://evil.example' } })
    expect(problemOf(foreign)).toBe('auth.cross_origin')
    const claiming = { origin: 'https://evil.example', authorization: 'Bearer lba_made_up' }
    const claimed = await server.call('POST', '/trpc/auth.passkeyOptions', { json: {}, headers: claiming })
    expect(problemOf(claimed)).toBe('passkey.address')
  })

  it('sets up a first factor within a sign-in where the role needs one, and ends in a session', async () => {
    const person = await server.person('ptb_admin')
    const { database } = server.world.services
    const { id } = server.world.plant.organization
    const [row] = await database.global<{ username: string }[]>`select username from "user" where id = ${person.userId}`
    const require = (roles: string[]) =>
      database.transaction(
        { organizationId: id },
        ({ sql }) => sql`update organization set second_factor_roles = ${roles} where id = ${id}`,
      )
    await require(['ptb_admin'])
    try {
      const asked = await signIn(row!.username)
      expect(asked.body).toMatchObject({ code: 'auth.second_factor_setup' })
      const { challenge } = asked.body.details!
      const { data: begun } = await page('auth.setUpTotp', { challenge })
      const done = await page('auth.confirmTotp', { challenge, setup: begun.setup, code: codeOf(String(begun.secret)) })
      expect(done.data).toMatchObject({ me: { id: person.userId }, recoveryCodes: expect.arrayContaining([expect.any(String)]) })
      const cookie = cookieOf(done.headers)
      await soon(async () => expect((await server.call('GET', '/api/auth/me', { headers: { cookie } })).status).toBe(200))
      expect(problemOf(await page('auth.setUpTotp', { challenge }))).toBe('auth.challenge_over')
    } finally {
      await require([])
    }
  })
})
