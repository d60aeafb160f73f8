import type { ListOf } from '@lembur/contracts/paging'
import type { ListRegulationDocuments, RegulationDocument } from '@lembur/contracts/rules'
import { regulationDocument } from '@lembur/db/schema'
import { and, desc, eq } from 'drizzle-orm'
import { assertMay, type Ctx, countOf, offsetOf, pageOf, read } from '../kernel/index.ts'
import { documents, loadDocument, notDeleted } from './document-access.ts'

/** A page of the policy's versions, the newest first; `isActive` leaves the one that holds. Deleted ones are not shown. */
export async function listRegulationDocuments(ctx: Ctx, input: ListRegulationDocuments): Promise<ListOf<RegulationDocument>> {
  assertMay(ctx.actor, 'regulation.read')
  const where = and(notDeleted, input.isActive === undefined ? undefined : eq(regulationDocument.isActive, input.isActive))
  return read(ctx, async (tx) => {
    const page = documents(tx).where(where).orderBy(desc(regulationDocument.documentVersion)).limit(input.pageSize).offset(offsetOf(input))
    const [rows, counted] = await Promise.all([page, countOf(tx, regulationDocument, where)])
    return pageOf(rows, counted)
  })
}

/** One version of the policy. Errors: `not_found`. */
export const getRegulationDocument = (ctx: Ctx, { id }: { id: string }): Promise<RegulationDocument> =>
  read(ctx, (tx) => loadDocument(ctx, tx, id))
