import type { DayKind } from '@lembur/contracts/overtime'
import { dateOf, dayOf } from './dates.ts'
import type { Span } from './hours.ts'
import { zoneOf } from './policy/zone.ts'

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
  const placed = (day: number, { start, end }: Span) => ({ day, start: zone.instant(day, start), end: zone.instant(day, end) })
  const own = placed(home, of)
  const work = [own, ...others.map((other) => placed(dayOf(other.workDate), other)).filter(({ day }) => Math.abs(day - home) <= days)]
  for (let day = home - days; day <= home + days; day++) if (kindOf(dateOf(day)) === 'weekday') work.push(placed(day, shift))
  let begins = own.start
  let ended: number | null = null
  let next: { day: number; start: number } | null = null
  for (const each of work) {
    if (each.day === home) begins = Math.min(begins, each.start)
    if (each.day < home) ended = Math.max(ended ?? each.end, each.end)
    if ((each.start >= own.end || each.day > home) && (!next || each.start < next.start)) next = each
  }
  return {
    before: ended === null ? null : Math.max(0, begins - ended),
    after: next && next.day > home ? Math.max(0, next.start - own.end) : null,
  }
}
