import type { DecideOvertime, OvertimeRow } from '@lembur/contracts/overtime'
import type { Statement } from '@lembur/db'
import { formatClock, instantOf } from '@lembur/rules/clock'
import { canTransition } from '@lembur/rules/transitions'
import { assertVersion, type Ctx, field, invalid, ruleViolation, translating, type Writing, write } from '../kernel/index.ts'
import { notifyUser, userOfEmployee } from '../notification/index.ts'
import { rebuildWorkbooks } from '../report/index.ts'
import { loadForDecision, type OvertimeRequest } from './access.ts'
import { clashing, overlapWall, refuseOverlap } from './clash.ts'
import { type Evidence, evidenceFor, explained } from './explained.ts'
import { type Kept, keep } from './kept.ts'
import { blocking, forecastLines } from './limits.ts'
import { lockEmployee } from './lookup.ts'
import { presenter } from './row.ts'

/**
 * Approves, rejects or reopens a request. Rejecting and reopening need a reason; so does approving past a limit that
 * blocks. Approvals of one employee wait for each other, so that two cannot sum the same past; what still waits for a
 * decision does not count against an approval (docs/decisions/0006). How the hours came about is kept with what is approved or
 * rejected, for ever. Errors: `overtime.transition`,
 * `overtime.own_request`, `overtime.reason_required`, `overtime.limit_exceeded`, `overtime.overlap`, `conflict.version`,
 * `not_found`.
 */
export async function decideOvertime(ctx: Ctx, input: DecideOvertime): Promise<OvertimeRow> {
  if (input.outcome !== 'approved' && !input.reason) throw invalid([field('reason', 'overtime.reason_required')])
  const deciding = write(ctx, 'overtime.decide', async (tx) => {
    const before = await loadForDecision(ctx, tx, input.id)
    assertVersion(before, input.version)
    if (!canTransition(before.status, input.outcome)) {
      throw ruleViolation('overtime.transition', { from: before.status, to: input.outcome, decidedByName: before.decidedByName })
    }
    const [employeeUser, explanation] = await Promise.all([
      userOfEmployee(tx, before.employeeId),
      judgedForDecision(ctx, tx, before, input),
    ])
    const after = decided(ctx, before, input)
    tx.last(saveDecision(ctx, tx, after))
    if (explanation) tx.last(keep(ctx, tx, after, explanation))
    if (employeeUser && employeeUser !== ctx.actor.userId) notifyUser(ctx, tx, employeeUser, messageOf(ctx, after, input))
    tx.announce({ topic: 'overtime', action: input.outcome, subjectId: after.id, employeeId: after.employeeId })
    rebuildWorkbooks(ctx, tx, [after.workDate])
    return { subject: { type: 'overtime', id: after.id, label: `${after.employeeName}, ${after.workDate}` }, before, after }
  })
  const { after } = await translating(deciding, overlapWall)
  return presenter(ctx.actor)(after)
}

/** Checks what may stop a decision, and explains what is approved or rejected; a reopened one keeps what was explained before. */
async function judgedForDecision(
  ctx: Ctx,
  tx: Writing,
  request: OvertimeRequest,
  { outcome, reason }: DecideOvertime,
): Promise<Kept | null> {
  if (outcome === 'pending') {
    if (request.status === 'rejected') await assertStillFree(ctx, tx, request)
    return null
  }
  const isChecked = outcome === 'approved' && !reason
  const [employee, evidence] = await Promise.all([isChecked ? lockEmployee(tx, request.employeeId) : null, evidenceFor(tx, request)])
  if (employee) assertWithinLimits(ctx, { ...request, ...employee }, evidence)
  return explained(ctx, tx, { ...request, ...employee }, evidence)
}

function assertWithinLimits(ctx: Ctx, request: OvertimeRequest, { rules, sums }: Evidence): void {
  const stopped = blocking(forecastLines(ctx, rules, sums, request, request.minutes, 'approved'))
  if (stopped.length > 0) throw ruleViolation('overtime.limit_exceeded', { limits: stopped })
}

/** A rejected request gave its time free; reopened, it must not lie over one filed since. */
async function assertStillFree(
  ctx: Ctx,
  tx: Writing,
  { id, employeeId, workDate, startMinute, endMinute }: OvertimeRequest,
): Promise<void> {
  const { timeZone } = ctx.plant
  const span = { startsAt: instantOf(workDate, startMinute, timeZone), endsAt: instantOf(workDate, endMinute, timeZone) }
  const [, clash] = await Promise.all([lockEmployee(tx, employeeId), clashing(tx, employeeId, workDate, span, id)])
  if (clash) throw refuseOverlap(clash)
}

function decided(ctx: Ctx, before: OvertimeRequest, { outcome, reason }: DecideOvertime): OvertimeRequest {
  const at = ctx.now.toISOString()
  const settled = outcome !== 'pending'
  return {
    ...before,
    status: outcome,
    decidedAt: settled ? at : null,
    decidedById: settled ? ctx.actor.userId : null,
    decidedByName: settled ? ctx.actor.displayName : null,
    decisionReason: reason ?? null,
    updatedAt: at,
    version: before.version + 1,
  }
}

const saveDecision = (ctx: Ctx, { sql }: Writing, row: OvertimeRequest): Statement =>
  sql`
    update overtime_request set status = ${row.status}, decided_at = ${row.decidedAt}, decided_by_id = ${row.decidedById},
      decision_reason = ${row.decisionReason}, updated_at = ${ctx.now}, version = ${row.version}
    where id = ${row.id}`

const noticeKinds = { approved: 'overtime.approved', rejected: 'overtime.rejected', pending: 'overtime.reopened' } as const

const messageOf = (ctx: Ctx, row: OvertimeRequest, { outcome }: DecideOvertime) => ({
  kind: noticeKinds[outcome],
  data: {
    workDate: row.workDate,
    timeStart: formatClock(row.startMinute),
    timeEnd: formatClock(row.endMinute),
    by: ctx.actor.displayName,
    reason: row.decisionReason,
  },
  link: `/ot/history?request=${row.id}`,
})
