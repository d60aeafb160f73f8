import { PolicyDescription, PreviewPolicy } from '@lembur/contracts/policies'
import { PolicyDocument } from '@lembur/contracts/policy'
import { packOf } from '@lembur/rules/policy/packs'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { refusal, type World, world } from '../testing/index.ts'
import { aPolicy, aVersion, dayCap } from '../testing/policy.ts'
import { comparePolicies, describePolicy, listPolicyPacks, policySchema, previewPolicy, savePolicyDraft } from './index.ts'

let here: World
let admin: Ctx
let reader: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
  reader = await here.actor('user')
})
afterAll(() => here.end())

const codes = ({ sentences }: PolicyDescription) => sentences.map(({ code }) => code)

describe('a policy read out', () => {
  it('is the pack with the plant’s own rules on top, as sentences that say where each stands', async () => {
    const policy = await aPolicy(admin, 'Read out')
    const version = await aVersion(admin, policy, '2026-01-01', dayCap(3))
    const told = await describePolicy(reader, { versionId: version.id })
    expect(PolicyDescription.parse(told)).toEqual(told)
    expect(told).toMatchObject({ date: '2026-01-01', problems: [], layers: [] })
    expect(told.document?.caps).toMatchObject({ 'PLANT.DAY': { limit: 180 }, 'ID.OT_WEEK_CAP': { limit: 1080 } })
    expect(told.sentences).toContainEqual(expect.objectContaining({ code: 'cap', path: 'caps.PLANT.DAY', source: null }))
    const weekly = told.sentences.find(({ path }) => path === 'caps.ID.OT_WEEK_CAP')
    expect(weekly?.source?.article).toEqual(expect.any(String))
    expect((await describePolicy(reader, { policyId: policy.id, date: '2026-06-11' })).document).toEqual(told.document)
    expect(await refusal(describePolicy(reader, { policyId: policy.id, date: '2025-12-31' }))).toMatchObject({ code: 'policy.no_version' })
  })

  it('may be a pack as the product brings it, in the version of the day or the one that is named', async () => {
    const current = await describePolicy(reader, { pack: 'ID' })
    expect(current.document).toEqual(packOf('ID', 'PP35-2021', '2026-06-11'))
    expect((await describePolicy(reader, { pack: 'ID', date: '2020-01-01' })).document?.version).not.toBe('PP35-2021')
    expect((await describePolicy(reader, { pack: 'ID', packVersion: 'PP35-2021', date: '2020-01-01' })).document?.version).toBe('PP35-2021')
    for (const { pack, version } of (await listPolicyPacks(reader)).results)
      expect(codes(await describePolicy(reader, { pack, packVersion: version }))).toContain('norm')
  })

  it('names the versions it lies on, the nearest first', async () => {
    const [ground, middle] = [await aPolicy(admin, 'Ground'), await aPolicy(admin, 'Middle')]
    await aVersion(admin, ground, '2026-01-01', dayCap(4))
    await aVersion(admin, middle, '2026-01-01', { caps: { 'PLANT.DAY': { limit: 60 } } }, { policy: 'Ground' })
    const told = await previewPolicy(reader, PreviewPolicy.parse({ layer: { extends: { policy: 'middle' } } }))
    expect(told.layers.map(({ name, number }) => `${name} ${number}`)).toEqual(['Middle 1', 'Ground 1'])
    expect(told.document?.caps['PLANT.DAY']).toMatchObject({ limit: 60, counts: ['overtime'] })
  })

  it('that is not right says what is wrong and where, and is stored nowhere', async () => {
    const told = await previewPolicy(
      reader,
      PreviewPolicy.parse({
        layer: { extends: { pack: 'ID' }, patch: { caps: { 'PLANT.DAY': { limit: 'much' } }, days: { workday: { source: 'x' } } } },
      }),
    )
    expect(told.sentences).toEqual([])
    expect(told.problems.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['layer.patch.caps.PLANT.DAY.limit', 'layer.patch.caps.PLANT.DAY.window']),
    )
    const unsourced = await previewPolicy(
      reader,
      PreviewPolicy.parse({ layer: { extends: { pack: 'ID' }, patch: { days: { workday: { source: 'x' } } } } }),
    )
    expect(unsourced.problems).toEqual([
      expect.objectContaining({ path: 'layer.patch.days.workday.source', code: 'policy.unknown_source' }),
    ])
  })

  it('cannot be taken in at any length', () => {
    const patch = { title: 'x'.repeat(250_000) }
    const parsed = PreviewPolicy.safeParse({ layer: { extends: { pack: 'ID' }, patch } })
    expect(parsed.error?.issues).toMatchObject([{ path: ['layer', 'patch'], message: 'text.too_long' }])
  })
})

describe('two versions', () => {
  it('are told apart by each value that differs, before and after', async () => {
    const policy = await aPolicy(admin, 'Compared')
    const first = await aVersion(admin, policy, '2026-01-01', { ...dayCap(3), norm: { dayMinutes: 450 } })
    const draft = await savePolicyDraft(admin, {
      policyId: policy.id,
      layer: { extends: { pack: 'ID' }, patch: { ...dayCap(2), obligations: { 'ID.MEAL': null }, rounding: { final: 'none' } } },
      note: '',
    })
    const { changes, before, after } = await comparePolicies(admin, { beforeId: first.id, afterId: draft.id })
    expect([before.number, after.number]).toEqual([1, 2])
    expect(changes).toEqual([
      { path: 'norm.dayMinutes', before: 450, after: 480 },
      { path: 'caps.PLANT.DAY.limit', before: 180, after: 120 },
      { path: 'obligations.ID.MEAL', before: expect.objectContaining({ atLeastMinutes: 240 }), after: null },
      { path: 'rounding.final', before: 'half-up-2', after: 'none' },
    ])
    expect((await comparePolicies(reader, { beforeId: first.id, afterId: first.id })).changes).toEqual([])
  })
})

describe('the JSON Schema of a policy', () => {
  it('names every part of a document, and what must be given', () => {
    const schema = policySchema()
    expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', additionalProperties: false })
    expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(PolicyDocument.shape))
    expect(schema.required).toEqual(expect.arrayContaining(['format', 'pack', 'norm', 'combination']))
    expect(schema.required).not.toContain('caps')
  })
})
