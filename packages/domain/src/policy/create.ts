import type { CreatePolicy, Policy } from '@lembur/contracts/policies'
import type { PolicyLayer } from '@lembur/contracts/policy'
import { newId, type Tx } from '@lembur/db'
import { policy, policyVersion } from '@lembur/db/schema'
import { and, desc, eq, lte, or } from 'drizzle-orm'
import { assertMay, type Ctx, field, invalid, todayIn, translating, write } from '../kernel/index.ts'
import { oneAtATime } from '../organization/index.ts'
import { subjectOf } from './access.ts'
import { assertSound } from './check.ts'
import { refuseDuplicate } from './duplicate.ts'
import { presentedOne } from './row.ts'

/**
 * Makes a policy with a first draft: on a pack, or as another policy of the plant's is now. Errors: `conflict.duplicate`,
 * `policy.invalid`, `input.invalid` (`copyOf`), `permission.denied`.
 */
export async function createPolicy(ctx: Ctx, input: CreatePolicy): Promise<Policy> {
  assertMay(ctx.actor, 'policy.create')
  const { name, description } = input
  const at = ctx.now.toISOString()
  const row = { id: newId(), name, description, version: 1, createdAt: at, updatedAt: at }
  const writing = write(ctx, 'policy.create', async (tx) => {
    await oneAtATime(tx)
    const layer = await firstLayer(ctx, tx, input)
    await assertSound(tx, { layer, policyId: row.id, date: todayIn(ctx) })
    const { organizationId } = ctx.actor
    await tx.db.insert(policy).values({ ...row, organizationId })
    await tx.db
      .insert(policyVersion)
      .values({ id: newId(), organizationId, policyId: row.id, number: 1, state: 'draft', layer, createdAt: at, updatedAt: at })
    tx.announce({ topic: 'policy', action: 'created', subjectId: row.id })
    return { made: await presentedOne(ctx, tx, row), subject: subjectOf(row), before: null, after: { ...row, layer } }
  })
  const { made } = await translating(writing, { policy_name: () => refuseDuplicate(ctx, name) })
  return made
}

async function firstLayer(ctx: Ctx, { db }: Tx, { pack, packVersion, copyOf }: CreatePolicy): Promise<PolicyLayer> {
  if (copyOf === undefined) return { extends: { pack, ...(packVersion ? { version: packVersion } : {}) }, patch: {} }
  const inForce = and(eq(policyVersion.state, 'published'), lte(policyVersion.effectiveFrom, todayIn(ctx)))
  const [found] = await db
    .select({ layer: policyVersion.layer })
    .from(policyVersion)
    .where(and(eq(policyVersion.policyId, copyOf), or(inForce, eq(policyVersion.state, 'draft'))))
    .orderBy(desc(policyVersion.state), desc(policyVersion.effectiveFrom))
    .limit(1)
  if (!found) throw invalid([field('copyOf', 'policy.no_version')])
  return found.layer
}
