import type { ReportCentre, ReportDay, ReportFile, ReportLogEntry } from '@lembur/contracts/reports'
import type { Tx } from '@lembur/db'
import { dayKind, type HolidayRule, holidayOn } from '@lembur/rules/day-kind'
import { type Period, periodOf } from '@lembur/rules/period'
import { assertMay, type Ctx, read } from '../kernel/index.ts'
import { presentReport, reportColumns, reportTables, type StoredReport } from './row.ts'
import { reported } from './rows.ts'
import { shareStatus } from './share-status.ts'
import { waitingRebuilds } from './waiting.ts'

const logLength = 50

/**
 * The report centre of the period that holds a date: its two workbooks, each day with something to report or a file,
 * newest first, what happened last, how the share is, and how many files of the organisation have failed or wait for
 * somebody to close them.
 */
export async function reportCentre(ctx: Ctx, { date }: { date: string }): Promise<ReportCentre> {
  assertMay(ctx.actor, 'report.read')
  const period = periodOf(date, ctx.plant.periodStartDay)
  const [share, found] = await Promise.all([shareStatus(ctx), read(ctx, (tx) => centreOf(ctx, tx, period))])
  return { period, share, ...found }
}

async function centreOf(ctx: Ctx, tx: Tx, period: Period): Promise<Omit<ReportCentre, 'period' | 'share'>> {
  const [stored, counts, holidays, failed] = await Promise.all([
    filesOf(tx, period),
    rowsByDay(tx, period),
    holidayRules(tx),
    failedCount(tx),
  ])
  const [isWaiting, log] = await Promise.all([waitingRebuilds(ctx, tx, stored), logOf(tx, stored)])
  const files = stored.map((file) => presentReport(file, { isWaiting: isWaiting(file) }))
  const fileOf = (kind: ReportFile['kind'], start: string) => files.find((file) => file.kind === kind && file.startDate === start) ?? null
  const daily = files.filter(({ kind }) => kind.startsWith('daily'))
  const days = [...new Set([...counts.keys(), ...daily.map(({ startDate }) => startDate)])].sort().reverse()
  return {
    periodForm: fileOf('period-form', period.start),
    periodSummary: fileOf('period-summary', period.start),
    days: days.map(
      (day): ReportDay => ({
        date: day,
        kind: dayKind(day, holidays),
        holidayTitle: holidayOn(day, holidays)?.title ?? null,
        rows: counts.get(day) ?? 0,
        form: fileOf('daily-form', day),
        summary: fileOf('daily-summary', day),
      }),
    ),
    log,
    failed,
  }
}

const filesOf = ({ sql }: Tx, { start, end }: Period): Promise<StoredReport[]> =>
  sql<StoredReport[]>`
    select ${reportColumns(sql)} from ${reportTables(sql)}
    where report.start_date >= ${start} and report.start_date <= ${end}
      and (report.kind in ('daily-form', 'daily-summary') or (report.start_date = ${start} and report.end_date = ${end}))`.then((rows) => [
    ...rows,
  ])

async function rowsByDay({ sql }: Tx, period: Period): Promise<Map<string, number>> {
  const rows = await sql<{ date: string; rows: number }[]>`
    select request.work_date as date, count(*)::int as rows from overtime_request request
    join employee on employee.organization_id = request.organization_id and employee.id = request.employee_id
    where ${reported(sql, period)} group by request.work_date`
  return new Map(rows.map((row) => [row.date, row.rows]))
}

const holidayRules = ({ sql }: Tx): Promise<HolidayRule[]> =>
  sql<HolidayRule[]>`select date, title, is_recurring as "isRecurring" from holiday order by date, title`.then((rows) => [...rows])

const logOf = ({ sql }: Tx, files: StoredReport[]): Promise<ReportLogEntry[]> =>
  sql<ReportLogEntry[]>`
    select entry.at, report.kind, report.start_date as "startDate", entry.event, entry.text, entry.size, entry.version
    from report_event entry join report_file report on report.organization_id = entry.organization_id and report.id = entry.report_file_id
    where entry.report_file_id = any(${files.map(({ id }) => id)}::uuid[])
    order by entry.at desc, entry.id desc limit ${logLength}`.then((rows) => [...rows])

async function failedCount({ sql }: Tx): Promise<number> {
  const [row] = await sql<{ failed: number }[]>`select count(*)::int as failed from report_file where state in ('failed', 'open-elsewhere')`
  return row?.failed ?? 0
}
