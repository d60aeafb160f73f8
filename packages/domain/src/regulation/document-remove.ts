import type { RegulationDocument } from '@lembur/contracts/rules'
import { regulationDocument } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { type Ctx, write } from '../kernel/index.ts'
import { loadDocumentForWriting, personOf } from './document-access.ts'

/**
 * Takes a version of the policy away. Its row stays, with who did it and when; no older version begins to hold instead.
 * Errors: `not_found`, `permission.denied`.
 */
export async function removeRegulationDocument(ctx: Ctx, { id }: { id: string }): Promise<Pick<RegulationDocument, 'id'>> {
  await write(ctx, 'regulation_document.remove', async (tx) => {
    const before = await loadDocumentForWriting(ctx, tx, id)
    const deletedAt = ctx.now.toISOString()
    const deleted = { isActive: false, deletedAt, deletedById: personOf(ctx.actor) }
    await tx.db
      .update(regulationDocument)
      .set({ ...deleted, updatedAt: deletedAt })
      .where(eq(regulationDocument.id, id))
    tx.announce({ topic: 'regulation', action: 'document-removed', subjectId: id })
    const subject = { type: 'regulation_document', id, label: `${before.title}, ${before.documentVersion}` }
    return { subject, before, after: { ...before, ...deleted } }
  })
  return { id }
}
