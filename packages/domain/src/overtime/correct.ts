import type { CorrectionPreview, CreateCorrection, PreviewCorrection } from '@lembur/contracts/closing'
import type { Correction } from '@lembur/contracts/overtime'
import { newId } from '@lembur/db'
import { assertMay, type Ctx, covers, forbidden, read, type Writing, write } from '../kernel/index.ts'
import { notifyUser, userOfEmployee } from '../notification/index.ts'
import { loadForCorrection, loadForReading, type OvertimeRequest } from './access.ts'
import { correctionTerms } from './correction-terms.ts'
import { holdCalendar } from './day.ts'
import { lockEmployee } from './lookup.ts'
import { numberOf } from './row.ts'

/**
 * Puts a request of a locked period right: the request stays as it was paid, the difference lands in the next open period. The
 * employee is told. A further correction starts from what the last one says. Errors: as `correctionTerms`, and
 * `overtime.own_request`, `not_found`, `permission.denied`.
 */
export async function correctOvertime(ctx: Ctx, { reason, ...input }: CreateCorrection): Promise<Correction> {
  const { correction } = await write(ctx, 'overtime.correct', async (tx) => {
    const [, request] = await Promise.all([holdCalendar(ctx, tx), loadForCorrection(ctx, tx, input.requestId)])
    // Two corrections of one employee wait for each other: neither may come to lie over the other.
    await lockEmployee(tx, request.employeeId)
    const [terms, employeeUser] = await Promise.all([correctionTerms(ctx, tx, request, input), userOfEmployee(tx, request.employeeId)])
    const correction = newCorrection(ctx, request, terms, reason)
    save(ctx, tx, correction)
    if (employeeUser && employeeUser !== ctx.actor.userId) notifyUser(ctx, tx, employeeUser, messageOf(ctx, correction))
    tx.announce({ topic: 'correction', action: 'created', subjectId: request.id, employeeId: request.employeeId })
    const { before, after, differenceMinutes } = correction
    const landsIn = `${correction.landsIn.year}-${String(correction.landsIn.month).padStart(2, '0')}`
    return {
      correction,
      subject: { type: 'overtime', id: request.id, label: `${request.employeeName}, ${request.workDate}` },
      before,
      after: { ...after, landsIn, differenceMinutes, correctionReason: reason },
    }
  })
  return correction
}

/** What a correction would come to; nothing is stored. Errors as `correctOvertime`. */
export async function previewCorrection(ctx: Ctx, input: PreviewCorrection): Promise<CorrectionPreview> {
  const reach = assertMay(ctx.actor, 'correction.create')
  return read(ctx, async (tx) => {
    const request = await loadForReading(ctx, tx, input.requestId)
    if (!covers(reach, ctx.actor, request)) throw forbidden('correction.create')
    return correctionTerms(ctx, tx, request, input)
  })
}

const newCorrection = (ctx: Ctx, request: OvertimeRequest, terms: CorrectionPreview, reason: string): Correction => ({
  ...terms,
  id: newId(),
  requestId: request.id,
  number: numberOf(request),
  employeeId: request.employeeId,
  employeeWorkerId: request.employeeWorkerId,
  employeeName: request.employeeName,
  departmentCode: request.departmentCode,
  reason,
  createdByName: ctx.actor.displayName,
  createdAt: ctx.now.toISOString(),
})

function save(ctx: Ctx, tx: Writing, { id, requestId, of, landsIn, before, after, differenceMinutes, reason }: Correction): void {
  const { sql } = tx
  const { organizationId, userId } = ctx.actor
  tx.last(sql`
    insert into overtime_correction (organization_id, id, request_id, of_year, of_month, year, month, before, after, difference_minutes, reason,
      created_by_id, created_at)
    values (${organizationId}, ${id}, ${requestId}, ${of.year}, ${of.month}, ${landsIn.year}, ${landsIn.month}, ${sql.json(before)}, ${sql.json(after)},
      ${differenceMinutes}, ${reason}, ${userId}, ${ctx.now})`)
}

const messageOf = (ctx: Ctx, { requestId, after, differenceMinutes, landsIn, reason }: Correction) => ({
  kind: 'overtime.corrected' as const,
  data: {
    workDate: after.workDate,
    timeStart: after.timeStart,
    timeEnd: after.timeEnd,
    differenceMinutes,
    landsInYear: landsIn.year,
    landsInMonth: landsIn.month,
    by: ctx.actor.displayName,
    reason,
  },
  link: `/ot/history?request=${requestId}`,
})
