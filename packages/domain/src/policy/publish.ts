import type { PolicyVersion, PublishPolicy } from '@lembur/contracts/policies'
import type { Tx } from '@lembur/db'
import { policyVersion } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { assertVersion, type Ctx, conflict, systemUserId, translating, write } from '../kernel/index.ts'
import { oneAtATime } from '../organization/index.ts'
import { holdPeriods } from '../period/index.ts'
import { loadForWriting } from './access.ts'
import { assertBuildersSound } from './builders.ts'
import { assertSound } from './check.ts'
import { publishedPolicies } from './published.ts'
import { assertNotSettled } from './settled.ts'
import { draftOf, versionSubject } from './versions.ts'

/**
 * Makes the draft of a policy a version that holds from a day on, and is kept for ever. Requests that wait are judged by it from
 * the next look on; what was decided keeps its explanation. Errors: `policy.no_draft`, `policy.settled_period`,
 * `policy.date_taken`, `policy.invalid` (it is no policy from that day on, or another that is built on it would be none),
 * `conflict.version`, `not_found`, `permission.denied`.
 */
export async function publishPolicy(ctx: Ctx, { policyId, effectiveFrom, version }: PublishPolicy): Promise<PolicyVersion> {
  const writing = write(ctx, 'policy.publish', async (tx) => {
    await holdPeriods(ctx, tx)
    await oneAtATime(tx)
    const before = await draftOf(tx, await loadForWriting(ctx, tx, policyId, 'update'))
    if (!before) throw conflict('policy.no_draft')
    assertVersion(before, version)
    await assertNotSettled(ctx, tx, effectiveFrom)
    await assertRightFrom(tx, before, effectiveFrom)
    const at = ctx.now.toISOString()
    const person = ctx.actor.userId === systemUserId ? null : ctx.actor
    const after: PolicyVersion = {
      ...before,
      state: 'published',
      effectiveFrom,
      publishedAt: at,
      publishedByName: person?.displayName ?? null,
      version: before.version + 1,
      updatedAt: at,
    }
    await tx.db
      .update(policyVersion)
      .set({
        state: 'published',
        effectiveFrom,
        publishedAt: at,
        publishedById: person?.userId ?? null,
        version: after.version,
        updatedAt: at,
      })
      .where(eq(policyVersion.id, before.id))
    tx.announce({ topic: 'policy', action: 'published', subjectId: policyId })
    return { row: after, subject: versionSubject(after), before, after }
  })
  const { row } = await translating(writing, { policy_version_date: () => conflict('policy.date_taken', { field: 'effectiveFrom' }) })
  return row
}

/** That the draft is a policy from its day on, and that those built on it stay policies. */
async function assertRightFrom(tx: Tx, { id, layer, policyId, policyName, number }: PolicyVersion, effectiveFrom: string): Promise<void> {
  const { versions } = await publishedPolicies(tx, effectiveFrom)
  await assertSound(tx, { layer, policyId, date: effectiveFrom }, { versions })
  const published = { id, policyId, policyName, number, effectiveFrom, extends: layer.extends }
  await assertBuildersSound(tx, published, layer, versions)
}
