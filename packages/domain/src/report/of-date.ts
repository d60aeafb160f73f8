import type { ReportFile, ReportKind } from '@lembur/contracts/reports'
import type { Tx } from '@lembur/db'
import { assertMay, type Ctx, read, write } from '../kernel/index.ts'
import { type ReportKey, reportsHolding } from './keys.ts'
import { rebuildWorkbooks } from './mark.ts'
import { presentReport, reportColumns, reportTables, type StoredReport } from './row.ts'
import { waitingRebuilds } from './waiting.ts'

/**
 * The four workbooks that hold a work date. Where they were never asked for they are now: then their rows are made, so
 * that each has an id, and their builds enqueued.
 */
export async function reportsOfDate(ctx: Ctx, { date }: { date: string }): Promise<ReportFile[]> {
  assertMay(ctx.actor, 'report.read')
  const found = await filesHolding(ctx, date)
  if (found.length === 4) return found
  await write(ctx, 'report.prepare', async (tx) => {
    rebuildWorkbooks(ctx, tx, [date])
    return { subject: { type: 'report', id: null, label: date }, before: null, after: { date } }
  })
  return filesHolding(ctx, date)
}

/** Those of the four workbooks of a date that have a row, in the order of their kinds. */
export const filesHolding = (ctx: Ctx, date: string, { mayDownload = true } = {}): Promise<ReportFile[]> =>
  read(ctx, async (tx) => {
    const keys = reportsHolding(date, ctx.plant.periodStartDay)
    const files = await byKeys(tx, keys)
    const isWaiting = await waitingRebuilds(ctx, tx, files)
    const places = new Map<ReportKind, number>(keys.map(({ kind }, index) => [kind, index]))
    return files
      .sort((a, b) => places.get(a.kind)! - places.get(b.kind)!)
      .map((file) => presentReport(file, { isWaiting: isWaiting(file), mayDownload }))
  })

async function byKeys({ sql }: Tx, keys: ReportKey[]): Promise<StoredReport[]> {
  const [day, period] = [keys[0]!.range, keys[2]!.range]
  const rows = await sql<StoredReport[]>`
    select ${reportColumns(sql)} from ${reportTables(sql)}
    where (report.start_date = ${day.start} and report.end_date = ${day.end} and report.kind in ('daily-form', 'daily-summary'))
      or (report.start_date = ${period.start} and report.end_date = ${period.end} and report.kind in ('period-form', 'period-summary'))`
  return [...rows]
}
