import type { ReportState } from '@lembur/contracts/reports'
import type { Tx } from '@lembur/db'
import { deliverReport, rebuildDailyWorkbooks, rebuildPeriodWorkbooks } from '@lembur/jobs/reports'
import type { Ctx, Writing } from '../kernel/index.ts'

const minute = 60_000
/** After this long without a change, the job behind a file must have got lost. */
const lostAfter = 10 * minute
/** A file that failed for good is tried again by itself this often: the share may be back. */
const failedAfter = 60 * minute
const atOnce = 100

type Standing = { id: string; kind: string; startDate: string; state: ReportState; isWaiting: boolean }

/** Enqueues what stands still: builds and deliveries whose job was lost, and what failed an hour ago. Answers how many files. */
export async function requeueReports(ctx: Ctx, tx: Writing): Promise<number> {
  const { organizationId } = ctx.actor
  const found = await standing(ctx, tx)
  for (const { id, kind, startDate, state, isWaiting } of found) {
    if (state === 'stored' || isWaiting) tx.enqueue(deliverReport, { organizationId, reportFileId: id, attempt: 1 })
    else if (kind.startsWith('daily')) tx.enqueue(rebuildDailyWorkbooks, { organizationId, date: startDate })
    else tx.enqueue(rebuildPeriodWorkbooks, { organizationId, start: startDate })
  }
  return found.length
}

/** `isWaiting`: a later try was promised, and is overdue. */
async function standing({ now }: Ctx, { sql }: Tx): Promise<Standing[]> {
  const lost = new Date(now.getTime() - lostAfter)
  const failed = new Date(now.getTime() - failedAfter)
  return sql<Standing[]>`
    select id, kind, start_date as "startDate", state, next_attempt_at is not null as "isWaiting" from report_file
    where (state in ('queued', 'building', 'stored') and updated_at < ${lost})
      or (state in ('failed', 'open-elsewhere') and next_attempt_at < ${lost})
      or (state = 'failed' and next_attempt_at is null and updated_at < ${failed})
    order by updated_at limit ${atOnce}`
}
