import { readdirSync, readFileSync } from 'node:fs'
import { traceCodes } from '@lembur/contracts/evaluation'
import { type DayRule, PolicyDocument, PolicyLayer } from '@lembur/contracts/policy'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { addDays } from '../../dates.ts'
import { answerFile } from '../cases/answer.ts'
import file from '../cases/overtime-law-cases.json' with { type: 'json' }
import { compile } from '../compile.ts'
import { exact } from '../fraction.ts'
import { resolveLayer } from '../layers.ts'
import { packDocuments } from '../packs.ts'
import { packFiles } from './index.ts'

const documents = packDocuments().map((document) => [`${document.pack} ${document.version}`, document] as const)
const codes = [...new Set(packDocuments().map(({ pack }) => pack))]
const versionsOf = (code: string) => packDocuments().filter(({ pack }) => pack === code)

/** The rules of a document that set money or a limit, each with the source it names. */
function* rulesOf(document: PolicyDocument): Generator<[path: string, source: string | undefined]> {
  const { norm, day, days, seventhDay, wages } = document
  if (norm.dayMinutes !== null || norm.weekMinutes !== null) yield ['norm', norm.source]
  yield ['day', day.source]
  for (const [kind, { source }] of Object.entries(days)) yield [`days.${kind}`, source]
  if (seventhDay) yield ['seventhDay', seventhDay.source]
  for (const [index, { source }] of wages.entries()) yield [`wages.${index}`, source]
  const { premiums, caps, averages, rests, breaks, spreads, consecutiveDays, bans, obligations } = document
  const sorts = { premiums, caps, averages, rests, breaks, spreads, consecutiveDays, bans, obligations }
  for (const [sort, rules] of Object.entries(sorts)) {
    for (const [id, { source }] of Object.entries(rules)) yield [`${sort}.${id}`, source]
  }
}

const limitsOf = ({ caps, averages, rests, breaks, spreads, consecutiveDays, bans }: PolicyDocument): string[] =>
  [caps, averages, rests, breaks, spreads, consecutiveDays, bans].flatMap((rules) => Object.keys(rules))

/** Every source that something in the document names. */
function* sourcesNamed(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'source' && typeof inner === 'string') yield inner
    else if (key !== 'sources') yield* sourcesNamed(inner)
  }
}

const plansOf = (rule: DayRule) => [rule, ...(rule.variants ?? [])]

/** Labels that hours can get: of a step, of a flat sum, of hours within the norm; each with the suffixes of premiums behind it. */
function labelsOf({ days, norm, premiums, seventhDay, payScope }: PolicyDocument): Set<string> {
  const plans = Object.values(days).flatMap(plansOf)
  const steps = [...plans.flatMap(({ ladder = [] }) => ladder), ...(seventhDay?.ladder ?? [])]
  const plain = [
    ...plans.flatMap(({ ordinary }) => ordinary?.label ?? []),
    ...steps.map(({ label }) => label),
    ...steps.flatMap(({ flatDays = [] }) => flatDays.flatMap(({ label }) => label ?? [])),
    ...(payScope === 'none' ? [] : [norm.scheduledLabel, norm.withinLabel]),
  ]
  let suffixes = ['']
  for (const { suffix } of Object.values(premiums)) suffixes = suffixes.flatMap((each) => [each, each + suffix])
  return new Set(plain.flatMap((label) => suffixes.map((suffix) => label + suffix)))
}

describe('files of packs', () => {
  test('every file is one of the list, and no version stands in two', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'))
    expect(packFiles).toHaveLength(files.length)
    expect(new Set(documents.map(([name]) => name)).size).toBe(files.length)
  })

  test('thirteen countries and unions, and what each of them is called', () => {
    expect(codes.toSorted()).toEqual(
      ['CN', 'DE-ArbZG', 'EU-WTD', 'ID', 'IN-FA1948', 'IN-OSH2020', 'JP', 'MY', 'PH', 'SG', 'TW', 'US-CA', 'US-FLSA', 'VN'].toSorted(),
    )
  })

  test.each(codes)('versions of %s follow each other without a gap', (code) => {
    const versions = versionsOf(code)
    for (const [index, { effectiveFrom, effectiveTo }] of versions.entries()) {
      const next = versions[index + 1]
      if (next) expect(next.effectiveFrom).toBe(effectiveTo && addDays(effectiveTo, 1))
      if (effectiveTo) expect(effectiveFrom < effectiveTo).toBe(true)
    }
  })

  test('the last version of a pack is in force; but for the Factories Act, which the OSH Code follows on the next day', () => {
    const ended = codes.filter((code) => versionsOf(code).at(-1)?.effectiveTo !== null)
    expect(ended).toEqual(['IN-FA1948'])
    expect(addDays(versionsOf('IN-FA1948')[0]?.effectiveTo ?? '', 1)).toBe(versionsOf('IN-OSH2020')[0]?.effectiveFrom)
  })
})

