import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startOpenIdProvider, type TestOpenIdProvider } from '../testing/index.ts'
import { openOpenId } from './provider.ts'

const callback = 'http://127.0.0.1:8008/api/auth/oidc/callback'
let server: TestOpenIdProvider

beforeAll(async () => {
  server = await startOpenIdProvider([callback])
  const claims = {
    preferred_username: 'dewi',
    name: 'Dewi Lestari',
    email: 'dewi@example.com',
    worker_id: 'MW03',
    groups: ['leads', 'all'],
  }
  server.people.push({ sub: 'd-1', password: 'benar', claims }, { sub: 'e-1', password: 'benar', claims: { name: 'Nameless' } })
})
afterEach(() => {
  server.spoil = null
})
afterAll(() => server.close())

const open = (values: Parameters<TestOpenIdProvider['settings']>[0] = {}, secret = server.clientSecret) =>
  openOpenId(server.settings({ roleMap: [{ group: 'leads', role: 'staff' }], ...values }), secret)

/** Goes the way of a browser from the provider's page back to our address. */
async function travel(from: string, sub = 'd-1'): Promise<URL> {
  const cookies = new Map<string, string>()
  let [url, method, body]: [string, string, URLSearchParams | undefined] = [from, 'GET', undefined]
  for (let step = 0; step < 10; step++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { method, body, headers: { cookie }, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';', 1)[0]!.split(/=(.*)/)
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) {
      ;[method, body] = ['POST', new URLSearchParams({ login: sub, password: 'benar' })]
      continue
    }
    const next = new URL(location, url)
    if (next.href.startsWith(callback)) return next
    ;[url, method, body] = [next.href, 'GET', undefined]
  }
  throw new Error('The way did not end.')
}

async function begin(provider = open()) {
  const begun = await provider.begin(callback)
  if (!begun.ok) throw new Error(begun.sentence)
  return begun.value
}

describe('a provider of OpenID Connect', () => {
  it('says who comes back, with the role of his groups', async () => {
    const { url, begun } = await begin()
    expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256')
    expect(url).not.toContain(begun.verifier)
    expect(await open().finish(await travel(url), begun)).toMatchObject({
      ok: true,
      value: {
        subject: `${server.issuer} d-1`,
        username: 'dewi',
        displayName: 'Dewi Lestari',
        email: 'dewi@example.com',
        workerId: 'MW03',
        role: 'staff',
        facts: { groups: ['leads', 'all'] },
      },
    })
  })

  it('gives nobody a role by the groups of another claim, and no role at all where the settings say so', async () => {
    const provider = open({ groupsClaim: 'realm.roles', defaultRole: null })
    const { url, begun } = await begin(provider)
    expect(await provider.finish(await travel(url), begun)).toMatchObject({ ok: true, value: { role: null } })
  })

  it('refuses another state, another verifier, another nonce and a code that was used', async () => {
    const { url, begun } = await begin()
    const returned = await travel(url)
    expect(await open().finish(returned, { ...begun, state: 'another' })).toMatchObject({ ok: false, why: 'refused' })
    expect(await open().finish(returned, { ...begun, verifier: 'v'.repeat(43) })).toMatchObject({ ok: false, why: 'refused' })
    const second = await begin()
    const nonce = { ...second.begun, nonce: 'another' }
    expect(await open().finish(await travel(second.url), nonce)).toMatchObject({ ok: false, why: 'refused' })
    const third = await begin()
    const once = await travel(third.url)
    expect(await open().finish(once, third.begun)).toMatchObject({ ok: true })
    expect(await open().finish(once, third.begun)).toMatchObject({ ok: false, why: 'refused' })
  })

  it.each([
    ['of another audience', { aud: 'another' }, false],
    ['of another issuer', { iss: 'https://another.example.com' }, false],
    ['that has run out', { exp: 1_700_000_000 }, false],
    ['that another key has signed', {}, true],
  ])('believes no token %s', async (_name, change, foreign) => {
    const { url, begun } = await begin()
    server.spoil = (payload) => ({ payload: { ...payload, ...change }, foreign })
    expect(await open().finish(await travel(url), begun)).toMatchObject({ ok: false, why: 'refused' })
  })

  it('says what is set up wrongly', async () => {
    const { url, begun } = await begin()
    const returned = await travel(url)
    expect(await open({}, 'another secret').finish(returned, begun)).toMatchObject({ ok: false, why: 'misconfigured' })
    const nameless = await begin()
    const told = await open().finish(await travel(nameless.url, 'e-1'), nameless.begun)
    expect(told).toMatchObject({ ok: false, why: 'misconfigured', sentence: expect.stringContaining('preferred_username') })
    expect(await open({ issuer: 'http://accounts.example.com' }).test()).toMatchObject({ ok: false, why: 'misconfigured' })
    expect(await open({ issuer: 'http://127.0.0.1:9' }).test()).toMatchObject({ ok: false, why: 'unreachable' })
    expect(await open({ issuer: `${server.issuer}/nothing` }).test()).toMatchObject({ ok: false, why: 'unreachable' })
    expect(await open().test()).toMatchObject({ ok: true, value: expect.stringContaining(server.issuer) })
  })

  it('takes no address that was not verified for a name', async () => {
    const claims = { email: 'boss@example.com', email_verified: false }
    server.people.push({ sub: 'f-1', password: 'benar', claims })
    const provider = open({ usernameClaim: 'email' })
    const { url, begun } = await begin(provider)
    expect(await provider.finish(await travel(url, 'f-1'), begun)).toMatchObject({ ok: false, why: 'refused' })
  })
})
