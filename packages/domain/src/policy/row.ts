import type { Policy, PolicyVersionRef } from '@lembur/contracts/policies'
import type { Tx } from '@lembur/db'
import { policyAssignment, policyVersion } from '@lembur/db/schema'
import { count, desc, inArray } from 'drizzle-orm'
import { type Ctx, todayIn } from '../kernel/index.ts'
import { type StoredPolicy, seesDrafts } from './access.ts'

const refColumns = {
  id: policyVersion.id,
  policyId: policyVersion.policyId,
  number: policyVersion.number,
  state: policyVersion.state,
  effectiveFrom: policyVersion.effectiveFrom,
  updatedAt: policyVersion.updatedAt,
}

/** A version as a list names it. */
export const refOf = ({ id, number, effectiveFrom, updatedAt }: PolicyVersionRef): PolicyVersionRef => ({
  id,
  number,
  effectiveFrom,
  updatedAt,
})

/** Policies with where their versions stand today, in the same order; without drafts for who does not see them. */
export async function presented(ctx: Ctx, { db }: Tx, policies: StoredPolicy[]): Promise<Policy[]> {
  if (policies.length === 0) return []
  const ids = policies.map(({ id }) => id)
  const [versions, assigned] = await Promise.all([
    db.select(refColumns).from(policyVersion).where(inArray(policyVersion.policyId, ids)).orderBy(desc(policyVersion.effectiveFrom)),
    db
      .select({ policyId: policyAssignment.policyId, rows: count() })
      .from(policyAssignment)
      .where(inArray(policyAssignment.policyId, ids))
      .groupBy(policyAssignment.policyId),
  ])
  const [today, drafts] = [todayIn(ctx), seesDrafts(ctx.actor)]
  return policies.map((policy) => {
    const own = versions.filter(({ policyId, state }) => policyId === policy.id && (drafts || state === 'published'))
    const published = own.filter(({ state }) => state === 'published')
    const [draft, inForce, next] = [
      own.find(({ state }) => state === 'draft'),
      published.find(({ effectiveFrom }) => effectiveFrom !== null && effectiveFrom <= today),
      published.findLast(({ effectiveFrom }) => effectiveFrom !== null && effectiveFrom > today),
    ]
    return {
      ...policy,
      draft: draft ? refOf(draft) : null,
      inForce: inForce ? refOf(inForce) : null,
      next: next ? refOf(next) : null,
      versions: own.length,
      assignments: assigned.find(({ policyId }) => policyId === policy.id)?.rows ?? 0,
    }
  })
}

/** One policy, as `presented`. */
export async function presentedOne(ctx: Ctx, tx: Tx, policy: StoredPolicy): Promise<Policy> {
  const [row] = await presented(ctx, tx, [policy])
  if (!row) throw new Error('A policy is presented by its row')
  return row
}
