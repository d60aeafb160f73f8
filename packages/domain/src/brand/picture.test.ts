import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { pictureTypeOf } from './picture.ts'

const open = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 8 8">'
const svg = (inside: string) => Buffer.from(`${open}${inside}</svg>`)
const chunk = (type: string, data: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)])
}
/** A PNG by its structure; nobody looks at its check sums here. */
const png = (width = 1, ...more: Buffer[]) => {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(1, 4)
  const end = Buffer.from('0000000049454e44ae426082', 'hex')
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(4))),
    end,
    ...more,
  ])
}
const jpeg = Buffer.from('ffd8ffe000104a464946ffd9', 'hex')
const webp = Buffer.from(`RIFF\u0008\0\0\0WEBPVP8 `, 'latin1')
const icon = (content: Buffer) => {
  const head = Buffer.alloc(22)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(1, 4)
  head.writeUInt32LE(content.length, 14)
  head.writeUInt32LE(22, 18)
  return Buffer.concat([head, content])
}
const script = Buffer.from('<script>alert(1)</script>')
const unsafe = expect.objectContaining({ code: 'file.unsafe' })
const wrong = expect.objectContaining({ code: 'file.wrong_type' })

describe('a picture is what its content says', () => {
  it.each([
    ['image/png', png()],
    ['image/jpeg', jpeg],
    ['image/webp', webp],
    ['image/x-icon', icon(png())],
    ['image/svg+xml', svg('<path d="M0 0h8"/>')],
    ['image/svg+xml', Buffer.from(`\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<!-- Made by hand -->\n${open}<g/></svg>`)],
    [
      'image/svg+xml',
      Buffer.from(`<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">${open}</svg>`),
    ],
  ])('%s', (type, bytes) => {
    expect(pictureTypeOf(bytes)).toBe(type)
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a page', Buffer.from('<!doctype html><svg onload=alert(1)>')],
    ['a script', Buffer.from('alert(1)')],
    ['a GIF that is a script', Buffer.from('GIF89a/*\0\0\0*/=1;alert(1)')],
    ['a PDF', Buffer.from('%PDF-1.7')],
    ['a zip', Buffer.from('PK\u0003\u0004')],
  ])('%s is none', (_what, bytes) => {
    expect(pictureTypeOf(bytes)).toBeNull()
  })
})

describe('a picture is nothing but itself', () => {
  it.each([
    ['a PNG with a script behind it', png(1, script)],
    ['a PNG cut off', png().subarray(0, 40)],
    ['a PNG of a million pixels a side', png(1_000_000)],
    ['a JPEG with a page behind it', Buffer.concat([jpeg, script])],
    ['a WebP with an archive behind it', Buffer.concat([webp, Buffer.from('PK\u0003\u0004')])],
    ['an icon with a page behind it', Buffer.concat([icon(png()), script])],
    ['an icon of nothing', Buffer.from([0, 0, 1, 0, 0, 0])],
  ])('%s is refused', (_what, bytes) => {
    expect(() => pictureTypeOf(bytes)).toThrow(unsafe)
  })
})

describe('an SVG holds shapes, paints and words', () => {
  it.each([
    [
      'its own links and paints',
      '<defs><linearGradient id="a"/></defs><use href="#a"/><use xlink:href="#a"/><rect fill="url(#a)" style="stroke:url(\'#a\')"/>',
    ],
    ['plain styles', '<style>.a{fill:#0b5c68}</style><style><![CDATA[.b{fill:url(#a)}]]></style>'],
    ["a drawing program's notes", '<metadata xmlns:i="http://www.inkscape.org/namespaces/inkscape"><i:grid type="xy"/></metadata>'],
  ])('like %s', (_what, inside) => {
    expect(pictureTypeOf(svg(inside))).toBe('image/svg+xml')
  })

  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['a script of another case', '<SCRIPT>alert(1)</SCRIPT>'],
    ['a script under another prefix', '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>'],
    ['a page of HTML', '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>'],
    ['a foreign object', '<foreignObject><b/></foreignObject>'],
    ['a handler', '<rect onload="alert(1)"/>'],
    ['a handler in other letters', '<rect oNcLiCk="alert(1)"/>'],
    ['a link that runs', '<use href="javascript:alert(1)"/>'],
    ['a link elsewhere', '<use xlink:href="https://example.com/a.svg#b"/>'],
    ['data of its own', '<use href="data:image/svg+xml,x"/>'],
    ['a picture from elsewhere', '<image href="https://example.com/a.png"/>'],
    ['a paint from elsewhere', '<rect fill="url(https://example.com/a)"/>'],
    ['a style from elsewhere', '<style>@import "https://example.com/a.css";</style>'],
    ['a style in pieces', '<style>@imp<!-- -->ort<![CDATA[ "//example.com"]]></style>'],
    ['a style with an escape', '<style>@\\69mport "//example.com"</style>'],
    ['an element within a style', '<style><a/></style>'],
    ['an animation of a link', '<set attributeName="href" to="javascript:alert(1)"/>'],
    ['another base', '<g xml:base="https://example.com/"/>'],
    ['an instruction', '<?xml-stylesheet href="a.css"?>'],
    ['more levels than a drawing has', `${'<g>'.repeat(101)}${'</g>'.repeat(101)}`],
  ])('and not %s', (_what, inside) => {
    expect(() => pictureTypeOf(svg(inside))).toThrow(unsafe)
  })

  it('and no entities, which could be anything', () => {
    expect(() => pictureTypeOf(Buffer.from(`<!DOCTYPE svg [<!ENTITY a "b">]>${open}&a;</svg>`))).toThrow(unsafe)
  })

  it.each([
    ['not closed', `${open}<g>`],
    ['of no namespace', '<svg><g/></svg>'],
    ['a page in disguise', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script/></html>'],
    ['two documents', `${open}</svg>${open}</svg>`],
    ['an unknown entity', `${open}&nbsp;</svg>`],
  ])('and is refused as no picture where it is %s', (_what, text) => {
    expect(() => pictureTypeOf(Buffer.from(text))).toThrow(wrong)
  })

  it('and is UTF-8', () => {
    expect(() => pictureTypeOf(Buffer.concat([Buffer.from(open), Buffer.from([0xff, 0xfe])]))).toThrow(wrong)
  })
})
