import type { EvaluationInput } from '@lembur/contracts/evaluation'
import { dayOf } from '../dates.ts'
import { type Fault, PolicyProblem } from './problem.ts'
import { readTime, type Zone } from './zone.ts'

/** Work without a break in it: instants in whole minutes. */
export type Segment = {
  start: number
  end: number
  tag: string | null
  /** None of it fills the norm. */
  overtime: boolean
  /** The day it was asked for, where somebody said. */
  workDay: number | null
  /** Kind of its first day, where somebody decided. */
  dayKind: string | null
}

/** Segments of one person in one go: what lies between them are his breaks. */
export type Shift = { segments: Segment[]; workDay: number | null }

const longest = 1440

/** Work and breaks as they were given, in whole minutes; `index` is where in the list. */
export type GivenWork = Segment & { index: number }
export type GivenBreak = { start: number; end: number; index: number }
export type Given = { work: GivenWork[]; breaks: GivenBreak[]; faults: Fault[] }

/** Reads times as people write them. Its faults name `intervals.N.start`, `.end`, `breaks.N.start`, `.end`: a time that does not exist, an end before its start. */
export function readWork({ intervals, breaks }: Pick<EvaluationInput, 'intervals' | 'breaks'>, zone: Zone): Given {
  const faults: Fault[] = []
  const span = (at: string, { start, end }: { start: string; end: string }) => {
    const from = readTime(start, zone)
    const to = readTime(end, zone)
    if (from === null) faults.push({ path: `${at}.start`, code: 'time.invalid' })
    if (to === null) faults.push({ path: `${at}.end`, code: 'time.invalid' })
    if (from === null || to === null) return null
    if (to <= from) faults.push({ path: `${at}.end`, code: 'evaluation.reversed' })
    return to > from ? { start: from, end: to } : null
  }
  const work = intervals.flatMap((interval, index): GivenWork[] => {
    const read = span(`intervals.${index}`, interval)
    if (!read) return []
    const { tag = null, overtime = false, workDate, day } = interval
    return [{ ...read, index, tag, overtime, workDay: workDate === undefined ? null : dayOf(workDate), dayKind: day ?? null }]
  })
  const rests = breaks.flatMap((each, index): GivenBreak[] => {
    const read = span(`breaks.${index}`, each)
    return read ? [{ ...read, index }] : []
  })
  return { work, breaks: rests, faults }
}

/**
 * Work less breaks, in order of time.
 * @throws PolicyProblem with every fault: those of reading, an overlap, more than 24 hours in one go, a break outside of work
 */
export function segmentsOf({ work, breaks, faults: unread }: Given): Segment[] {
  const inOrder = (a: GivenBreak, b: GivenBreak) => a.start - b.start || a.index - b.index
  const sorted = work.toSorted(inOrder)
  const rests = breaks.toSorted(inOrder)
  const long = sorted.filter(({ start, end }) => end - start > longest)
  const faults = [
    ...unread,
    ...long.map(({ index }): Fault => ({ path: `intervals.${index}.end`, code: 'evaluation.too_long' })),
    ...overlaps(sorted, 'intervals'),
    ...overlaps(rests, 'breaks'),
  ]
  // Of work that is not right itself, nobody can say what lies in it.
  if (faults.length === 0) faults.push(...outside(rests, sorted))
  if (faults.length > 0) throw new PolicyProblem(faults)
  let next = 0
  return sorted.flatMap((each) => {
    const first = next
    while ((rests[next]?.end ?? Number.POSITIVE_INFINITY) <= each.end) next++
    return withoutBreaks(each, rests.slice(first, next))
  })
}

const overlaps = (sorted: readonly GivenBreak[], at: string): Fault[] =>
  sorted.flatMap((each, place): Fault[] => {
    const before = sorted[place - 1]
    return before && before.end > each.start ? [{ path: `${at}.${each.index}.start`, code: 'evaluation.overlap' }] : []
  })

/** A break lies between the first and the last minute of one interval; one that fills a gap between two is none of either. */
function outside(rests: readonly GivenBreak[], work: readonly GivenWork[]): Fault[] {
  let at = 0
  return rests.flatMap(({ start, end, index }): Fault[] => {
    while (at < work.length - 1 && (work[at]?.end ?? 0) <= start) at++
    const around = work[at]
    return around && around.start <= start && end <= around.end ? [] : [{ path: `breaks.${index}.start`, code: 'evaluation.break_outside' }]
  })
}

/** Of breaks that lie inside of this work. */
function withoutBreaks({ index: _index, ...work }: GivenWork, rests: readonly GivenBreak[]): Segment[] {
  const parts: Segment[] = []
  let at = work.start
  for (const rest of rests) {
    if (rest.start > at) parts.push({ ...work, start: at, end: rest.start })
    at = rest.end
  }
  if (at < work.end) parts.push({ ...work, start: at })
  return parts
}

/** Segments with shorter gaps than `joinsWithin` minutes are one shift, unless they are for different work dates; at most a day long. */
export function shiftsOf(segments: readonly Segment[], joinsWithin: number): Shift[] {
  const shifts: Shift[] = []
  for (const segment of segments) {
    const current = shifts.at(-1)
    const first = current?.segments[0]
    const last = current?.segments.at(-1)
    const isClose = first && last && segment.start - last.end < joinsWithin && segment.start - first.start < longest
    // What begins where the last ended is no new shift, however it was written down.
    const goesOn = (isClose || segment.start === last?.end) && current?.workDay === segment.workDay
    if (goesOn) current?.segments.push(segment)
    else shifts.push({ segments: [segment], workDay: segment.workDay })
  }
  return shifts
}
