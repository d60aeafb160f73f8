import type { ReportFile } from '@lembur/contracts/reports'
import type { Fragment, Tx } from '@lembur/db'
import { notFound } from '../kernel/index.ts'
import type { ReportKey } from './keys.ts'

type Sql = Tx['sql']

/** A workbook's row as the database gives it, with what its stored file says. */
export type StoredReport = Omit<ReportFile, 'downloadable'> & { fileId: string | null }

/** The columns of a `StoredReport`, of the aliases `report` and `stored`. */
export const reportColumns = (sql: Sql): Fragment => sql`
  report.id, report.kind, report.start_date as "startDate", report.end_date as "endDate", report.file_name as "fileName", report.folder,
  report.state, report.state_reason as "stateReason", report.next_attempt_at as "nextAttemptAt", report.rows, report.sheets, report.version,
  stored.sha256, stored.size, report.built_at as "builtAt", report.delivered_at as "deliveredAt", report.file_id as "fileId"`

export const reportTables = (sql: Sql): Fragment => sql`
  report_file report left join stored_file stored on stored.organization_id = report.organization_id and stored.id = report.file_id`

/** Locks a file's row for as long as the transaction lasts. Error: `not_found`. */
export async function lockReport({ sql }: Tx, id: string): Promise<StoredReport> {
  const [row] = await sql<StoredReport[]>`
    select ${reportColumns(sql)} from ${reportTables(sql)} where report.id = ${id} for no key update of report`
  if (!row) throw notFound('report')
  return row
}

/** The id of a file by what it covers; null where it was never asked for. */
export async function reportId({ sql }: Tx, { kind, range }: ReportKey): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    select id from report_file where kind = ${kind} and start_date = ${range.start} and end_date = ${range.end}`
  return row?.id ?? null
}

/** What a write may change of a file's row. */
export type ReportChange = Partial<
  Pick<StoredReport, 'state' | 'stateReason' | 'nextAttemptAt' | 'rows' | 'sheets' | 'version' | 'fileId' | 'builtAt' | 'deliveredAt'>
>

/** Writes the fields of `change` over a locked row. Sent when called. */
export function saveReport({ sql }: Tx, before: StoredReport, change: ReportChange, now: Date): Promise<unknown> {
  const row = { ...before, ...change }
  return sql`
    update report_file set state = ${row.state}, state_reason = ${row.stateReason}, next_attempt_at = ${row.nextAttemptAt}, rows = ${row.rows},
      sheets = ${row.sheets}, version = ${row.version}, file_id = ${row.fileId}, built_at = ${row.builtAt}, delivered_at = ${row.deliveredAt},
      updated_at = ${now}
    where id = ${before.id}`.execute()
}

/** A row as people see it. `isWaiting`: a rebuild of it waits in the queue. */
export function presentReport({ fileId, ...row }: StoredReport, { isWaiting = false, mayDownload = true } = {}): ReportFile {
  const queued = isWaiting && row.state !== 'building'
  return {
    ...row,
    ...(queued ? { state: 'queued' as const, stateReason: null, nextAttemptAt: null } : {}),
    downloadable: mayDownload && fileId !== null,
  }
}
