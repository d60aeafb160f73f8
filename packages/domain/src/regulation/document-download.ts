import { regulationDocument, storedFile } from '@lembur/db/schema'
import { and, eq } from 'drizzle-orm'
import { type Ctx, notFound, read } from '../kernel/index.ts'
import { loadDocument } from './document-access.ts'

export type DownloadedDocument = { bytes: Uint8Array; mediaType: string; fileName: string }

/** The bytes of one version of the policy, old ones too, but no deleted one. Errors: `not_found`, `permission.denied`. */
export async function downloadRegulationDocument(ctx: Ctx, { id }: { id: string }): Promise<DownloadedDocument> {
  return read(ctx, async (tx) => {
    const { fileName } = await loadDocument(ctx, tx, id)
    const [file] = await tx.db
      .select({ bytes: storedFile.bytes, mediaType: storedFile.mediaType })
      .from(regulationDocument)
      .innerJoin(
        storedFile,
        and(eq(storedFile.organizationId, regulationDocument.organizationId), eq(storedFile.id, regulationDocument.fileId)),
      )
      .where(eq(regulationDocument.id, id))
    if (!file) throw notFound('regulation_document')
    return { ...file, fileName }
  })
}
