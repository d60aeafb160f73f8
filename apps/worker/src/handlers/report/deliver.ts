import { type Ctx, DomainError, type Shares, systemContext } from '@lembur/domain/kernel'
import { type Delivery, recordDelivery, recordDeliveryFailure, reportToDeliver } from '@lembur/domain/report'
import type { PayloadOf } from '@lembur/jobs'
import { deliverReport } from '@lembur/jobs/reports'
import { type FileShare, openElsewhereDelays, ShareError } from '@lembur/reports/share/port'
import type { Given, Handler } from '../../handler.ts'

/** Seconds to wait before the next try when the share fails otherwise than by an open file (official-forms §3.6). */
const failureDelays: readonly number[] = [60, 120, 180]

/**
 * Brings the share to what is stored: the file of the last version, or none. The share is outside every transaction, so a
 * version that was stored meanwhile may have been overwritten by this older one: then it is delivered again, until what
 * was put last is what is stored.
 */
export const deliver: Handler<PayloadOf<typeof deliverReport>> = async (given, { organizationId, reportFileId, attempt }, run) => {
  const ctx = await systemContext(given.services, organizationId, given.now(), run.id)
  let delivery = await reportToDeliver(ctx, { id: reportFileId })
  // A later try whose file has got there by another way. A repeated run may have put an older version since: it looks again.
  if (delivery?.isDelivered && attempt > 1 && !run.isRepeated) return
  while (delivery && !(await deliverVersion(given, ctx, delivery, { attempt, jobId: run.id })))
    delivery = await reportToDeliver(ctx, { id: reportFileId })
}

type Try = { attempt: number; jobId: string }

/** True when the result is recorded, good or bad; false when another version was stored meanwhile. */
async function deliverVersion({ shares, now, log }: Given, ctx: Ctx, delivery: Delivery, { attempt, jobId }: Try): Promise<boolean> {
  const refused = await bring(() => shareOf(shares, ctx), delivery)
  const at = { ...ctx, now: now() }
  if (!refused) return recordDelivery(at, delivery)
  const isOpenElsewhere = refused.code === 'open-elsewhere'
  const retryInSeconds = (isOpenElsewhere ? openElsewhereDelays : failureDelays)[attempt - 1] ?? null
  const isCurrent = await recordDeliveryFailure(at, delivery, { attempt, reason: refused.message, isOpenElsewhere, retryInSeconds })
  if (!isCurrent) return false
  const { kind, date, fileName } = delivery
  const line = { job: deliverReport.name, jobId, kind, date, fileName, reason: refused.message, attempt, retryInSeconds }
  if (retryInSeconds === null) log.error(line, 'a workbook could not be delivered and was given up')
  else log.warn(line, 'a workbook could not be delivered and is tried again')
  return true
}

/** Why the share refused; null when it did not. Anything but a refusal of the share is a fault of ours, and is thrown. */
async function bring(find: () => Promise<FileShare>, { folder, fileName, bytes }: Delivery): Promise<ShareError | null> {
  const path = `${folder}/${fileName}`
  try {
    const share = await find()
    if (bytes) {
      await share.ensureFolder(folder)
      await share.putAtomic(path, bytes)
    } else await share.remove(path)
    return null
  } catch (error) {
    if (error instanceof ShareError) return error
    throw error
  }
}

/** Looked up for each version, so that a saved connection counts from the next one on. One that cannot be used refuses, as a share does. */
async function shareOf(shares: Shares<FileShare>, { actor }: Ctx): Promise<FileShare> {
  try {
    return (await shares.of(actor.organizationId)).share
  } catch (error) {
    throw error instanceof DomainError ? new ShareError('other', error.message, { cause: error }) : error
  }
}
