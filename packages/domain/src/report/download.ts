import { assertMay, type Ctx, DomainError, notFound, read } from '../kernel/index.ts'
import { workbookType } from './store.ts'

type DownloadedReport = { fileName: string; mediaType: string; bytes: Uint8Array }

export const notBuilt = () => new DomainError('not_found', 'report.not_built')

/** The bytes of a workbook's last good version, also while a new one is built. Errors: `not_found`, `report.not_built`. */
export async function downloadReport(ctx: Ctx, { id }: { id: string }): Promise<DownloadedReport> {
  assertMay(ctx.actor, 'report.read')
  const found = await read(ctx, async ({ sql }) => {
    const [row] = await sql<{ fileName: string; bytes: Uint8Array | null }[]>`
      select report.file_name as "fileName", stored.bytes
      from report_file report left join stored_file stored on stored.organization_id = report.organization_id and stored.id = report.file_id
      where report.id = ${id}`
    return row
  })
  if (!found) throw notFound('report')
  if (!found.bytes) throw notBuilt()
  return { fileName: found.fileName, mediaType: workbookType, bytes: found.bytes }
}
