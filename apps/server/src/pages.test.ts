import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startServer, type TestServer } from './testing/server.ts'

let server: TestServer
let folder: string

beforeAll(async () => {
  const outside = mkdtempSync(join(tmpdir(), 'lembur-client-'))
  folder = join(outside, 'dist')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(outside, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'index.html'), '<title>Lembur</title>')
  writeFileSync(join(folder, 'assets', 'index-abc.js'), `console.log('${'x'.repeat(2000)}')`)
  server = await startServer(inject('databaseUrl'), { clientFolder: folder })
})
afterAll(async () => {
  await server.close()
  rmSync(join(folder, '..'), { recursive: true })
})

const get = (path: string, headers = {}) => server.call('GET', path, { headers })

describe('the built client', () => {
  it('answers each of its pages, asked for again each time', async () => {
    for (const path of ['/', '/ot/form', '/ot/history?status=pending', '/apiary']) {
      const { status, text, headers } = await get(path)
      expect({ status, text, cache: headers.get('cache-control') }).toEqual({
        status: 200,
        text: '<title>Lembur</title>',
        cache: 'no-cache',
      })
    }
  })

  it('has its assets kept for ever, compressed, and not sent twice', async () => {
    const { headers } = await get('/assets/index-abc.js', { 'accept-encoding': 'br' })
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect([headers.get('content-encoding'), headers.get('content-type')]).toEqual(['br', 'text/javascript; charset=utf-8'])
    expect((await get('/assets/index-abc.js', { 'if-none-match': headers.get('etag') })).status).toBe(304)
    expect((await get('/assets/gone.js')).status).toBe(404)
  })

  it('is read again when it has been built anew', async () => {
    writeFileSync(join(folder, 'about.txt'), 'one')
    expect((await get('/about.txt')).text).toBe('one')
    writeFileSync(join(folder, 'about.txt'), 'another')
    expect((await get('/about.txt')).text).toBe('another')
  })

  it('never leads out of its folder', async () => {
    for (const path of ['/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '/%00', '/%E0%A4%A'])
      expect((await get(path)).text).not.toContain('secret')
  })
})

describe('every answer', () => {
  it('carries the headers that keep a page to itself', async () => {
    for (const path of ['/', '/api/health/', '/api/v1/projects/', '/nothing.js', '/swagger/', '/trpc/auth.current']) {
      const { headers } = await get(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'self'")
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain(`connect-src 'self' ws://${new URL(server.address).host}`)
      expect(
        Object.fromEntries(['x-frame-options', 'x-content-type-options', 'referrer-policy'].map((name) => [name, headers.get(name)])),
      ).toEqual({
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'strict-origin-when-cross-origin',
      })
      expect(headers.get('permissions-policy')).toContain('camera=()')
      expect(headers.get('x-request-time')).toMatch(/^\d+\.\d{4}s$/)
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
      expect(headers.get('x-powered-by')).toBeNull()
    }
  })
})

describe('the description of the REST interface', () => {
  it('is served with its two readers, all from here', async () => {
    const { body } = await get('/api/openapi.json')
    expect(body).toMatchObject({ openapi: '3.1.0', servers: [{ url: '/api' }] })
    const paths = Object.keys(body.paths as object)
    for (const name of [
      'overtime-requests',
      'overtime-regulations',
      'regulation-documents',
      'employees',
      'departments',
      'projects',
      'holidays',
      'notifications',
      'activity-logs',
      'reports',
    ])
      expect(paths).toContain(`/v1/${name}`)
    for (const reader of ['swagger', 'redoc']) {
      const { status, text } = await get(`/${reader}/`)
      expect(status).toBe(200)
      const sources = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source!)
      expect(sources.length).toBeGreaterThan(1)
      for (const source of sources) {
        const { status, text } = await get(source)
        expect([source, status]).toEqual([expect.stringMatching(/^\//), 200])
        expect(text).not.toMatch(/https:\/\/cdn\./)
      }
      expect(text).not.toMatch(/<script>|style=/)
    }
  })
})
