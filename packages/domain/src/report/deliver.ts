import type { ReportKind } from '@lembur/contracts/reports'
import { deliverReport } from '@lembur/jobs/reports'
import { type Ctx, read, write } from '../kernel/index.ts'
import { tellAdministrators } from './administrators.ts'
import { logReport } from './log.ts'
import { lockReport, type ReportChange, reportColumns, reportTables, type StoredReport, saveReport } from './row.ts'

/** One version of a workbook on its way: `bytes` go to `folder/fileName` on the share; null takes that file away. */
export type Delivery = {
  id: string
  version: number
  kind: ReportKind
  /** The work date, or the first of the period. */
  date: string
  folder: string
  fileName: string
  bytes: Uint8Array | null
  isDelivered: boolean
}

/** What is to be on the share of a file now; null where it was never built. */
export function reportToDeliver(ctx: Ctx, { id }: { id: string }): Promise<Delivery | null> {
  return read(ctx, async ({ sql }) => {
    const [row] = await sql<(StoredReport & { bytes: Uint8Array | null })[]>`
      select ${reportColumns(sql)}, stored.bytes from ${reportTables(sql)} where report.id = ${id}`
    if (!row || row.version === 0) return null
    const { version, kind, startDate: date, folder, fileName, bytes, deliveredAt } = row
    return { id, version, kind, date, folder, fileName, bytes, isDelivered: deliveredAt !== null }
  })
}

/**
 * Records that the share has this version. False where another version was stored since: then it may just have been
 * overwritten by this older one, and whoever delivered must deliver again.
 */
export async function recordDelivery(ctx: Ctx, delivery: Delivery): Promise<boolean> {
  const { isCurrent } = await write(ctx, 'report.deliver', async (tx) => {
    const before = await lockReport(tx, delivery.id)
    if (before.version !== delivery.version) return { isCurrent: false, subject: null, before: null, after: null }
    const state = before.fileId ? ('delivered' as const) : ('nothing' as const)
    const change = { ...whileBuilding(before, { state, stateReason: null, nextAttemptAt: null }), deliveredAt: ctx.now.toISOString() }
    tx.later(() => saveReport(tx, before, change, ctx.now))
    const { size, version } = before
    logReport(ctx, tx, before.id, { event: before.fileId ? 'delivered' : 'removed', size, version })
    return { isCurrent: true, subject: null, before, after: { ...before, ...change } }
  })
  return isCurrent
}

/** Why the share refused a delivery. `retryInSeconds` is the wait before the next try; null: this was the last one. */
type DeliveryFailure = { attempt: number; reason: string; isOpenElsewhere: boolean; retryInSeconds: number | null }

/**
 * Records a refused delivery and enqueues the next try with it; after the last one the file has failed and administrators
 * are told. False where another version was stored since: that one is to be delivered, not this.
 */
export async function recordDeliveryFailure(ctx: Ctx, delivery: Delivery, failure: DeliveryFailure): Promise<boolean> {
  const { attempt, reason, isOpenElsewhere, retryInSeconds } = failure
  const { isCurrent } = await write(ctx, 'report.fail', async (tx) => {
    const before = await lockReport(tx, delivery.id)
    if (before.version !== delivery.version) return { isCurrent: false, subject: null, before: null, after: null }
    const isLast = retryInSeconds === null
    const event = isOpenElsewhere && !isLast ? ('open-elsewhere' as const) : ('failed' as const)
    const nextAttemptAt = isLast ? null : new Date(ctx.now.getTime() + retryInSeconds * 1000).toISOString()
    const change = { ...whileBuilding(before, { state: event, stateReason: reason, nextAttemptAt }), deliveredAt: null }
    tx.later(() => saveReport(tx, before, change, ctx.now))
    logReport(ctx, tx, before.id, { event, text: reason, version: before.version })
    if (isLast) await tellAdministrators(ctx, tx, before, reason)
    else
      tx.enqueue(deliverReport, { organizationId: ctx.actor.organizationId, reportFileId: before.id, attempt: attempt + 1 }, retryInSeconds)
    const subject = isLast ? { type: 'report', id: before.id, label: before.fileName } : null
    const told = { state: change.state, stateReason: change.stateReason }
    return { isCurrent: true, subject, before: { state: before.state, stateReason: before.stateReason }, after: told }
  })
  return isCurrent
}

/** A file that is being built again, or waits for it, keeps showing that; its build then tells what became of it. */
const whileBuilding = (
  { state, stateReason, nextAttemptAt }: StoredReport,
  change: Required<Pick<ReportChange, 'state' | 'stateReason' | 'nextAttemptAt'>>,
) => (state === 'building' || state === 'queued' ? { state, stateReason, nextAttemptAt } : change)
