import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(join(import.meta.dirname, '../tokens.css'), 'utf8')

/** The tokens of one theme: what `:root` says, and what `.dark` says over it. */
function tokens(theme: 'light' | 'dark'): Map<string, string> {
  const [light = '', dark = ''] = css.split(/^\.dark \{/m)
  const read = (text: string) =>
    [...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match): [string, string] => [match[1] ?? '', match[2] ?? ''])
  return new Map([...read(light), ...(theme === 'dark' ? read(dark) : [])])
}

const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

const words: [text: string, ground: string][] = [
  ...['surface', 'canvas', 'sunken', 'brand-wash', 'raised'].flatMap((ground): [string, string][] => [
    ['ink', ground],
    ['ink-2', ground],
    ['ink-3', ground],
  ]),
  ['ink-2', 'shift'],
  ['brand-ink', 'brand'],
  ['brand', 'surface'],
  ['brand', 'canvas'],
  ...['weekday', 'weekend', 'holiday'].map((kind): [string, string] => [`k-${kind}`, `k-${kind}-wash`]),
  ...['ok', 'warn', 'bad'].flatMap((state): [string, string][] => [
    [state, `${state}-wash`],
    [state, 'surface'],
    [state, 'canvas'],
  ]),
  ['side-ink', 'side'],
  ['side-ink-2', 'side'],
  ['side-on', 'side-2'],
  ['side-alarm-ink', 'side-alarm'],
  ['side-amber', 'side'],
  ['surface', 'bad'],
  ['surface', 'ink'],
]
const marks: [mark: string, ground: string][] = [
  ['line-strong', 'surface'],
  ['line-strong', 'sunken'],
  ...['weekday', 'weekend', 'holiday'].map((kind): [string, string] => [`kf-${kind}`, 'sunken']),
  ['warn-mark', 'warn-wash'],
  ['brand', 'surface'],
  ['side-mark', 'side'],
]

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  const all = tokens(theme)
  const between = (one: string, other: string) => contrast(all.get(one) ?? '', all.get(other) ?? '')
  it.each(words)('%s on %s is read easily', (text, ground) => {
    expect(between(text, ground)).toBeGreaterThanOrEqual(4.5)
  })
  it.each(marks)('%s stands out from %s', (mark, ground) => {
    expect(between(mark, ground)).toBeGreaterThanOrEqual(3)
  })
})
