import type { Tx } from '@lembur/db'
import { clearShare } from '@lembur/jobs/reports'
import { announceSessions } from '../identity/index.ts'
import { type Ctx, write } from '../kernel/index.ts'
import { rebuildWorkbooks, redeliverAll } from '../report/index.ts'

/**
 * Notes in the audit that the data was put back from a file, has open tabs sign in anew, and has the share brought to the data:
 * it is of another time, or of another machine. What was delivered is delivered again, what was under way is built (jobs are not
 * part of an archive), and what was put there since goes. Answers how many dates are built and how many files delivered.
 */
export async function recordRestore(
  ctx: Ctx,
  restored: { file: string; createdAt: string; rows: number },
): Promise<{ dates: number; files: number }> {
  const { dates, files } = await write(ctx, 'archive.restore', async (tx) => {
    const unfinished = await unfinishedDates(tx)
    const files = await redeliverAll(ctx, tx)
    rebuildWorkbooks(ctx, tx, unfinished)
    tx.enqueue(clearShare, { since: restored.createdAt })
    tx.later(() => announceSessions(tx.sql, { organizationId: ctx.actor.organizationId }))
    return { dates: unfinished.length, files, subject: { type: 'archive', id: null, label: restored.file }, before: null, after: restored }
  })
  return { dates, files }
}

/** Work dates whose workbooks, or their period's, were still to be built or delivered, or have an older state of a request. */
async function unfinishedDates({ sql }: Tx): Promise<string[]> {
  const rows = await sql<{ date: string }[]>`
    select start_date as date from report_file where state not in ('delivered', 'nothing')
    union
    select request.work_date from overtime_request request
      join report_file file on request.work_date between file.start_date and file.end_date
      where request.updated_at > file.built_at
    order by 1`
  return rows.map(({ date }) => date)
}
