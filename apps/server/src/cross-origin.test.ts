import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Caller, startServer, type TestServer } from './testing/server.ts'

let server: TestServer
let person: Caller
const friend = 'https://lembur.example.com'

beforeAll(async () => {
  server = await startServer(inject('databaseUrl'), { origins: [friend] })
  person = await server.person('staff')
})
afterAll(() => server.close())

const change = async (headers: Record<string, string>) => {
  const { status, body } = await server.call('PATCH', '/api/auth/me/', { json: { language: 'id' }, headers })
  return status === 200 ? 'done' : body.code
}
const cookie = () => ({ cookie: person.cookie })

describe('a write from another site', () => {
  it('is refused where the browser sends the cookie along', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      server.address.replace('http:', 'https:').replace('127.0.0.1', 'localhost'),
      'nonsense',
    ])
      expect(await change({ ...cookie(), origin })).toBe('auth.cross_origin')
    for (const site of ['cross-site', 'same-site']) expect(await change({ ...cookie(), 'sec-fetch-site': site })).toBe('auth.cross_origin')
  })

  it('is refused by tRPC too, signing in included, in tRPC’s own words', async () => {
    const { status, body } = await server.call('POST', '/trpc/auth.signIn', { json: {}, headers: { origin: 'https://evil.example' } })
    expect({ status, body }).toMatchObject({ status: 403, body: { error: { data: { problem: { code: 'auth.cross_origin' } } } } })
  })

  it('is let through from here, from a named origin, from a program, and with a token', async () => {
    expect(await change({ ...cookie(), origin: server.address })).toBe('done')
    expect(await change({ ...cookie(), origin: friend })).toBe('done')
    expect(await change({ ...cookie(), 'sec-fetch-site': 'same-origin' })).toBe('done')
    expect(await change(cookie())).toBe('done')
    expect(await change({ authorization: `Bearer ${person.access}`, origin: 'https://evil.example' })).toBe('done')
  })

  it('leaves reading to the browser, which shows the answer to nobody else', async () => {
    const { status, headers } = await server.call('GET', '/api/auth/me', { headers: { ...cookie(), origin: 'https://evil.example' } })
    expect(status).toBe(200)
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('a socket', () => {
  const open = (headers: Record<string, string>) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(`${server.address.replace('http', 'ws')}/trpc`, { headers })
      socket.on('open', () => {
        resolve('open')
        socket.close()
      })
      socket.on('unexpected-response', (_request, response) => resolve(`refused with ${response.statusCode}`))
      socket.on('error', () => undefined)
    })

  it('is refused to a page of another site, and opened for ours', async () => {
    expect(await open({ ...cookie(), origin: 'https://evil.example' })).toBe('refused with 403')
    expect(await open({ ...cookie(), origin: server.address })).toBe('open')
  })
})
