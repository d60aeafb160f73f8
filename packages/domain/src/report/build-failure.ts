import { type Ctx, write } from '../kernel/index.ts'
import { tellAdministrators } from './administrators.ts'
import type { ReportKey } from './keys.ts'
import { logReport } from './log.ts'
import { lockReport, reportId, saveReport } from './row.ts'

const reason = 'The workbook could not be built. The log of the worker says why.'

/** Records that a workbook could not be built and is not tried again by itself soon; its last good version stays. */
export async function recordBuildFailure(ctx: Ctx, key: ReportKey): Promise<void> {
  await write(ctx, 'report.fail', async (tx) => {
    const id = await reportId(tx, key)
    if (!id) return { subject: null, before: null, after: null }
    const before = await lockReport(tx, id)
    const change = { state: 'failed' as const, stateReason: reason, nextAttemptAt: null }
    tx.later(() => saveReport(tx, before, change, ctx.now))
    logReport(ctx, tx, id, { event: 'failed', text: reason, version: before.version })
    await tellAdministrators(ctx, tx, before, reason)
    const { state, stateReason } = before
    return { subject: { type: 'report', id, label: before.fileName }, before: { state, stateReason }, after: change }
  })
}
