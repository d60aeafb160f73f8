import { permissionNames } from '@lembur/contracts/access'
import { messages } from '@lembur/contracts/errors'
import { notificationKinds } from '@lembur/contracts/system'
import { describe, expect, it } from 'vitest'
import type { Catalogue } from '../../app/i18n.ts'
import en from '../en.ts'
import id from '../id.ts'
import zh from '../zh.ts'

function flat(tree: Catalogue, path = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...flat(value, `${path}${key}.`)],
    ),
  )
}
const catalogues = { en: flat(en), id: flat(id), zh: flat(zh) }
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

const sources = import.meta.glob<string>('../../**/*.{vue,ts}', { eager: true, query: '?raw', import: 'default' })
const product = Object.entries(sources).filter(([path]) => !/__tests__|\/testing\/|features\/parts\//.test(path))

describe('catalogues', () => {
  it.each(['id', 'zh'] as const)('%s has the same keys as English', (language) => {
    expect([...catalogues[language].keys()].sort()).toEqual([...catalogues.en.keys()].sort())
  })

  it.each(['id', 'zh'] as const)('%s has the same placeholders, and no empty text', (language) => {
    for (const [key, text] of catalogues[language]) {
      expect(text.trim(), key).not.toBe('')
      expect(placeholders(text), key).toEqual(placeholders(catalogues.en.get(key) ?? ''))
    }
  })

  it('has no exclamation marks', () => {
    for (const catalogue of Object.values(catalogues)) for (const [key, text] of catalogue) expect(text, key).not.toMatch(/[!！]/)
  })

  it('has every key that the source asks for', () => {
    const used = product.flatMap(([path, text]) =>
      [...text.matchAll(/\bt\(\s*'([\w.]+)'/g)].map((match) => ({ path, key: match[1] ?? '' })),
    )
    expect(used.length).toBeGreaterThan(50)
    expect(used.filter(({ key }) => !catalogues.en.has(key))).toEqual([])
  })

  it('has every key that is named in data: whole literals that begin with a namespace', () => {
    const namespaces = Object.keys(en).join('|')
    const literal = new RegExp(`'((?:${namespaces})(?:\\.[a-z0-9_]+)+)'`, 'g')
    const named = product.flatMap(([path, text]) => [...text.matchAll(literal)].map((match) => ({ path, key: match[1] ?? '' })))
    const unknown = named.filter(({ key }) => !catalogues.en.has(key) && !isPermissionOrCode(key))
    expect(unknown).toEqual([])
  })

  it('has every branch that a template asks for', () => {
    const namespaces = Object.keys(en).join('|')
    const template = new RegExp(`t\\(\\s*\`((?:${namespaces})\\.[\\w.]*)\\.\\$\\{`, 'g')
    const branches = product.flatMap(([, text]) => [...text.matchAll(template)].map((match) => `${match[1]}.`))
    expect(branches.filter((branch) => ![...catalogues.en.keys()].some((key) => key.startsWith(branch)))).toEqual([])
  })

  it('has a sentence for every error of the contract', () => {
    expect(Object.keys(messages).filter((code) => !catalogues.en.has(`errors.${code}`))).toEqual([])
  })

  it('sends no sentence that nobody asks for', () => {
    const text = product.map(([, source]) => source).join('\n')
    // Errors are named by the server; `t(`overtime.span.${span}`)` asks for the whole branch.
    const branches = ['errors.', ...[...text.matchAll(/`([\w.]+\.)\$\{/g)].map((match) => match[1] ?? '')]
    const asked = (key: string) =>
      branches.some((branch) => key.startsWith(branch)) || text.includes(`'${key}'`) || text.includes(`keypath="${key}"`)
    expect([...catalogues.en.keys()].filter((key) => !asked(key))).toEqual([])
  })
})

/** Words that look like keys of a catalogue but are rights, error codes or kinds of notifications. */
function isPermissionOrCode(key: string): boolean {
  return key in messages || notificationKinds.some((kind) => kind === key) || permissionNames.some((name) => name === key)
}
