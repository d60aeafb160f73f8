import type { DayKind } from '@lembur/contracts/overtime'
import type { Span } from './hours.ts'
import { dateOf, dayOf, zoneOf } from './policy/zone.ts'

/** Work of a date: minutes from its 00:00, past 1440 into the next day. */
export type DatedSpan = Span & { workDate: string }

/** The plant's normal working time: what a normal shift is, where, and on which days there is one. */
export type NormalWork = { shift: Span; timeZone: string; kindOf: (date: string) => DayKind }

/** Farther away than this, work says nothing about rest. */
const days = 7

/**
 * The rest around a stretch of overtime, in minutes; breaks within a date's work are none. `before`: from the last work of an
 * earlier date to the first of this one, the normal shift of a weekday counted with it. `after`: from its end to the next work;
 * null where that is of the same date. Null, too, where there is no work within a week. What overlaps leaves no rest: 0.
 */
export function restAround(
  of: DatedSpan,
  others: readonly DatedSpan[],
  { shift, timeZone, kindOf }: NormalWork,
): { before: number | null; after: number | null } {
  const zone = zoneOf(timeZone)
  const home = dayOf(of.workDate)
  const dates = Array.from({ length: 2 * days + 1 }, (_, index) => dateOf(home + index - days))
  const normal = dates.filter((date) => kindOf(date) === 'weekday').map((workDate) => ({ ...shift, workDate }))
  const near = others.filter(({ workDate }) => workDate >= dates[0]! && workDate <= dates.at(-1)!)
  const work = [of, ...near, ...normal].map(({ workDate, start, end }) => {
    const day = dayOf(workDate)
    return { workDate, start: zone.instant(day, start), end: zone.instant(day, end) }
  })
  const { end } = work[0]!
  const begins = Math.min(...work.filter(({ workDate }) => workDate === of.workDate).map(({ start }) => start))
  const ended = Math.max(...work.filter(({ workDate }) => workDate < of.workDate).map((each) => each.end))
  const next = work.filter((each) => each.start >= end || each.workDate > of.workDate).sort((a, b) => a.start - b.start)[0]
  return {
    before: Number.isFinite(ended) ? Math.max(0, begins - ended) : null,
    after: next && next.workDate > of.workDate ? Math.max(0, next.start - end) : null,
  }
}
