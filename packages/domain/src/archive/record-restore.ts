import type { Tx } from '@lembur/db'
import { announceSessions } from '../identity/index.ts'
import { type Ctx, write } from '../kernel/index.ts'
import { rebuildWorkbooks } from '../report/index.ts'

/**
 * Notes in the audit that the data was put back from a file, has open tabs sign in anew, and has the workbooks built whose jobs are not
 * part of an archive. Answers how many dates.
 */
export async function recordRestore(ctx: Ctx, restored: { file: string; createdAt: string; rows: number }): Promise<{ dates: number }> {
  const { dates } = await write(ctx, 'archive.restore', async (tx) => {
    const unfinished = await unfinishedDates(tx)
    rebuildWorkbooks(ctx, tx, unfinished)
    tx.later(() => announceSessions(tx.sql, { organizationId: ctx.actor.organizationId }))
    return { dates: unfinished.length, subject: { type: 'archive', id: null, label: restored.file }, before: null, after: restored }
  })
  return { dates }
}

/** Work dates whose workbooks, or their period's, were still to be built or delivered. */
async function unfinishedDates({ sql }: Tx): Promise<string[]> {
  const rows = await sql<{ date: string }[]>`
    select distinct start_date as date from report_file where state not in ('delivered', 'nothing') order by 1`
  return rows.map(({ date }) => date)
}
