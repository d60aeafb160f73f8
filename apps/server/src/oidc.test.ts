import { openVault } from '@lembur/domain/kernel'
import { providersFromSettings } from '@lembur/providers'
import { startOpenIdProvider, type TestOpenIdProvider } from '@lembur/providers/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startServer, type TestServer } from './testing/server.ts'

let server: TestServer
let provider: TestOpenIdProvider

const person = (sub: string, claims: object = {}) => ({ sub, password: 'benar', claims: { preferred_username: sub, name: sub, ...claims } })

beforeAll(async () => {
  server = await startServer(inject('databaseUrl'))
  const { services, plant } = server.world
  provider = await startOpenIdProvider([`${server.address}/api/auth/oidc/callback`, 'http://127.0.0.1:1/api/auth/oidc/callback'])
  services.outside = { ...services.outside, ...providersFromSettings({}) }
  const { id } = plant.organization
  const settings = provider.settings({ roleMap: [{ group: 'leads', role: 'ptb_admin' }] })
  const sealed = services.vault.seal(provider.clientSecret, `connection/${id}/oidc`)
  await inPlant(
    (sql) => sql`
      insert into connection (organization_id, id, kind, is_enabled, settings, secret_sealed)
      values (${id}, gen_random_uuid(), 'oidc', true, ${sql.json(settings as never)}, ${sealed})`,
  )
})
afterAll(async () => {
  await server.close()
  await provider.close()
})

type Sql = TestServer['world']['services']['database']['global']
const inPlant = (query: (sql: Sql) => { execute(): Promise<unknown> }) =>
  server.world.services.database.transaction({ organizationId: server.world.plant.organization.id }, async ({ sql }) =>
    query(sql as Sql).execute(),
  )

/** A browser: it keeps cookies by host and path, and follows where it is sent, one step at a time. */
function browser() {
  const cookies = new Map<string, { origin: string; path: string; text: string }>()
  return {
    cookies,
    async go(url: string, body?: URLSearchParams) {
      const { origin, pathname } = new URL(url)
      const sent = [...cookies.values()].filter((each) => each.origin === origin && pathname.startsWith(each.path)).map(({ text }) => text)
      const response = await fetch(url, { method: body ? 'POST' : 'GET', body, headers: { cookie: sent.join('; ') }, redirect: 'manual' })
      for (const line of response.headers.getSetCookie()) {
        const [text = ''] = line.split(';', 1)
        const path = /; *path=([^;]*)/i.exec(line)?.[1] ?? '/'
        const key = `${origin} ${path} ${text.split('=', 1)}`
        if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) cookies.delete(key)
        else cookies.set(key, { origin, path, text })
      }
      const location = response.headers.get('location')
      return { status: response.status, headers: response.headers, location: location && new URL(location, url).href }
    },
  }
}
type Browser = ReturnType<typeof browser>

/** From our address to the provider's page and its answer; stops where it would come back to us. */
async function toCallback(ours: Browser, login: string, query = ''): Promise<string> {
  let at = (await ours.go(`${server.address}/api/auth/oidc/start${query}`)).location!
  for (let step = 0; step < 10 && !at.includes('/api/auth/oidc/callback'); step++) {
    const { location } = await ours.go(at)
    at = location ?? (await ours.go(at, new URLSearchParams({ login, password: 'benar' }))).location!
  }
  return at
}
const whoIs = async (ours: Browser) => {
  const cookie = [...ours.cookies.values()].find(({ text }) => text.startsWith('lembur_session='))?.text ?? ''
  const { status, body } = await server.call('GET', '/api/auth/me', { headers: { cookie } })
  return status === 200 ? body : status
}
const pathOf = (location: string | null) => location?.replace(server.address, '')

