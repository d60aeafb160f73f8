import { newId } from '@lembur/db'
import { deliverReport } from '@lembur/jobs/reports'
import type { Ctx, Outcome, Writing } from '../kernel/index.ts'
import { logReport } from './log.ts'
import { type ReportChange, type StoredReport, saveReport } from './row.ts'

export type BuiltWorkbook = {
  bytes: Uint8Array
  /** Hexadecimal. */
  sha256: string
  rows: number
  sheets: number
}

/** The media type of an official workbook. */
export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What a build means for a locked row: a new version, the same one as before, or nothing to report. `entryId` is the log's "building". */
export function storeBuilt(ctx: Ctx, tx: Writing, before: StoredReport, built: BuiltWorkbook, entryId: string): Outcome {
  if (built.rows === 0) return before.fileId ? dropFile(ctx, tx, before) : keepAsItIs(ctx, tx, before, entryId)
  return built.sha256 === before.sha256 ? keepAsItIs(ctx, tx, before, entryId) : newVersion(ctx, tx, before, built)
}

function newVersion(ctx: Ctx, tx: Writing, before: StoredReport, built: BuiltWorkbook): Outcome {
  const { sql } = tx
  const fileId = newId()
  const bytes = Buffer.from(built.bytes.buffer, built.bytes.byteOffset, built.bytes.byteLength)
  tx.later(() =>
    sql`
      insert into stored_file (organization_id, id, media_type, sha256, size, bytes, created_at)
      values (${ctx.actor.organizationId}, ${fileId}, ${workbookType}, ${built.sha256}, ${bytes.length}, ${bytes}, ${ctx.now})`.execute(),
  )
  const { rows, sheets, sha256 } = built
  const version = before.version + 1
  const change: ReportChange = { ...settled, state: 'stored', rows, sheets, version, fileId, builtAt: ctx.now.toISOString() }
  replace(ctx, tx, before, change)
  logReport(ctx, tx, before.id, { event: 'stored', size: bytes.length, version })
  return audited(before, { workbookVersion: version, rows, sheets, sha256 })
}

/** The last row of the file is gone: so is the file, here now and on the share with the delivery. */
function dropFile(ctx: Ctx, tx: Writing, before: StoredReport): Outcome {
  const version = before.version + 1
  replace(ctx, tx, before, { ...settled, state: 'nothing', rows: 0, sheets: 0, version, fileId: null, builtAt: ctx.now.toISOString() })
  tx.announce({ topic: 'report', action: 'nothing', subjectId: before.id })
  return audited(before, { workbookVersion: version, rows: 0, sheets: 0, sha256: null })
}

/** Nothing differs: the version stays, and what the share already has is not sent again. */
function keepAsItIs(ctx: Ctx, tx: Writing, before: StoredReport, entryId: string): Outcome {
  const isOwed = before.version > 0 && !before.deliveredAt
  const state = before.fileId ? (isOwed ? 'stored' : 'delivered') : 'nothing'
  tx.later(() => saveReport(tx, before, { state, stateReason: null, nextAttemptAt: null }, ctx.now))
  // It would announce a version that never comes.
  tx.later(() => tx.sql`delete from report_event where id = ${entryId}`.execute())
  if (isOwed) deliver(ctx, tx, before.id)
  tx.announce({ topic: 'report', action: state, subjectId: before.id })
  return { subject: null, before, after: before }
}

const settled: ReportChange = { stateReason: null, nextAttemptAt: null, deliveredAt: null }

function replace(ctx: Ctx, tx: Writing, before: StoredReport, change: ReportChange): void {
  tx.later(() => saveReport(tx, before, change, ctx.now))
  if (before.fileId) tx.later(() => tx.sql`delete from stored_file where id = ${before.fileId}`.execute())
  deliver(ctx, tx, before.id)
}

const deliver = ({ actor }: Ctx, tx: Writing, reportFileId: string) =>
  tx.enqueue(deliverReport, { organizationId: actor.organizationId, reportFileId, attempt: 1 })

const audited = ({ id, fileName, version, rows, sheets, sha256 }: StoredReport, after: object): Outcome => ({
  subject: { type: 'report', id, label: fileName },
  before: { workbookVersion: version, rows, sheets, sha256 },
  after,
})
