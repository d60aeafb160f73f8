import type { CorrectionPreview, PreviewCorrection } from '@lembur/contracts/closing'
import { type CountedShift, isCounted } from '@lembur/contracts/overtime'
import type { Tx } from '@lembur/db'
import { isByPolicy } from '@lembur/rules/breaks'
import { type Period, periodMonth, periodOf } from '@lembur/rules/period'
import { type Ctx, ruleViolation } from '../kernel/index.ts'
import { takesDecisions } from '../period/index.ts'
import type { OvertimeRequest } from './access.ts'
import { refuseOverlap } from './clash.ts'
import { correctedClash } from './correction-clash.ts'
import { landingOf, type PeriodStates, periodStatesOf } from './correction-landing.ts'
import { breakTimes, correctionsOf, countedShift, shiftTimes } from './correction-row.ts'
import { dayOf, holidayRules } from './day.ts'
import { computeShift } from './shift.ts'

/**
 * What a correction comes to: the request as it counts now (as the last correction left it), as it should have counted by the
 * same rules of a shift, and where the difference lands. Errors: `correction.not_counted`, `period.not_locked` for the period of
 * the request or of the new date, `input.invalid`, `correction.no_difference`, `overtime.overlap`, `period.none_open`.
 */
export async function correctionTerms(ctx: Ctx, tx: Tx, request: OvertimeRequest, input: PreviewCorrection): Promise<CorrectionPreview> {
  if (!isCounted(request.status)) throw ruleViolation('correction.not_counted', { status: request.status })
  const workDate = input.workDate ?? request.workDate
  const [earlier, stateOf, holidays] = await Promise.all([correctionsOf(tx, request.id), periodStatesOf(tx), holidayRules(tx, workDate)])
  const startDay = request.periodStartDay ?? ctx.plant.periodStartDay
  const corrected = periodOf(request.workDate, startDay)
  assertLocked(corrected, stateOf)
  const before = earlier.at(-1)?.after ?? countedShift(request)
  const after = input.void ? { ...before, minutes: 0, counts: false } : shiftOf(ctx, before, input, (date) => dayOf(date, holidays).kind)
  if (same(before, after)) throw ruleViolation('correction.no_difference')
  if (after.workDate !== before.workDate) assertLocked(periodOf(after.workDate, startDay), stateOf)
  const clash = after.counts ? await correctedClash(ctx, tx, request, after) : null
  if (clash) throw refuseOverlap(clash)
  return {
    of: periodMonth(corrected),
    landsIn: landingOf(ctx, corrected, startDay, stateOf),
    before,
    after,
    differenceMinutes: after.minutes - before.minutes,
  }
}

function assertLocked(period: Period, stateOf: PeriodStates): void {
  if (takesDecisions(stateOf(period))) throw ruleViolation('period.not_locked', { ...periodMonth(period), state: stateOf(period) })
}

/** The shift of a correction: what is left out stays, breaks that a person placed too; those of the policy follow new times. */
function shiftOf(ctx: Ctx, before: CountedShift, input: PreviewCorrection, kindOn: (date: string) => CountedShift['kind']): CountedShift {
  const workDate = input.workDate ?? before.workDate
  const placed = before.breaks.map(({ startMinute, endMinute }) => ({ start: startMinute, end: endMinute }))
  const byPolicy = isByPolicy(placed, { start: before.startMinute, end: before.endMinute }, ctx.plant.breakPolicy)
  const kept = byPolicy ? undefined : before.breaks.map(({ start, end }) => ({ start, end }))
  const { timeStart = before.timeStart, timeEnd = before.timeEnd, breaks = kept } = input
  const shift = computeShift(ctx, workDate, timeStart, timeEnd, breaks)
  return {
    workDate,
    ...shiftTimes(shift.span.start, shift.span.end),
    breaks: shift.breaks.map(breakTimes),
    breakMinutes: shift.breakMinutes,
    minutes: shift.minutes,
    kind: input.kind ?? (workDate === before.workDate ? before.kind : kindOn(workDate)),
    counts: true,
  }
}

/** Whether two say the same; of two that do not count, times say nothing. */
function same(one: CountedShift, other: CountedShift): boolean {
  if (!one.counts && !other.counts) return true
  const text = ({ workDate, startMinute, endMinute, breaks, kind, counts }: CountedShift) =>
    JSON.stringify([workDate, startMinute, endMinute, breaks.map((rest) => [rest.startMinute, rest.endMinute]), kind, counts])
  return text(one) === text(other)
}
