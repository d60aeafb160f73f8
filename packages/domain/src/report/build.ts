import type { ReportKind, ReportRow } from '@lembur/contracts/reports'
import type { Tx } from '@lembur/db'
import type { Period } from '@lembur/rules/period'
import { type Ctx, notFound, write } from '../kernel/index.ts'
import type { ReportKey } from './keys.ts'
import { logReport } from './log.ts'
import { makeReports } from './mark.ts'
import { lockReport, reportId, saveReport } from './row.ts'
import { reportRows } from './rows.ts'
import { type BuiltWorkbook, storeBuilt } from './store.ts'

/** Turns rows into a workbook; the rows must all be read before it resolves. The same rows give the same bytes. */
export type BuildWorkbook = (kind: ReportKind, range: Period, rows: AsyncIterable<ReportRow>) => Promise<BuiltWorkbook>

/**
 * Builds a workbook from what is requested now, stores it and has it delivered; with nothing to report it drops the file
 * and has it removed. Reading, building and storing are one transaction behind a lock of the file: builds of one file
 * come one after the other and each reads after the one before has stored, so an older state can never overwrite a newer
 * one; and a worker that dies meanwhile leaves nothing behind. Times are of when it began.
 */
export async function buildReport(ctx: Ctx, key: ReportKey, build: BuildWorkbook): Promise<void> {
  const begun = await beginBuild(ctx, key)
  await write(ctx, 'report.build', async (tx) => {
    await oneAtATime(tx, begun.id)
    const built = await build(key.kind, key.range, reportRows(tx, key.range))
    return storeBuilt(ctx, tx, await lockReport(tx, begun.id), built, begun.entryId)
  })
}

/** Shows that the file is being built, and makes its row if it was never asked for. */
function beginBuild(ctx: Ctx, key: ReportKey) {
  return write(ctx, 'report.begin', async (tx) => {
    await makeReports(ctx, tx, [key]).execute()
    const id = await reportId(tx, key)
    if (!id) throw notFound('report')
    const before = await lockReport(tx, id)
    tx.later(() => saveReport(tx, before, { state: 'building', stateReason: null, nextAttemptAt: null }, ctx.now))
    const entryId = logReport(ctx, tx, id, { event: 'building', version: before.version + 1 })
    return { id, entryId, subject: null, before, after: before }
  })
}

/** Waits for builds of this file in other workers; let go with the transaction, or with the connection of a dead worker. */
const oneAtATime = ({ sql }: Tx, id: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`report/${id}`}, 0))`.execute()
