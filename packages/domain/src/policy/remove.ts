import { policy, policyAssignment, policyTrial, policyVersion } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { type Ctx, conflict, write } from '../kernel/index.ts'
import { oneAtATime } from '../organization/index.ts'
import { loadForWriting, subjectOf } from './access.ts'
import { assertNotBuiltOn } from './update.ts'

/**
 * Deletes a policy that nobody was ever judged by, with its draft and the trials of it. Errors: `policy.in_use` (it has a
 * published version, or is assigned), `policy.built_on`, `not_found`, `permission.denied`.
 */
export async function removePolicy(ctx: Ctx, { id }: { id: string }): Promise<{ id: string }> {
  await write(ctx, 'policy.remove', async (tx) => {
    await oneAtATime(tx)
    const before = await loadForWriting(ctx, tx, id, 'delete')
    const versions = await tx.db
      .select({ state: policyVersion.state, layer: policyVersion.layer })
      .from(policyVersion)
      .where(eq(policyVersion.policyId, id))
    if (versions.some(({ state }) => state === 'published')) throw conflict('policy.in_use', { by: 'version' })
    const [assigned] = await tx.db
      .select({ id: policyAssignment.id })
      .from(policyAssignment)
      .where(eq(policyAssignment.policyId, id))
      .limit(1)
    if (assigned) throw conflict('policy.in_use', { by: 'assignment' })
    await assertNotBuiltOn(tx, before)
    await tx.db.delete(policyTrial).where(eq(policyTrial.policyId, id))
    await tx.db.delete(policyVersion).where(eq(policyVersion.policyId, id))
    await tx.db.delete(policy).where(eq(policy.id, id))
    tx.announce({ topic: 'policy', action: 'removed', subjectId: id })
    return { subject: subjectOf(before), before: { ...before, layer: versions[0]?.layer ?? null }, after: null }
  })
  return { id }
}
