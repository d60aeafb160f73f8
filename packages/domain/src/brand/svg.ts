import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes'
import { DomainError } from '../kernel/index.ts'

const svg = 'http://www.w3.org/2000/svg'
const xmlns = 'http://www.w3.org/2000/xmlns/'

/** Shapes, paints and words. Nothing that runs, loads, links, animates, or holds another document. */
const elements = new Set(
  'svg g defs symbol use title desc metadata style path rect circle ellipse line polyline polygon text tspan linearGradient radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix feComponentTransfer feComposite feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset feDropShadow switch'.split(
    ' ',
  ),
)

/** Where drawing programs keep their own notes; no browser makes anything of them. */
const notes =
  /^(http:\/\/(www\.inkscape\.org|sodipodi\.sourceforge\.net|creativecommons\.org|web\.resource\.org|ns\.adobe\.com|www\.bohemiancoding\.com|purl\.org\/dc)\/|http:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#|https?:\/\/(www\.)?(serif|vectornator)\.(com|io))/

/** A style that would load something, or hide that it does. */
const loading = /url\s*\(\s*(?!['"]?#)|@import|@font-face|expression\s*\(|\\|javascript:|image-set|behavior/i

/** Text whose first element may be one of SVG. */
export const looksLikeSvg = (bytes: Buffer): boolean =>
  /^\uFEFF?\s*(<\?xml|<!--|<!DOCTYPE\s+svg|<svg)/i.test(bytes.toString('utf8', 0, 200))

/**
 * Refuses an SVG that is not well formed or holds more than shapes, paints and words: scripts, handlers, links, pages within,
 * anything from elsewhere. Errors: `file.wrong_type`, `file.unsafe`.
 */
export function assertPlainSvg(bytes: Buffer): void {
  const parser = new SaxesParser({ xmlns: true })
  const unsafe = (): never => {
    throw new DomainError('invalid', 'file.unsafe')
  }
  let depth = 0
  /** Of the style element one is in; its pieces mean something together only. */
  let style: string | null = null
  parser.on('error', () => {
    throw new DomainError('invalid', 'file.wrong_type')
  })
  // An entity of its own could make any text of another.
  parser.on('doctype', (doctype) => (/\[|entity/i.test(doctype) ? unsafe() : undefined))
  parser.on('processinginstruction', unsafe)
  const styled = (text: string) => {
    if (style !== null) style += text
  }
  parser.on('cdata', styled)
  parser.on('text', styled)
  parser.on('opentag', (tag) => {
    if (depth === 0 && (tag.uri !== svg || tag.local !== 'svg')) throw new DomainError('invalid', 'file.wrong_type')
    if (!isPlain(tag) || ++depth > 100) unsafe()
    if (style !== null) unsafe()
    if (tag.local === 'style') style = ''
  })
  parser.on('closetag', () => {
    depth--
    if (style !== null && loading.test(style)) unsafe()
    style = null
  })
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new DomainError('invalid', 'file.wrong_type')
  }
  parser.write(text).close()
}

const isPlain = ({ uri, local, attributes }: SaxesTagNS): boolean =>
  (uri === svg ? elements.has(local) : notes.test(uri)) && Object.values(attributes).every(isPlainAttribute)

function isPlainAttribute({ uri, prefix, local, value }: SaxesAttributeNS): boolean {
  if (uri === xmlns || prefix === 'xmlns') return true
  if (/^on/i.test(local) || local === 'src' || local === 'base') return false
  if (local === 'href') return value.trim().startsWith('#')
  return !loading.test(value)
}
