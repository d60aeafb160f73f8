import type { DescribePolicy, PolicyDescription, PreviewPolicy } from '@lembur/contracts/policies'
import type { Tx } from '@lembur/db'
import { sentencesOf } from '@lembur/rules/policy/sentences'
import { assertMay, type Ctx, conflict, read, todayIn } from '../kernel/index.ts'
import { loadForReading } from './access.ts'
import { type Reading, readOut } from './check.ts'
import { layersOf } from './layers.ts'
import { publishedPolicies, versionOf } from './published.ts'
import { loadVersion } from './versions.ts'

/**
 * A version, a policy on a day, or a pack, read out as sentences. Errors: `policy.no_version` (the policy has none on that day),
 * `not_found`, `permission.denied`.
 */
export async function describePolicy(ctx: Ctx, input: DescribePolicy): Promise<PolicyDescription> {
  assertMay(ctx.actor, 'policy.read')
  return read(ctx, async (tx) => describe(tx, await readingOf(ctx, tx, input)))
}

/** What an unsaved layer would say, and what is wrong with it. Errors: `permission.denied`. */
export async function previewPolicy(ctx: Ctx, input: PreviewPolicy): Promise<PolicyDescription> {
  assertMay(ctx.actor, 'policy.read')
  const { layer, policyId = null, date = todayIn(ctx) } = input
  return read(ctx, (tx) => describe(tx, { layer, policyId, date }))
}

async function readingOf(ctx: Ctx, tx: Tx, input: DescribePolicy): Promise<Reading> {
  const { versionId, policyId, pack, packVersion } = input
  if (versionId) {
    const version = await loadVersion(ctx, tx, versionId)
    const { layer } = version
    return { layer, policyId: version.policyId, date: input.date ?? version.effectiveFrom ?? todayIn(ctx) }
  }
  const date = input.date ?? todayIn(ctx)
  if (policyId) {
    await loadForReading(ctx, tx, policyId)
    const { versions } = await publishedPolicies(tx, date)
    const version = versionOf(versions, policyId, { date })
    const layer = version && (await layersOf(tx, [version.id])).get(version.id)
    if (!layer) throw conflict('policy.no_version', { field: 'policyId' })
    return { layer, policyId, date }
  }
  return { layer: { extends: { pack, ...(packVersion ? { version: packVersion } : {}) }, patch: {} }, policyId: null, date }
}

async function describe(tx: Tx, reading: Reading): Promise<PolicyDescription> {
  const { document, below, problems } = await readOut(tx, reading)
  const sound = document !== null && problems.length === 0
  return {
    date: reading.date,
    document,
    sentences: sound ? sentencesOf(document) : [],
    layers: below.map(({ id, policyId, policyName, number }) => ({ policyId, name: policyName, versionId: id, number })),
    problems,
  }
}
