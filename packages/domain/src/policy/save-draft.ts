import { isDeepStrictEqual } from 'node:util'
import type { PolicyVersion, SavePolicyDraft } from '@lembur/contracts/policies'
import { newId } from '@lembur/db'
import { policyVersion } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { assertVersion, type Ctx, conflict, todayIn, write } from '../kernel/index.ts'
import { loadForWriting } from './access.ts'
import { assertSound } from './check.ts'
import { draftOf, nextNumber, versionSubject } from './versions.ts'

/**
 * Writes the draft of a policy, or begins one where there is none; published versions stay as they are. What is no policy is
 * not saved. Errors: `policy.invalid` (`fields`), `conflict.version`, `not_found`, `permission.denied`.
 */
export async function savePolicyDraft(ctx: Ctx, input: SavePolicyDraft): Promise<PolicyVersion> {
  const { policyId, layer, note } = input
  const { row } = await write(ctx, 'policy.draft', async (tx) => {
    const policy = await loadForWriting(ctx, tx, policyId, 'update')
    const before = await draftOf(tx, policy)
    // A draft that one has seen and that is gone was published or thrown away by somebody else.
    if (!before && input.version !== undefined) throw conflict('conflict.version', { version: null })
    if (before) assertVersion(before, input.version)
    await assertSound(tx, { layer, policyId, date: todayIn(ctx) })
    const at = ctx.now.toISOString()
    if (before) {
      const sameLayer = isDeepStrictEqual(before.layer, layer)
      if (sameLayer && before.note === note) return { row: before, subject: versionSubject(before), before: null, after: null }
      // The same in another order of keys is no change to a reader of the audit.
      const after = { ...before, layer: sameLayer ? before.layer : layer, note, version: before.version + 1, updatedAt: at }
      await tx.db.update(policyVersion).set({ layer, note, version: after.version, updatedAt: at }).where(eq(policyVersion.id, before.id))
      tx.announce({ topic: 'policy', action: 'drafted', subjectId: policyId })
      return { row: after, subject: versionSubject(after), before, after }
    }
    const row: PolicyVersion = {
      id: newId(),
      policyId,
      policyName: policy.name,
      number: await nextNumber(tx, policyId),
      state: 'draft',
      layer,
      note,
      effectiveFrom: null,
      publishedAt: null,
      publishedByName: null,
      version: 1,
      createdAt: at,
      updatedAt: at,
    }
    const { policyName, publishedByName, ...stored } = row
    await tx.db.insert(policyVersion).values({ ...stored, organizationId: ctx.actor.organizationId })
    tx.announce({ topic: 'policy', action: 'drafted', subjectId: policyId })
    return { row, subject: versionSubject(row), before: null, after: row }
  })
  return row
}
