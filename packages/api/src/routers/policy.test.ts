import { type World, world } from '@lembur/domain/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import type { ApiContext } from '../context.ts'
import { problemOf } from '../errors.ts'
import { restOperations } from '../rest.ts'
import { type Edge, openEdge } from '../testing/edge.ts'

let here: World
let edge: Edge
let ctx: ApiContext

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  edge = await openEdge(here)
  ctx = edge.contextOf(await here.actor('ptb_admin'))
})
afterAll(async () => {
  await edge.close()
  await here.end()
})

type Answer = Record<string, unknown> & { id: string }
type Given = { params?: Record<string, string>; query?: Record<string, string>; body?: unknown }

/** Calls an operation as REST does; whatever is answered has passed the output's schema. */
async function call(method: string, path: string, { params = {}, query = {}, body }: Given = {}): Promise<Answer> {
  const operation = restOperations().find((each) => each.method === method && each.path === path)
  if (!operation) throw new Error(`No operation for ${method} ${path}`)
  return (await operation.run(ctx, { params, query, body, signal: new AbortController().signal })) as Answer
}
const problem = (running: Promise<unknown>) =>
  running.then(
    () => null,
    (error) => problemOf(error, ''),
  )

const layer = (limit: unknown) => ({
  extends: { pack: 'ID' },
  patch: { caps: { 'PLANT.DAY': { window: 'day', counts: ['overtime'], limit, severity: 'violation' } } },
})

describe('policies over REST', () => {
  it('go from a pack through a draft to a version that is in force for everybody', async () => {
    const made = await call('POST', '/v1/policies', { body: { name: 'Batam plant', pack: 'ID' } })
    const params = { policyId: made.id }
    const draft = await call('POST', '/v1/policies/{policyId}/draft', { params, body: { layer: layer(180), note: 'Three hours' } })
    expect(draft).toMatchObject({ number: 1, state: 'draft', version: 2 })
    const published = await call('POST', '/v1/policies/{policyId}/publication', {
      params,
      body: { effectiveFrom: '2026-06-01', version: 2 },
    })
    const assignment = { scope: 'organisation', policyId: made.id, effectiveFrom: '2026-06-01' }
    expect(await call('POST', '/v1/policy-assignments', { body: assignment })).toMatchObject({
      policyName: 'Batam plant',
      holdsToday: true,
    })
    expect(await call('GET', '/v1/policy-in-force', { query: { employeeId: here.plant.employees.rizky.id } })).toMatchObject({
      versionId: published.id,
      decidedBy: 'organisation',
    })
    const described = await call('GET', '/v1/policy-description', { query: { policyId: made.id } })
    expect(described).toMatchObject({ problems: [], document: { caps: { 'PLANT.DAY': { limit: 180 } } } })
    expect(await call('GET', '/v1/policies/{policyId}/versions', { params })).toMatchObject({ count: 1, results: [{ id: published.id }] })
    expect(await call('GET', '/v1/policy-versions/{id}', { params: { id: published.id } })).toMatchObject({ layer: layer(180) })
    expect(await call('GET', '/v1/policies', { query: { search: 'batam' } })).toMatchObject({
      count: 1,
      results: [{ inForce: { number: 1 } }],
    })
  })

  it('name the field that is wrong, in the patch too', async () => {
    const made = await call('POST', '/v1/policies', { body: { name: 'Faulty', pack: 'ID' } })
    const path = '/v1/policies/{policyId}/draft'
    const refused = await problem(call('POST', path, { params: { policyId: made.id }, body: { layer: layer(-1) } }))
    expect(refused).toMatchObject({ code: 'policy.invalid', details: { fields: [{ path: 'layer.patch.caps.PLANT.DAY.limit' }] } })
    const unknown = await problem(call('POST', path, { params: { policyId: made.id }, body: { layer: { on: 'ID' } } }))
    expect(unknown).toMatchObject({
      code: 'input.invalid',
      details: { fields: expect.arrayContaining([expect.objectContaining({ path: 'layer.extends' })]) },
    })
    const preview = await call('POST', '/v1/policies/preview', { body: { layer: layer('much') } })
    expect(preview).toMatchObject({
      document: null,
      sentences: [],
      problems: [expect.objectContaining({ path: 'layer.patch.caps.PLANT.DAY.limit' })],
    })
  })

  it('are described by a JSON Schema, which every pack meets and a document with a slip does not', async () => {
    const served = await call('GET', '/v1/policy-schema')
    expect(served.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
    const schema = z.fromJSONSchema(served)
    const { results } = await call('GET', '/v1/policy-packs')
    for (const { pack, version: packVersion } of results as { pack: string; version: string }[]) {
      const { document } = await call('GET', '/v1/policy-description', { query: { pack, packVersion } })
      expect(schema.safeParse(document), pack).toMatchObject({ success: true })
      expect(schema.safeParse({ ...(document as object), rates: [] }), pack).toMatchObject({ success: false })
    }
  })
})
