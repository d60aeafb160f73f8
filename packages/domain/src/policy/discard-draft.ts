import type { DiscardPolicyDraft } from '@lembur/contracts/policies'
import { policyVersion } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { assertVersion, type Ctx, conflict, write } from '../kernel/index.ts'
import { loadForWriting } from './access.ts'
import { draftOf, versionSubject } from './versions.ts'

/**
 * Throws the draft of a policy away; the audit keeps it. Errors: `policy.no_draft`, `conflict.version`, `not_found`,
 * `permission.denied`.
 */
export async function discardPolicyDraft(ctx: Ctx, { policyId, version }: DiscardPolicyDraft): Promise<{ id: string }> {
  const { before } = await write(ctx, 'policy.discard', async (tx) => {
    const policy = await loadForWriting(ctx, tx, policyId, 'update')
    const before = await draftOf(tx, policy)
    if (!before) throw conflict('policy.no_draft')
    assertVersion(before, version)
    await tx.db.delete(policyVersion).where(eq(policyVersion.id, before.id))
    tx.announce({ topic: 'policy', action: 'discarded', subjectId: policyId })
    return { subject: versionSubject(before), before, after: null }
  })
  return { id: before.id }
}
