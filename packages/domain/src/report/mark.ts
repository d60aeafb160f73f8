import { newId, type Statement, type Tx } from '@lembur/db'
import { rebuildDailyWorkbooks, rebuildPeriodWorkbooks } from '@lembur/jobs/reports'
import { periodOf } from '@lembur/rules/period'
import { reportFileName } from '@lembur/rules/report-names'
import type { Ctx, Writing } from '../kernel/index.ts'
import { type ReportKey, reportsHolding } from './keys.ts'

type Marking = Pick<Ctx, 'actor' | 'plant' | 'now'>

/**
 * Has the workbooks of these dates rebuilt after the commit: one job a date and one a period, however many writes came.
 * The files' rows are made if missing and never locked: every write of a period would wait for the others.
 */
export function rebuildWorkbooks(ctx: Marking, tx: Writing, dates: string[]): void {
  const { organizationId } = ctx.actor
  const days = [...new Set(dates)].sort()
  if (days.length === 0) return
  const keys = new Map(
    days.flatMap((date) => reportsHolding(date, ctx.plant.periodStartDay).map((key) => [`${key.kind}/${key.range.start}`, key])),
  )
  // All writers take files and jobs in one order: each waits for the one before, none for each other.
  const ordered = [...keys].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key)
  tx.last(makeReports(ctx, tx, ordered))
  for (const date of days) tx.enqueue(rebuildDailyWorkbooks, { organizationId, date })
  for (const start of new Set(days.map((date) => periodOf(date, ctx.plant.periodStartDay).start)))
    tx.enqueue(rebuildPeriodWorkbooks, { organizationId, start })
}

/** Makes the rows of these files where they are missing. */
export function makeReports({ actor, now }: Pick<Ctx, 'actor' | 'now'>, { sql }: Tx, keys: readonly ReportKey[]): Statement {
  const rows = keys.map(({ kind, range, folder }) => ({
    organization_id: actor.organizationId,
    id: newId(),
    kind,
    start_date: range.start,
    end_date: range.end,
    file_name: reportFileName(kind, range),
    folder,
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
  }))
  return sql`insert into report_file ${sql(rows)} on conflict (organization_id, start_date, end_date, kind) do nothing`
}
