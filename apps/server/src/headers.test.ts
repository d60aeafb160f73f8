import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Caller, startServer, type TestServer } from './testing/server.ts'

let server: TestServer
let admin: Caller
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lembur-headers-'))
  writeFileSync(join(folder, 'index.html'), '<title>Lembur</title>')
  writeFileSync(join(folder, 'theme.js'), '0')
  server = await startServer(inject('databaseUrl'), { clientFolder: folder, trustedProxies: ['127.0.0.1'] })
  admin = await server.person('superadmin')
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const answers: [what: string, method: string, path: string, status: number][] = [
  ['a page', 'GET', '/ot/history', 200],
  ['an asset', 'GET', '/theme.js', 200],
  ['an answer of the interface', 'GET', '/api/v1/projects', 200],
  ['an answer to the client', 'GET', '/trpc/auth.current', 200],
  ['a file', 'GET', '/api/v1/employees/export', 200],
  ['a refusal', 'GET', '/api/v1/projects/7', 400],
  ['nothing', 'GET', '/api/nothing', 404],
  ['a body that is none', 'POST', '/api/v1/projects', 400],
  ['an address that is too long', 'GET', `/api/v1/projects?search=${'a'.repeat(8000)}`, 400],
]

describe.each(answers)('%s', (_what, method, path, status) => {
  const ask = (headers = {}) => server.call(method, path, { as: admin, headers, ...(method === 'POST' ? { json: '{' } : {}) })

  it('leaves nothing behind on a shared computer that was told to somebody', async () => {
    const cache = (await ask()).headers.get('cache-control') ?? ''
    if (/^\/(api|trpc)\//.test(path)) expect(cache).toContain('no-store')
    else expect(cache).toBe('no-cache')
  })

  it('keeps to itself: no frames, no guessing of types, no foreign scripts, no more of an address than its host', async () => {
    const answer = await ask()
    expect(answer.status).toBe(status)
    const policy = answer.headers.get('content-security-policy') ?? ''
    if (path.endsWith('/export')) expect(policy).toBe("default-src 'none'; sandbox")
    else {
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain("object-src 'none'")
      expect(policy.split(';').find((part) => part.includes('script-src'))).not.toMatch(/unsafe|\*|data:/)
    }
    const names = [
      'x-frame-options',
      'x-content-type-options',
      'referrer-policy',
      'cross-origin-opener-policy',
      'cross-origin-resource-policy',
    ]
    expect(names.map((name) => answer.headers.get(name))).toEqual([
      'DENY',
      'nosniff',
      'strict-origin-when-cross-origin',
      'same-origin',
      'same-origin',
    ])
    expect(answer.headers.get('permissions-policy')).toContain('camera=()')
  })

  it('asks for TLS from now on where it came by TLS, and only there', async () => {
    expect((await ask()).headers.get('strict-transport-security')).toBeNull()
    expect((await ask({ 'x-forwarded-proto': 'https' })).headers.get('strict-transport-security')).toBe('max-age=31536000')
  })
})

it('is not told that it came by TLS by whoever is no proxy of ours', async () => {
  const open = await startServer(inject('databaseUrl'))
  const { headers } = await open.call('GET', '/api/health', { headers: { 'x-forwarded-proto': 'https' } })
  expect(headers.get('strict-transport-security')).toBeNull()
  await open.close()
})
