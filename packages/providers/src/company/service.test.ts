import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { providersFromSettings } from '../settings.ts'
import { type CompanyTestService, startCompanyService } from '../testing/index.ts'

const sari = { id: 41, username: 'sari_dewi', password: 'benar sekali', email: 'sari@example.com', workerId: 'MW01', isPtbAdmin: true }
const budi = { id: 42, username: 'budi', password: 'juga benar', isSuperuser: true }

const proofs = [
  ['its keys', 'keys', (server: CompanyTestService) => ({ EXTERNAL_JWKS_URL: server.jwksUrl })],
  ['a shared secret', 'secret', (server: CompanyTestService) => ({ EXTERNAL_JWT_SECRET: server.secret })],
  ['asking it', 'keys', () => ({})],
] as const

describe.each(proofs)('the company’s service, whose tokens are proven by %s', (_name, signing, keys) => {
  let server: CompanyTestService
  const open = (more: NodeJS.ProcessEnv = {}) =>
    providersFromSettings({ EXTERNAL_API_URL: `${server.url}/`, EXTERNAL_API_TIMEOUT: '0.5', ...keys(server), ...more }).company!
  beforeAll(async () => {
    server = await startCompanyService({ signing })
    server.people.push({ ...sari }, { ...budi })
  })
  afterEach(() => {
    server.trouble = { kind: null, at: '/' }
    server.people[1]!.isActive = true
  })
  afterAll(() => server.close())

  it('answers who has this name and password, with his tokens', async () => {
    const told = await open().signIn('sari_dewi', sari.password)
    expect(told).toMatchObject({
      ok: true,
      value: {
        who: {
          subject: '41',
          username: 'sari_dewi',
          displayName: 'sari dewi',
          email: sari.email,
          workerId: 'MW01',
          isActive: true,
          role: 'ptb_admin',
        },
        tokens: { access: expect.any(String), refresh: expect.any(String) },
      },
    })
    expect(JSON.stringify(told.ok && told.value.who)).not.toContain('eyJ')
  })

  it('gives a superuser of the service nothing here', async () => {
    expect(await open().signIn('budi', budi.password)).toMatchObject({
      ok: true,
      value: { who: { role: 'user', facts: { is_superuser: true } } },
    })
  })

  it('refuses a wrong password and an unknown name alike', async () => {
    const [wrong, unknown] = [await open().signIn('budi', 'salah'), await open().signIn('siapa', 'salah')]
    expect(wrong).toMatchObject({ ok: false, why: 'refused' })
    expect(unknown).toEqual(wrong)
  })

  it('says that somebody is deactivated there', async () => {
    server.people[1]!.isActive = false
    expect(await open().signIn('budi', budi.password)).toMatchObject({ ok: true, value: { who: { isActive: false } } })
  })

  it.each([
    ['slow', 'in time'],
    ['error', '500'],
    ['malformed', 'cannot be read'],
    ['wrong-shape', 'another shape'],
    ['too-long', 'more than can be right'],
    ['elsewhere', 'cannot be reached'],
  ] as const)('counts as away where it is %s, at the token as at the account, and says so', async (kind, words) => {
    for (const at of ['/api/user/token/', '/api/user/account/info']) {
      server.trouble = { kind, at }
      const told = await open().signIn('budi', budi.password)
      expect(told).toMatchObject({ ok: false, why: 'unreachable', sentence: expect.stringContaining(words) })
    }
  })

  it('counts as away where nobody listens', async () => {
    const company = open({ EXTERNAL_API_URL: 'http://127.0.0.1:9' })
    expect(await company.signIn('budi', budi.password)).toMatchObject({ ok: false, why: 'unreachable' })
  })

  it('believes no token of a foreign signature, none that has run out, none that only refreshes, and nonsense', async () => {
    const company = open()
    const bad = [
      await server.tokenOf(sari, { foreign: true }),
      await server.tokenOf(sari, { secondsLeft: -60 }),
      await server.tokenOf(sari, { type: 'refresh' }),
      'nonsense',
      'eyJhbGciOiJub25lIn0.eyJ1c2VyX2lkIjo0MSwiZXhwIjo5OTk5OTk5OTk5fQ.',
    ]
    for (const token of bad) expect(await company.exchange(token)).toMatchObject({ ok: false, why: 'refused' })
    expect(await company.exchange(await server.tokenOf(sari))).toMatchObject({ ok: true, value: { who: { subject: '41' } } })
  })

  it('takes no refresh token for an access token, though the service should', async () => {
    server.isCareless = true
    try {
      expect(await open().exchange(await server.tokenOf(sari, { type: 'refresh' }))).toMatchObject({ ok: false, why: 'refused' })
    } finally {
      server.isCareless = false
    }
  })

  it('reads nothing of an account before its token is proven', async () => {
    server.calls.length = 0
    await open().exchange(await server.tokenOf(sari, { foreign: true }))
    expect(server.calls).not.toContain('GET /api/user/account/info')
  })

  it('refuses a token that the service has withdrawn', async () => {
    const token = await server.tokenOf(sari)
    server.withdrawn.add(token)
    expect(await open().exchange(token)).toMatchObject({ ok: false, why: 'refused' })
  })

  it('refreshes a token that has run out, and goes on with the new one', async () => {
    const tokens = { access: await server.tokenOf(budi, { secondsLeft: -60 }), refresh: await server.tokenOf(budi, { type: 'refresh' }) }
    const told = await open().again(tokens)
    expect(told).toMatchObject({ ok: true, value: { who: { subject: '42' }, tokens: { refresh: tokens.refresh } } })
    expect(told.ok && told.value.tokens.access).not.toBe(tokens.access)
    const over = { access: tokens.access, refresh: await server.tokenOf(budi, { type: 'refresh', secondsLeft: -60 }) }
    expect(await open().again(over)).toMatchObject({ ok: false, why: 'refused' })
    expect(await open().again({ access: tokens.access, refresh: null })).toMatchObject({ ok: false, why: 'refused' })
  })
})

it('refuses a token of one person with the account of another', async () => {
  const server = await startCompanyService({ signing: 'secret' })
  try {
    server.people.push({ ...sari }, { ...budi })
    server.accountOf = () => sari
    const { company } = providersFromSettings({ EXTERNAL_API_URL: server.url, EXTERNAL_JWT_SECRET: server.secret })
    const told = await company!.exchange(await server.tokenOf(budi))
    expect(told).toMatchObject({ ok: false, why: 'refused', sentence: expect.stringContaining('another person') })
  } finally {
    await server.close()
  }
})

it('names the variable that is set wrongly', () => {
  const reading = (env: NodeJS.ProcessEnv) => () => providersFromSettings({ EXTERNAL_API_URL: 'https://accounts.example.com', ...env })
  expect(reading({ EXTERNAL_API_URL: 'accounts' })).toThrow('EXTERNAL_API_URL')
  expect(reading({ EXTERNAL_API_TIMEOUT: 'soon' })).toThrow('EXTERNAL_API_TIMEOUT')
  expect(reading({ EXTERNAL_JWKS_URL: 'file:///etc/keys' })).toThrow('EXTERNAL_JWKS_URL')
  expect(reading({ EXTERNAL_JWT_SECRET: 'short' })).toThrow('EXTERNAL_JWT_SECRET')
  expect(providersFromSettings({})).toMatchObject({ company: null, portalUrl: null })
})
