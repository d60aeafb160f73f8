import { createHash } from 'node:crypto'
import { maxRegulationDocumentBytes, type RegulationDocument, type UploadRegulationDocument } from '@lembur/contracts/rules'
import { newId, type Tx } from '@lembur/db'
import { regulationDocument, storedFile } from '@lembur/db/schema'
import { and, eq } from 'drizzle-orm'
import { assertMay, type Ctx, conflict, DomainError, write } from '../kernel/index.ts'
import { oneAtATime } from '../organization/index.ts'
import { documents, notDeleted, personOf } from './document-access.ts'

/** As the contract, from whatever memory the bytes came in. */
type Upload = Omit<UploadRegulationDocument, 'bytes'> & { bytes: Uint8Array }

/**
 * Stores a new version of the policy and makes it the one that holds; the version before stays readable. A file is a PDF by
 * its first bytes, whatever its name says, of at most 10 MB. Errors: `file.wrong_type`, `file.too_large`,
 * `conflict.duplicate` (the same bytes hold already; `existingId`), `permission.denied`.
 */
export async function uploadRegulationDocument(ctx: Ctx, input: Upload): Promise<RegulationDocument> {
  assertMay(ctx.actor, 'regulation.create')
  const { bytes } = input
  if (bytes.byteLength > maxRegulationDocumentBytes) {
    throw new DomainError('too_large', 'file.too_large', { mostBytes: maxRegulationDocumentBytes })
  }
  if (new TextDecoder('latin1').decode(bytes.subarray(0, 5)) !== '%PDF-') {
    throw new DomainError('invalid', 'file.wrong_type', { accepted: ['application/pdf'] })
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { row } = await write(ctx, 'regulation_document.upload', async (tx) => {
    await oneAtATime(tx)
    const replaced = await activeDocument(tx)
    if (replaced?.sha256 === sha256) throw conflict('conflict.duplicate', { existingId: replaced.id })
    const row = await store(ctx, tx, input, sha256)
    tx.announce({ topic: 'regulation', action: 'document-uploaded', subjectId: row.id })
    return {
      row,
      subject: { type: 'regulation_document', id: row.id, label: `${row.title}, ${row.documentVersion}` },
      before: null,
      after: { ...row, replaces: replaced?.id ?? null },
    }
  })
  return row
}

async function activeDocument(tx: Tx): Promise<RegulationDocument | undefined> {
  const [row] = await documents(tx).where(and(notDeleted, eq(regulationDocument.isActive, true)))
  return row
}

async function store(ctx: Ctx, { sql, db }: Tx, input: Upload, sha256: string): Promise<RegulationDocument> {
  const { organizationId, displayName } = ctx.actor
  const at = ctx.now.toISOString()
  const { title, description, bytes } = input
  const fileName = plainName(input.fileName)
  const [last] = await sql<{ version: number }[]>`select coalesce(max(document_version), 0) as version from regulation_document`
  await db.update(regulationDocument).set({ isActive: false, updatedAt: at }).where(eq(regulationDocument.isActive, true))
  const file = { organizationId, id: newId(), mediaType: 'application/pdf', sha256, size: bytes.byteLength, bytes, createdAt: at }
  await db.insert(storedFile).values(file)
  const row = { id: newId(), title, description, fileName, documentVersion: (last?.version ?? 0) + 1, isActive: true, createdAt: at }
  await db.insert(regulationDocument).values({ ...row, organizationId, fileId: file.id, uploadedById: personOf(ctx.actor), updatedAt: at })
  return { ...row, size: file.size, sha256, uploadedByName: personOf(ctx.actor) && displayName }
}

/**
 * The name without a path, without signs that no file name may hold or that turn its letters around, and ending as what it is:
 * a PDF that was called a page is no page when it comes down again.
 */
function plainName(name: string): string {
  const plain = (name.split(/[\\/]/).at(-1) ?? '').replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069"<>|:*?]/gu, '_').replace(/^[. ]+|[. ]+$/g, '')
  return /\.pdf$/i.test(plain) ? plain : `${plain.replace(/\.[a-z][a-z0-9]{0,9}$/i, '').replace(/\.pdf$/i, '') || 'document'}.pdf`
}
