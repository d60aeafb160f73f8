import type { ReportLogEntry } from '@lembur/contracts/reports'
import { newId } from '@lembur/db'
import type { Ctx, Writing } from '../kernel/index.ts'

type Entry = Pick<ReportLogEntry, 'event'> & Partial<Pick<ReportLogEntry, 'text' | 'size' | 'version'>>

/** Writes down what happened to a file, and tells open tabs. Answers the entry's id. */
export function logReport(ctx: Ctx, tx: Writing, reportFileId: string, { event, text, size, version }: Entry): string {
  const { sql } = tx
  const id = newId()
  tx.later(() =>
    sql`
      insert into report_event (organization_id, id, report_file_id, event, text, size, version, at)
      values (${ctx.actor.organizationId}, ${id}, ${reportFileId}, ${event}, ${text ?? null}, ${size ?? null}, ${version ?? null}, ${ctx.now})`.execute(),
  )
  tx.announce({ topic: 'report', action: event, subjectId: reportFileId })
  return id
}
