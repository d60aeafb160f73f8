import type { Database } from '@lembur/db'
import { clearOldActivity, mergeTotals } from '@lembur/jobs/upkeep'
import { type Ctx, write } from '../kernel/index.ts'
import { requeueReports } from '../report/index.ts'
import { clearingIsDue } from './retention.ts'

const day = 24 * 3600 * 1000
/** Events are for open tabs, which ask for everything anew after a day; the log of workbooks is for people. */
const eventsKept = day
const reportLogKept = 90 * day
/** A personal token that has run out is still shown to its owner for so long, so that he sees why a program of his has stopped. */
const endedTokensKept = 30 * day

/** Removes sessions, tokens and challenges that have run out, and sign-ins of which nothing is left: they open nothing any more. */
export async function clearEnded({ global: sql }: Database, now: Date): Promise<void> {
  await Promise.all(['user_session', 'refresh_token', 'challenge'].map((table) => sql`delete from ${sql(table)} where expires_at < ${now}`))
  await sql`delete from api_token where expires_at < ${new Date(now.getTime() - endedTokensKept)}`
  await sql`
    delete from sign_in where not exists (select from user_session where family_id = sign_in.id)
      and not exists (select from refresh_token where family_id = sign_in.id)`
}

/** What one organisation needs from time to time: old events go, lost work is enqueued again, totals are merged where something waits. */
export async function sweepOrganization(ctx: Ctx): Promise<void> {
  const { organizationId } = ctx.actor
  const before = (kept: number) => new Date(ctx.now.getTime() - kept)
  await write(ctx, 'upkeep.sweep', async (tx) => {
    const { sql } = tx
    const [[totals], requeued, activityIsDue] = await Promise.all([
      sql<{ wait: boolean }[]>`select exists (select from overtime_delta) as wait`,
      requeueReports(ctx, tx),
      clearingIsDue(ctx, tx),
      sql`delete from event where at < ${before(eventsKept)}`,
      sql`delete from report_event where at < ${before(reportLogKept)}`,
    ])
    if (totals?.wait) tx.enqueue(mergeTotals, { organizationId })
    if (activityIsDue) tx.enqueue(clearOldActivity, { organizationId })
    return { subject: null, before: null, after: { requeued } }
  })
}