describe('signing in by OpenID Connect', () => {
  it('leads to the provider and back, with the role of his groups, to the page he wanted', async () => {
    provider.people.push(person('dewi', { groups: ['leads'], worker_id: 'MW0003' }))
    const ours = browser()
    const back = await toCallback(ours, 'dewi', '?redirect=/overtime%3Fstatus%3Dpending%23top')
    const arrived = await ours.go(back)
    expect(pathOf(arrived.location)).toBe('/overtime?status=pending#top')
    expect(arrived.headers.get('cache-control')).toBe('no-store')
    expect(await whoIs(ours)).toMatchObject({ username: 'dewi', role: 'ptb_admin', workerId: 'MW0003' })
    expect([...ours.cookies.keys()].some((key) => key.includes('lembur_oidc'))).toBe(false)
  })

  it('keeps the session past the closing of the browser only where that was wished', async () => {
    provider.people.push(person('lina'))
    const lives: boolean[] = []
    for (const query of ['', '?remember=true']) {
      const ours = browser()
      const { headers } = await ours.go(await toCallback(ours, 'lina', query))
      lives.push(headers.getSetCookie().some((line) => line.startsWith('lembur_session=') && /expires=/i.test(line)))
    }
    expect(lives).toEqual([false, true])
  })

  it('binds the journey to its browser by a cookie that no script reads and no other address gets', async () => {
    const { headers } = await browser().go(`${server.address}/api/auth/oidc/start`)
    const [line = ''] = headers.getSetCookie()
    expect(line).toMatch(/^lembur_oidc=lbc_/)
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/api/auth/oidc', 'Max-Age=600']) expect(line).toContain(part)
  })

  it('lets in no other browser, though it has the whole address of the return', async () => {
    const [ours, foreign] = [browser(), browser()]
    const back = await toCallback(ours, 'lina')
    expect(pathOf((await foreign.go(back)).location)).toBe('/login?problem=auth.challenge_over')
    await toCallback(foreign, 'lina')
    expect(pathOf((await foreign.go(back)).location)).toBe('/login?problem=auth.not_vouched')
    expect(await whoIs(foreign)).toBe(401)
  })

  it('works once: the same return a second time, or with another state, opens nothing', async () => {
    const ours = browser()
    const back = await toCallback(ours, 'lina')
    expect(pathOf((await ours.go(back)).location)).toBe('/')
    expect(pathOf((await ours.go(back)).location)).toBe('/login?problem=auth.challenge_over')
    const another = browser()
    const changed = (await toCallback(another, 'lina')).replace(/state=[^&]+/, 'state=another')
    expect(pathOf((await another.go(changed)).location)).toBe('/login?problem=auth.not_vouched')
    expect(await whoIs(another)).toBe(401)
  })

  it('believes no token for another audience', async () => {
    const ours = browser()
    const back = await toCallback(ours, 'lina')
    provider.spoil = (payload) => ({ payload: { ...payload, aud: 'another' } })
    try {
      expect(pathOf((await ours.go(back)).location)).toBe('/login?problem=auth.not_vouched')
    } finally {
      provider.spoil = null
    }
  })

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/.//evil.example', 'javascript:alert(1)', '/\t/evil.example'])(
    'sends nobody away to %j',
    async (wish) => {
      const ours = browser()
      const { location } = await ours.go(await toCallback(ours, 'lina', `?redirect=${encodeURIComponent(wish)}`))
      expect(pathOf(location)).toBe('/')
    },
  )

  it('goes on to the second factor where the role needs one', async () => {
    provider.people.push(person('rini', { groups: ['leads'] }))
    await inPlant((sql) => sql`update organization set second_factor_roles = '{ptb_admin}'`)
    try {
      const ours = browser()
      const { location } = await ours.go(await toCallback(ours, 'rini', '?redirect=/reports'))
      expect(pathOf(location)).toMatch(/^\/login\?step=second_factor_setup&challenge=lbc_\w+&redirect=%2Freports$/)
      expect(await whoIs(ours)).toBe(401)
    } finally {
      await inPlant((sql) => sql`update organization set second_factor_roles = '{}'`)
    }
  })

  it('says what is in the way: a local account of this name, no group, nothing set up', async () => {
    const { body } = await server.call('GET', '/api/auth/me', { as: await server.person('user') })
    const username = String(body.username)
    provider.people.push(person(username))
    const ours = browser()
    expect(pathOf((await ours.go(await toCallback(ours, username))).location)).toBe('/login?problem=auth.account_conflict')
    await inPlant((sql) => sql`update connection set is_enabled = false`)
    expect(pathOf((await ours.go(`${server.address}/api/auth/oidc/start`)).location)).toBe('/login?problem=connection.not_set')
    await inPlant((sql) => sql`update connection set is_enabled = true`)
  })

  it('returns to the address that the organisation has set, wherever it was asked', async () => {
    await inPlant((sql) => sql`update organization set public_url = 'http://127.0.0.1:1'`)
    try {
      const { location } = await browser().go(`${server.address}/api/auth/oidc/start`)
      expect(new URL(location!).searchParams.get('redirect_uri')).toBe('http://127.0.0.1:1/api/auth/oidc/callback')
    } finally {
      await inPlant((sql) => sql`update organization set public_url = null`)
    }
  })

  it('tells of a secret that cannot be opened as a service that is away, without a word more', async () => {
    const { services } = server.world
    const { vault } = services
    services.vault = openVault(null)
    try {
      expect(pathOf((await browser().go(`${server.address}/api/auth/oidc/start`)).location)).toBe('/login?problem=auth.service_down')
    } finally {
      services.vault = vault
    }
  })
})
