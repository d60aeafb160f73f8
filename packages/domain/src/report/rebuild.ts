import type { RebuildReports } from '@lembur/contracts/reports'
import type { Statement, Tx } from '@lembur/db'
import { type Period, periodOf } from '@lembur/rules/period'
import { assertMay, type Ctx, write } from '../kernel/index.ts'
import { rebuildWorkbooks } from './mark.ts'
import { reported } from './rows.ts'

/**
 * Builds the four workbooks of a date again, or every one of its period, and delivers them even where nothing has changed:
 * somebody may have taken them off the share. Answers how many dates.
 */
export async function rebuildReports(ctx: Ctx, { date, wholePeriod }: RebuildReports): Promise<{ dates: number }> {
  assertMay(ctx.actor, 'report.update')
  const period = periodOf(date, ctx.plant.periodStartDay)
  const { dates } = await write(ctx, 'report.update', async (tx) => {
    const days = wholePeriod ? [...new Set([date, ...(await datesOf(tx, period))])] : [date]
    rebuildWorkbooks(ctx, tx, days)
    tx.last(showQueued(ctx, tx, days, period))
    tx.announce({ topic: 'report', action: 'queued', subjectId: null })
    return {
      dates: days.length,
      subject: { type: 'report', id: null, label: wholePeriod ? `${period.start} to ${period.end}` : date },
      before: null,
      after: { date, wholePeriod },
    }
  })
  return { dates }
}

/** The dates of a period with something to report or a file that may have to go. */
async function datesOf({ sql }: Tx, period: Period): Promise<string[]> {
  const rows = await sql<{ date: string }[]>`
    select request.work_date as date from overtime_request request
      join employee on employee.organization_id = request.organization_id and employee.id = request.employee_id
      where ${reported(sql, period)}
    union
    select start_date as date from report_file where kind = 'daily-form' and start_date between ${period.start} and ${period.end}`
  return rows.map(({ date }) => date)
}

/** `delivered_at` is taken back, so that the build sends the file also where it finds nothing changed. */
const showQueued = ({ actor, now }: Ctx, { sql }: Tx, days: string[], { start, end }: Period): Statement =>
  sql`
    with queued as (
      update report_file set state = 'queued', state_reason = null, next_attempt_at = null, delivered_at = null, updated_at = ${now}
      where (kind in ('daily-form', 'daily-summary') and start_date = any(${days}::date[]))
        or (kind in ('period-form', 'period-summary') and start_date = ${start} and end_date = ${end})
      returning id)
    insert into report_event (organization_id, id, report_file_id, event, at)
    select ${actor.organizationId}, uuidv7(), id, 'queued', ${now} from queued`