describe.each(documents)('%s', (_name, document) => {
  test('is a policy that can be evaluated', () => {
    expect(compile(document).document).toBe(document)
  })

  test('every rule that sets money or a limit says where it is written', () => {
    expect([...rulesOf(document)].filter(([, source]) => source === undefined)).toEqual([])
  })

  test('every source is that of something, and everything names a source that there is', () => {
    expect([...new Set(sourcesNamed(document))].toSorted()).toEqual(Object.keys(document.sources).toSorted())
  })

  test('rates are exact: a third is a third, but where the habit of rounding up was asked for', () => {
    const rules = Object.values(document.days).flatMap(plansOf)
    const kept = rules.filter((rule) => !('when' in rule && rule.when.multiplierMode !== undefined))
    for (const { rate } of kept.flatMap(({ ladder = [] }) => ladder)) {
      const thirds = exact(rate).mul(3)
      const off = thirds.sub(thirds.round()).abs()
      expect(off.equals(0) || off.gt('1/25'), rate).toBe(true)
      expect(exact(rate).mul(1000).d, rate).toBeOneOf([1n, 3n])
    }
  })

  test('a rule that is open has its question for counsel', () => {
    const isOpen = Object.values(document.sources).some(({ confidence }) => confidence === 'D')
    expect(isOpen && document.openQuestions.length === 0).toBe(false)
  })

  test('codes of limits begin with the law they are of', () => {
    const law = document.pack.replace(/^EU-WTD$/, 'EU').split('-')[0]
    expect(limitsOf(document).filter((code) => !code.startsWith(`${law}.`))).toEqual([])
  })
})

describe('what the cases of the law expect', () => {
  test.each(codes)('%s has their labels and their codes', (code) => {
    const cases = file.cases.filter(({ policy }) => policy.pack === code)
    const labels = new Set(versionsOf(code).flatMap((document) => [...labelsOf(document)]))
    const limits = new Set(versionsOf(code).flatMap(limitsOf))
    for (const { id, expected } of cases) {
      for (const { label } of expected.bands) expect(labels.has(label), `${id}: ${label}`).toBe(true)
      for (const violation of expected.violations) expect(limits.has(violation.code), `${id}: ${violation.code}`).toBe(true)
    }
  })
})

describe('docs/policies: each pack on a page that says what the data says', () => {
  const docs = new URL('../../../../../docs/', import.meta.url)
  const pageOf = (code: string) => readFileSync(new URL(`policies/${code.toLowerCase()}.md`, docs), 'utf8').replace(/ +/g, ' ')

  test.each(documents)('%s: articles with their confidence, limits, questions for counsel', (_name, document) => {
    const page = pageOf(document.pack)
    for (const { article, confidence } of Object.values(document.sources)) expect(page).toContain(`| ${article} | ${confidence} |`)
    for (const code of limitsOf(document)) expect(page).toContain(`\`${code}\``)
    for (const question of document.openQuestions) expect(page).toContain(`- ${question}`)
    for (const { text } of document.remarks) expect(page).toContain(`- ${text}`)
    for (const { text } of Object.values(document.obligations)) expect(page).toContain(text)
  })

  const guide = readFileSync(new URL('policies.md', docs), 'utf8')
  const examples = (kind: string): unknown[] =>
    [...guide.matchAll(new RegExp(`\`\`\`json ${kind}\n(.*?)\`\`\``, 'gs'))].map(([, text = '']) => JSON.parse(text))

  test('the layers of the guide are policies that can be evaluated', () => {
    const layers = examples('layer')
    expect(layers).toHaveLength(2)
    for (const layer of layers) compile(resolveLayer(PolicyLayer.parse(layer), '2026-07-08'))
  })

  test('the case of the guide is answered as the guide says', () => {
    expect(answerFile(examples('cases')[0])).toMatchObject(z.record(z.string(), z.unknown()).parse(examples('answer')[0]))
  })

  test('the guide names every field of a policy and every line of a trace', () => {
    const named = [...Object.keys(PolicyDocument.shape), ...traceCodes]
    expect(named.filter((name) => !new RegExp(`\`${name}[\`.]`).test(guide))).toEqual([])
  })

  test('the guide names every version, and links to every page', () => {
    for (const { version } of packDocuments()) expect(guide).toContain(`\`${version}\``)
    for (const code of codes) expect(guide).toContain(`(policies/${code.toLowerCase()}.md)`)
  })
})
