import { icons } from '@iconify-json/lucide'
import { expect, it } from 'vitest'

const sources = import.meta.glob<string>('../**/*.{vue,ts}', { eager: true, query: '?raw', import: 'default' })
const known = new Set([...Object.keys(icons.icons), ...Object.keys(icons.aliases ?? {})])

it('names only icons that the collection has, as whole literals', () => {
  const named = Object.entries(sources).flatMap(([path, text]) =>
    [...text.matchAll(/i-lucide-([a-z0-9-]+)(\$\{)?/g)].map((match) => ({ path, icon: match[1] ?? '', joined: match[2] })),
  )
  expect(named.length).toBeGreaterThan(30)
  expect(named.filter(({ icon, joined }) => joined || !known.has(icon))).toEqual([])
})
