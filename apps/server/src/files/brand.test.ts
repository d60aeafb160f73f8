import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Caller, startServer, type TestServer } from '../testing/server.ts'

let server: TestServer
let admin: Caller
let user: Caller

beforeAll(async () => {
  server = await startServer(inject('databaseUrl'))
  admin = await server.person('superadmin')
  user = await server.person('ptb_admin')
})
afterAll(() => server.close())

const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8H0z"/></svg>'
const chunk = (type: string, data: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)])
}
const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a', 'hex'),
  chunk('IHDR', Buffer.from('00000001000000010806000000', 'hex')),
  chunk('IDAT', deflateSync(Buffer.alloc(5))),
  Buffer.from('0000000049454e44ae426082', 'hex'),
])
const path = '/api/v1/system-configuration/images'
const send = (kind: string, content: string | Uint8Array, name: string, as: Caller | undefined = admin) => {
  const body = new FormData()
  body.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)], { type: 'image/png' }), name)
  return server.call('POST', `${path}/${kind}`, { as, body })
}
const get = (address: string, headers = {}) => server.call('GET', address, { headers })

describe('a picture of the organisation', () => {
  it('goes up by who may and comes down for anyone, as a picture that is never a page', async () => {
    const stored = await send('sidebar_logo', svg, 'logo.svg')
    expect(stored).toMatchObject({ status: 200, body: { kind: 'sidebar_logo', mediaType: 'image/svg+xml', size: svg.length } })
    const { body } = await get('/api/v1/system-configuration/branding')
    const word = String(body.sidebarLogo)
    expect(String(stored.body.sha256).startsWith(word)).toBe(true)

    const shown = await get(`/api/branding/sidebar_logo?v=${word}`)
    expect([shown.status, shown.text]).toEqual([200, svg])
    const headers = ['content-type', 'content-security-policy', 'x-content-type-options', 'content-disposition', 'cache-control']
    expect(headers.map((name) => shown.headers.get(name))).toEqual([
      'image/svg+xml',
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'nosniff',
      `attachment; filename="sidebar_logo.svg"; filename*=UTF-8''sidebar_logo.svg`,
      'public, max-age=31536000, immutable',
    ])
    for (const address of ['/api/branding/sidebar_logo', '/api/branding/sidebar_logo?v=', '/api/branding/sidebar_logo?v=0000000000000000'])
      expect((await get(address)).headers.get('cache-control')).toBe('no-cache')
    const etag = shown.headers.get('etag')
    expect((await get('/api/branding/sidebar_logo', { 'if-none-match': etag })).status).toBe(304)
  })

  it('is what its content says, not its name: a PNG named SVG is served as a PNG', async () => {
    expect((await send('tab_icon', png, 'icon.svg')).body.mediaType).toBe('image/png')
    const shown = await get('/api/branding/tab_icon')
    expect([shown.headers.get('content-type'), shown.headers.get('content-disposition')]).toEqual([
      'image/png',
      expect.stringContaining('tab_icon.png'),
    ])
  })

  it.each([
    ['a page named PNG', 'icon.png', '<!doctype html><script>alert(1)</script>', 'file.wrong_type'],
    ['a GIF that is a script too', 'icon.png', 'GIF89a/*\u0001\u0002*/=1;alert(1)//', 'file.wrong_type'],
    ['a PDF that is a page too', 'icon.svg', '%PDF-1.7\n<html><script>alert(1)</script>', 'file.wrong_type'],
    [
      'a page that begins as XML',
      'icon.svg',
      '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script/></html>',
      'file.wrong_type',
    ],
    ['an SVG with a script', 'icon.svg', svg.replace('<path', '<script>alert(1)</script><path'), 'file.unsafe'],
    ['an SVG with a handler', 'icon.svg', svg.replace('<path', '<path onload="alert(1)"'), 'file.unsafe'],
    ['an SVG with a page in it', 'icon.svg', svg.replace('<path', '<foreignObject/><path'), 'file.unsafe'],
    ['an SVG that loads from elsewhere', 'icon.svg', svg.replace('<path', '<image href="//example.com/a.png"/><path'), 'file.unsafe'],
    ['an SVG bomb of entities', 'icon.svg', `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${svg}`, 'file.unsafe'],
    ['a PNG with a page behind it', 'icon.png', Buffer.concat([png, Buffer.from('<script>alert(1)</script>')]), 'file.unsafe'],
    ['a script', '../../index.html', 'alert(1)', 'file.wrong_type'],
  ])('is not %s', async (_what, name, content, code) => {
    expect(await send('tab_icon', content, name)).toMatchObject({ status: 400, body: { code } })
    expect((await get('/api/branding/tab_icon')).headers.get('content-type')).toBe('image/png')
  })

  it('is at most 512 KB', async () => {
    const large = svg.replace('<path', `<desc>${'x'.repeat(512 * 1024)}</desc><path`)
    expect(await send('tab_icon', large, 'icon.svg')).toMatchObject({ status: 413, body: { code: 'file.too_large' } })
  })

  it('is changed by who may alone, and there are two', async () => {
    expect(await send('tab_icon', png, 'icon.png', user)).toMatchObject({ status: 403, body: { code: 'permission.denied' } })
    expect((await server.call('DELETE', `${path}/tab_icon`, { as: user })).status).toBe(403)
    expect((await server.call('POST', `${path}/tab_icon`, { body: new FormData() })).status).toBe(401)
    const foreign = await server.call('POST', `${path}/tab_icon`, {
      headers: { cookie: admin.cookie, origin: 'https://evil.example' },
      body: new FormData(),
    })
    expect(foreign).toMatchObject({ status: 403, body: { code: 'auth.cross_origin' } })
    for (const kind of ['banner', '__proto__', '..%2Ftab_icon']) {
      expect((await send(kind, png, 'a.png')).status).toBe(400)
      expect((await get(`/api/branding/${kind}`)).status).toBe(400)
    }
  })

  it('is taken away, and the next one asked for is not there', async () => {
    expect((await server.call('DELETE', `${path}/sidebar_logo`, { as: admin })).status).toBe(200)
    expect((await get('/api/branding/sidebar_logo')).status).toBe(404)
    expect((await server.call('DELETE', `${path}/sidebar_logo`, { as: admin })).status).toBe(404)
  })
})

it('of the configuration, anyone may read the name and the pictures, and nothing else', async () => {
  const { body } = await get('/api/v1/system-configuration/branding')
  expect(Object.keys(body).toSorted()).toEqual(['appAcronym', 'appName', 'isDemo', 'now', 'sidebarLogo', 'tabIcon', 'timeZone'])
  expect((await get('/api/v1/system-configuration')).status).toBe(401)
  expect((await server.call('GET', '/api/v1/system-configuration', { as: user })).status).toBe(403)
})
