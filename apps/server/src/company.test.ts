import { providersFromSettings } from '@lembur/providers'
import { type CompanyTestService, startCompanyService } from '@lembur/providers/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startServer, type TestServer } from './testing/server.ts'

let server: TestServer
let company: CompanyTestService

beforeAll(async () => {
  ;[server, company] = await Promise.all([startServer(inject('databaseUrl')), startCompanyService()])
  const settings = { EXTERNAL_API_URL: company.url, EXTERNAL_JWKS_URL: company.jwksUrl, EXTERNAL_AUTH_URL: 'https://portal.example.com' }
  server.world.services.outside = { ...server.world.services.outside, ...providersFromSettings(settings) }
})
afterAll(async () => {
  await server.close()
  await company.close()
})

const whoIsLocal = async () => (await server.call('GET', '/api/auth/me', { as: await server.person('user') })).body

describe('signing in by the company’s service', () => {
  const budi = { id: 7, username: 'budi_santoso', password: 'rahasia-luar', workerId: 'MW0007', isPtbAdmin: true }
  const login = (username: string, password: string) => server.call('POST', '/api/auth/login/local/', { json: { username, password } })

  it('takes its name and password, and no token of it is in any answer', async () => {
    company.people.push({ ...budi })
    const { status, body, text } = await login('budi_santoso', budi.password)
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { user: { username: 'budi_santoso', displayName: 'budi santoso', role: 'ptb_admin' } },
    })
    expect(text).not.toContain('eyJ')
  })

  it('takes the token of the portal for a session, for a browser of this site alone', async () => {
    const token = await company.tokenOf(budi)
    const { status, headers, text } = await server.call('POST', '/api/auth/exchange-token/', { json: { token } })
    expect(status).toBe(200)
    expect(headers.getSetCookie()[0]).toMatch(/^lembur_session=lbs_.*HttpOnly/)
    expect(text).not.toContain('eyJ')
    const foreign = await server.call('POST', '/api/auth/exchange-token/', { json: { token }, headers: { origin: 'https://evil.example' } })
    expect(foreign).toMatchObject({ status: 403, body: { code: 'auth.cross_origin' } })
    const wrong = await company.tokenOf(budi, { foreign: true })
    expect(await server.call('POST', '/api/auth/exchange-token/', { json: { token: wrong } })).toMatchObject({
      status: 401,
      body: { code: 'auth.not_vouched' },
    })
  })

  it('says that it is away, and lets those in who have a password here', async () => {
    const { username } = (await whoIsLocal()) as { username: string }
    company.trouble = { kind: 'error', at: '/' }
    try {
      expect(await login('budi_santoso', budi.password)).toMatchObject({ status: 503, body: { code: 'auth.service_down' } })
      expect(await login(username, 'lembur-demo')).toMatchObject({ status: 200 })
    } finally {
      company.trouble = { kind: null, at: '/' }
    }
  })

  it('tells at the door which ways there are', async () => {
    const { body } = await server.call('GET', '/api/auth/ways')
    expect(body).toEqual({
      companyAccounts: true,
      portalUrl: 'https://portal.example.com',
      openId: null,
      resetByMail: false,
    })
  })
})
