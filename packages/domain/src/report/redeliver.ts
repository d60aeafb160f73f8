import type { Tx } from '@lembur/db'
import { deliverReport } from '@lembur/jobs/reports'
import { isReportFile } from '@lembur/rules/report-names'
import { type Ctx, read, type Writing, write } from '../kernel/index.ts'

/** Has every workbook that was ever built delivered again, and what reports nothing any more removed again. Answers how many files. */
export async function redeliverAll(ctx: Ctx, tx: Writing): Promise<number> {
  const owed = await takeBack(ctx, tx, null)
  enqueue(ctx, tx, owed)
  return owed.length
}

/** Has these files of the share delivered again, where they belong to a workbook; for paths that somebody took away. */
export async function redeliver(ctx: Ctx, paths: readonly string[]): Promise<void> {
  await write(ctx, 'report.redeliver', async (tx) => {
    const owed = await takeBack(ctx, tx, paths)
    enqueue(ctx, tx, owed)
    return { subject: null, before: null, after: { files: owed.length } }
  })
}

/** Which of these paths on the share bear the name of an official workbook, but are none of any of these organisations. */
export async function strayReports(organizations: readonly Ctx[], paths: readonly string[]): Promise<string[]> {
  const official = paths.filter((path) => {
    const [folder = '', fileName = '', ...others] = path.split('/')
    return others.length === 0 && isReportFile(folder, fileName)
  })
  const known = new Set((await Promise.all(organizations.map(reportPaths))).flat())
  return official.filter((path) => !known.has(path))
}

/** The paths on the share of all workbooks that have something to report. */
const reportPaths = (ctx: Ctx): Promise<string[]> =>
  read(ctx, async ({ sql }) => {
    const rows = await sql<{ path: string }[]>`select folder || '/' || file_name as path from report_file where file_id is not null`
    return rows.map(({ path }) => path)
  })

/** Rows of which the share is not known to have the last version any more; null is all of them. */
async function takeBack({ now }: Ctx, { sql }: Tx, paths: readonly string[] | null): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    update report_file set delivered_at = null, state = case state when 'delivered' then 'stored' else state end, updated_at = ${now}
    where version > 0 ${paths ? sql`and folder || '/' || file_name = any(${[...paths]})` : sql``}
    returning id`
  return rows.map(({ id }) => id)
}

function enqueue({ actor: { organizationId } }: Ctx, tx: Writing, ids: readonly string[]): void {
  for (const reportFileId of ids) tx.enqueue(deliverReport, { organizationId, reportFileId, attempt: 1 })
  if (ids.length > 0) tx.announce({ topic: 'report', action: 'queued', subjectId: null })
}
