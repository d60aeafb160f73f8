import type { BreakTimes } from '@lembur/contracts/overtime'
import { isByPolicy, planBreaks } from '@lembur/rules/breaks'
import { instantOf } from '@lembur/rules/clock'
import { checkShift, type Hours, type Span } from '@lembur/rules/hours'
import { type Ctx, field, invalid } from '../kernel/index.ts'
import type { BreakTuple } from './row.ts'

/** A shift that has been checked and computed: where it lies, its breaks, its hours, and the instants it means. */
export type Shift = Hours & { span: Span; breaks: (Span & { touched: boolean })[]; startsAt: Date; endsAt: Date }

/**
 * Computes a shift from local times by the plant's policy. No `breaks`: the policy places them; a list: as given, each
 * marked as touched unless the policy would place all of them just so.
 * Throws `input.invalid` naming each wrong field.
 */
export function computeShift(ctx: Ctx, workDate: string, timeStart: string, timeEnd: string, breaks: BreakTimes[] | undefined): Shift {
  const { breakPolicy, timeZone } = ctx.plant
  const checked = checkShift(timeStart, timeEnd, breaks, breakPolicy)
  if (!checked.ok) throw invalid(checked.problems.map(({ path, code }) => field(path, code)))
  const touched = breaks !== undefined && !isByPolicy(checked.breaks, checked.span, breakPolicy)
  const { span, elapsedMinutes, breakMinutes, minutes } = checked
  return {
    span,
    breaks: checked.breaks.map((rest) => ({ ...rest, touched })),
    elapsedMinutes,
    breakMinutes,
    minutes,
    startsAt: instantOf(workDate, span.start, timeZone),
    endsAt: instantOf(workDate, span.end, timeZone),
  }
}

/** A shift as a stored request has it. */
export const placed = ({ span, breaks }: Shift): { startMinute: number; endMinute: number; breaks: BreakTuple[] } => ({
  startMinute: span.start,
  endMinute: span.end,
  breaks: breaks.map(({ start, end, touched }) => [start, end, touched]),
})

/** The breaks that the policy places in a shift. */
export const policyBreaks = (ctx: Ctx, span: Span): Span[] => planBreaks(span, ctx.plant.breakPolicy)
