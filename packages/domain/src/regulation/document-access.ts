import type { RegulationDocument } from '@lembur/contracts/rules'
import type { Tx } from '@lembur/db'
import { regulationDocument, storedFile, user } from '@lembur/db/schema'
import { and, eq, isNull } from 'drizzle-orm'
import { type Actor, type Authorized, assertMay, type Ctx, notFound, proven, systemUserId } from '../kernel/index.ts'

/** A version of the policy as people see it, without its bytes. */
export const documentColumns = {
  id: regulationDocument.id,
  title: regulationDocument.title,
  description: regulationDocument.description,
  fileName: regulationDocument.fileName,
  size: storedFile.size,
  sha256: storedFile.sha256,
  documentVersion: regulationDocument.documentVersion,
  isActive: regulationDocument.isActive,
  uploadedByName: user.displayName,
  createdAt: regulationDocument.createdAt,
}

/** Versions that have not been deleted, with their file and who uploaded it. */
export const documents = ({ db }: Tx) =>
  db
    .select(documentColumns)
    .from(regulationDocument)
    .innerJoin(
      storedFile,
      and(eq(storedFile.organizationId, regulationDocument.organizationId), eq(storedFile.id, regulationDocument.fileId)),
    )
    .leftJoin(user, eq(user.id, regulationDocument.uploadedById))
    .$dynamic()

export const notDeleted = isNull(regulationDocument.deletedAt)

/** A version for whoever may read them, old ones too. Errors: `not_found`, `permission.denied`. */
export async function loadDocument(ctx: Ctx, tx: Tx, id: string): Promise<Authorized<RegulationDocument, 'read'>> {
  assertMay(ctx.actor, 'regulation.read')
  const [row] = await documents(tx).where(and(notDeleted, eq(regulationDocument.id, id)))
  if (!row) throw notFound('regulation_document')
  return proven('read', row)
}

/** Locks a version for whoever may delete it. Errors: `not_found`, `permission.denied`. */
export async function loadDocumentForWriting(ctx: Ctx, tx: Tx, id: string): Promise<Authorized<RegulationDocument, 'write'>> {
  assertMay(ctx.actor, 'regulation.delete')
  const [row] = await documents(tx)
    .where(and(notDeleted, eq(regulationDocument.id, id)))
    .for('no key update', { of: regulationDocument })
  if (!row) throw notFound('regulation_document')
  return proven('write', row)
}

/** The user behind an actor; null for the product itself, which is nobody. */
export const personOf = ({ userId }: Actor): string | null => (userId === systemUserId ? null : userId)
