import type { ReportFile } from '@lembur/contracts/reports'
import { deliverReport } from '@lembur/jobs/reports'
import { assertMay, type Ctx, write } from '../kernel/index.ts'
import { notBuilt } from './download.ts'
import { logReport } from './log.ts'
import { lockReport, presentReport, type ReportChange, saveReport } from './row.ts'

/** Delivers a workbook now instead of waiting for the next try, or once more. Errors: `not_found`, `report.not_built`. */
export async function retryDelivery(ctx: Ctx, { id }: { id: string }): Promise<ReportFile> {
  assertMay(ctx.actor, 'report.update')
  const { file } = await write(ctx, 'report.retry', async (tx) => {
    const before = await lockReport(tx, id)
    if (before.version === 0) throw notBuilt()
    const state = before.fileId ? ('stored' as const) : ('nothing' as const)
    const change = { state, stateReason: null, nextAttemptAt: null, deliveredAt: null } satisfies ReportChange
    tx.later(() => saveReport(tx, before, change, ctx.now))
    logReport(ctx, tx, id, { event: 'queued', version: before.version })
    tx.enqueue(deliverReport, { organizationId: ctx.actor.organizationId, reportFileId: id, attempt: 1 })
    const after = { ...before, ...change }
    return {
      file: presentReport(after),
      subject: { type: 'report', id, label: before.fileName },
      before: { state: before.state, stateReason: before.stateReason },
      after: { state, stateReason: null },
    }
  })
  return file
}
