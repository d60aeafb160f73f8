import type { BreakTimes, ForecastLine, OvertimeRow, ReviseOvertime } from '@lembur/contracts/overtime'
import { isByPolicy } from '@lembur/rules/breaks'
import { formatClock } from '@lembur/rules/clock'
import { assertVersion, type Ctx, notFound, translating, type Writing, write } from '../kernel/index.ts'
import { rebuildWorkbooks } from '../report/index.ts'
import { loadForChange, type OvertimeRequest } from './access.ts'
import { overlapWall } from './clash.ts'
import { holdCalendar } from './day.ts'
import { type Draft, judge, surroundings, type Verdict } from './judge.ts'
import { storedById } from './lookup.ts'
import { presenter } from './row.ts'
import { computeShift } from './shift.ts'
import { insertBreaks } from './store.ts'

export type Revised = { row: OvertimeRow; limits: ForecastLine[] }

/**
 * Changes a pending request; what the input leaves out stays. It is judged again as a new one would be. Moving it to
 * another date rebuilds both dates' workbooks. Errors as `submitOvertime`, and `overtime.not_pending`, `conflict.version`.
 */
export async function reviseOvertime(ctx: Ctx, input: ReviseOvertime): Promise<Revised> {
  const revising = write(ctx, 'overtime.revise', async (tx) => {
    const [, before] = await Promise.all([holdCalendar(ctx, tx), loadForChange(ctx, tx, input.id)])
    assertVersion(before, input.version)
    const wanted = wantedOf(ctx, before, input)
    const around = await surroundings(ctx, tx, wanted, before.id)
    const verdict = judge(ctx, wanted, around, input.kindOverride, before)
    // A request stays with the department it was filed in; only another employee brings another one.
    const { departmentId } = wanted.employeeId === before.employeeId ? before : around.employee
    await save(ctx, tx, wanted, departmentId, verdict)
    const stored = await storedById(tx, before.id)
    if (!stored) throw notFound('overtime')
    tx.announce({ topic: 'overtime', action: 'revised', subjectId: stored.id, employeeId: stored.employeeId })
    rebuildWorkbooks(ctx, tx, [before.workDate, stored.workDate])
    return {
      row: stored,
      limits: verdict.limits,
      subject: { type: 'overtime', id: stored.id, label: `${stored.employeeName}, ${stored.workDate}` },
      before,
      after: { ...before, ...stored, kindOverrideReason: verdict.overrideReason },
    }
  })
  const { row, limits } = await translating(revising, overlapWall)
  return { row: presenter(ctx.actor)(row), limits }
}

type Wanted = Draft & { id: string; reason: string; detail: string }

function wantedOf(ctx: Ctx, before: OvertimeRequest, input: ReviseOvertime): Wanted {
  const workDate = input.workDate ?? before.workDate
  const timeStart = input.timeStart ?? formatClock(before.startMinute)
  const timeEnd = input.timeEnd ?? formatClock(before.endMinute)
  const breaks = input.breaks === undefined ? keptBreaks(ctx, before) : (input.breaks ?? undefined)
  return {
    id: before.id,
    employeeId: input.employeeId ?? before.employeeId,
    projectId: input.projectId ?? before.projectId,
    workDate,
    shift: computeShift(ctx, workDate, timeStart, timeEnd, breaks),
    reason: input.reason ?? before.reason,
    detail: input.detail ?? before.detail,
  }
}

/** Breaks that a person placed stay where they are; those of the policy are left to it, and follow new times. */
function keptBreaks(ctx: Ctx, { breaks, startMinute, endMinute }: OvertimeRequest): BreakTimes[] | undefined {
  const stored = (breaks ?? []).map(([start, end]) => ({ start, end }))
  if (isByPolicy(stored, { start: startMinute, end: endMinute }, ctx.plant.breakPolicy)) return undefined
  return stored.map(({ start, end }) => ({ start: formatClock(start), end: formatClock(end) }))
}

async function save(ctx: Ctx, tx: Writing, wanted: Wanted, departmentId: string | null, { kind, overrideReason }: Verdict): Promise<void> {
  const { sql } = tx
  const { id, employeeId, projectId, workDate, shift, reason, detail } = wanted
  await sql`
    update overtime_request set employee_id = ${employeeId}, department_id = ${departmentId}, project_id = ${projectId}, work_date = ${workDate},
      start_minute = ${shift.span.start}, end_minute = ${shift.span.end}, starts_at = ${shift.startsAt}, ends_at = ${shift.endsAt},
      break_minutes = ${shift.breakMinutes}, minutes = ${shift.minutes}, kind = ${kind}, kind_override_reason = ${overrideReason},
      reason = ${reason}, detail = ${detail}, updated_at = ${ctx.now}, version = version + 1
    where id = ${id}`
  await sql`delete from overtime_break where request_id = ${id}`
  await insertBreaks(ctx, tx, id, shift)?.execute()
}
