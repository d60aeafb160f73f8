import type { ErrorCode } from '@lembur/contracts/errors'
import { type BreakPolicy, defaultBreakPolicy, planBreaks } from './breaks.ts'
import { parseClock } from './clock.ts'

/** From `start` up to but without `end`, in minutes from 00:00 of the work date; 1440 and more is the next day. */
export type Span = { start: number; end: number }

/** A break as people write it, local times `HH:MM`. */
export type BreakInput = { start: string; end: string }

/** Lengths in whole minutes: the shift from start to end, the breaks in it, and what is left as overtime. */
export type Hours = { elapsedMinutes: number; breakMinutes: number; minutes: number }

export type ShiftProblemCode =
  | Extract<
      ErrorCode,
      'overtime.zero_length' | 'overtime.break_outside' | 'overtime.break_overlap' | 'overtime.break_zero_length' | 'overtime.no_time_left'
    >
  | 'time.invalid'

/** `path` names the field of the request: `timeEnd`, `breaks`, `breaks.0.end`. */
export type ShiftProblem = { path: string; code: ShiftProblemCode }

export type CheckedShift = ({ ok: true; span: Span; breaks: Span[] } & Hours) | { ok: false; problems: ShiftProblem[] }

const day = 1440

function minuteOf(time: string): number {
  const minute = parseClock(time)
  if (minute === null) throw new RangeError(`Not a time of day: ${time}`)
  return minute
}

/**
 * The span between two local times. An end before the start is on the next day (settled by the plant, decision 3).
 * @returns null if both are equal: such a shift has no length and is refused
 * @throws RangeError if one of them is no time of day
 */
export function spanOf(timeStart: string, timeEnd: string): Span | null {
  const start = minuteOf(timeStart)
  const end = minuteOf(timeEnd)
  if (start === end) return null
  return { start, end: end < start ? end + day : end }
}

/** A start before the shift's start is on the next day, an end before its own start on the day after that start. */
function placeBreak(shift: Span, { start, end }: BreakInput): Span {
  const from = minuteOf(start)
  const placed = from < shift.start ? from + day : from
  const to = minuteOf(end)
  return { start: placed, end: placed + ((to - from + day) % day) }
}

const inOrder = (a: Span, b: Span) => a.start - b.start || a.end - b.end

/**
 * Breaks by local times as spans of the work date, in order of time. They are placed, not checked: one may lie outside the shift,
 * overlap another or have no length; `checkShift` tells.
 * @throws RangeError if a time is no time of day
 */
export function placeBreaks(span: Span, breaks: readonly BreakInput[]): Span[] {
  return breaks.map((input) => placeBreak(span, input)).sort(inOrder)
}

/** The lengths of a shift whose breaks lie inside it without overlap. Never below nought, so a half-typed form shows 0, not a minus. */
export function computeHours(span: Span, breaks: readonly Span[]): Hours {
  const elapsedMinutes = span.end - span.start
  const breakMinutes = breaks.reduce((sum, { start, end }) => sum + end - start, 0)
  return { elapsedMinutes, breakMinutes, minutes: Math.max(0, elapsedMinutes - breakMinutes) }
}

/**
 * The one check of a shift that the server and the form share, and its hours (settled by the plant, decisions 3 and 4).
 * @param breaks left out: planned by `policy`; an empty list: none
 * @returns the placed breaks in order of time and the lengths, or every problem, each at its field
 */
export function checkShift(
  timeStart: string,
  timeEnd: string,
  breaks?: readonly BreakInput[],
  policy: BreakPolicy = defaultBreakPolicy,
): CheckedShift {
  const unreadable = unreadableTimes(timeStart, timeEnd, breaks ?? [])
  if (unreadable.length > 0) return { ok: false, problems: unreadable }
  const span = spanOf(timeStart, timeEnd)
  if (!span) return { ok: false, problems: [{ path: 'timeEnd', code: 'overtime.zero_length' }] }
  const placed = breaks ? breaks.map((input) => placeBreak(span, input)) : planBreaks(span, policy)
  const problems = breakProblems(span, placed)
  if (problems.length > 0) return { ok: false, problems }
  const sorted = placed.toSorted(inOrder)
  const hours = computeHours(span, sorted)
  if (hours.minutes === 0) return { ok: false, problems: [{ path: 'breaks', code: 'overtime.no_time_left' }] }
  return { ok: true, span, breaks: sorted, ...hours }
}

function unreadableTimes(timeStart: string, timeEnd: string, breaks: readonly BreakInput[]): ShiftProblem[] {
  const times: [path: string, time: string][] = [
    ['timeStart', timeStart],
    ['timeEnd', timeEnd],
  ]
  breaks.forEach(({ start, end }, index) => {
    times.push([`breaks.${index}.start`, start], [`breaks.${index}.end`, end])
  })
  return times.filter(([, time]) => parseClock(time) === null).map(([path]) => ({ path, code: 'time.invalid' }))
}

/** One problem a break at most: the first thing to put right. Of two that overlap, the later one is named. */
function breakProblems(shift: Span, breaks: readonly Span[]): ShiftProblem[] {
  return breaks.flatMap(({ start, end }, index): ShiftProblem[] => {
    if (start >= shift.end) return [{ path: `breaks.${index}.start`, code: 'overtime.break_outside' }]
    if (end === start) return [{ path: `breaks.${index}.end`, code: 'overtime.break_zero_length' }]
    if (end > shift.end) return [{ path: `breaks.${index}.end`, code: 'overtime.break_outside' }]
    const overlaps = breaks.some(
      (other, at) => at !== index && other.end > start && (other.start < start || (other.start === start && at < index)),
    )
    return overlaps ? [{ path: `breaks.${index}.start`, code: 'overtime.break_overlap' }] : []
  })
}

/** Hours as people and workbooks see them, two decimals, half up: 50 minutes are 0.83. Sum minutes first, then convert. */
export function hoursOf(minutes: number): number {
  return Math.round((minutes * 100) / 60) / 100
}

/** `hoursOf` with both decimals written, for workbooks and files: `1.00`. Screens format by language instead. */
export function hoursText(minutes: number): string {
  return hoursOf(minutes).toFixed(2)
}
