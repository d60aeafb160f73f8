import { instantOf, localOf } from '../clock.ts'
import { dateOf, dayOf } from '../dates.ts'
import { problem } from './problem.ts'

const day = 1440
const minuteMs = 60_000

/** The wall clock of a place. Instants are whole minutes since 1970-01-01T00:00Z. */
export type Zone = {
  /** The instant at which the clock shows `minute` minutes past 00:00 of a day; 1440 and more is the next. */
  instant(dayNumber: number, minute: number): number
  /** The day and the minute that the clock shows. */
  local(instant: number): { day: number; minute: number }
}

const zones = new Map<string, Zone>()

/** @throws PolicyProblem `evaluation.time_zone` */
export function zoneOf(name: string): Zone {
  const known = zones.get(name)
  if (known) return known
  const offsets = new Map<number, number | null>()
  const exactOffset = (instant: number) => {
    const { date, minute } = localOf(new Date(instant * minuteMs), name)
    return dayOf(date) * day + minute - instant
  }
  // Nearly every day of nearly every place has one offset, and is then plain arithmetic; null is a day around a change.
  const offsetOf = (dayNumber: number): number | null => {
    let offset = offsets.get(dayNumber)
    if (offset === undefined) {
      const around = [-1, 0, 1, 2].map((days) => exactOffset((dayNumber + days) * day))
      offset = around.every((each) => each === around[0]) ? (around[0] ?? 0) : null
      offsets.set(dayNumber, offset)
    }
    return offset
  }
  const zone: Zone = {
    instant(dayNumber, minute) {
      const shown = dayNumber + Math.floor(minute / day)
      const offset = offsetOf(shown)
      return offset === null ? instantOf(dateOf(dayNumber), minute, name).getTime() / minuteMs : dayNumber * day + minute - offset
    },
    local(instant) {
      const offset = offsetOf(Math.floor(instant / day))
      const wall = instant + (offset ?? exactOffset(instant))
      const shown = Math.floor(wall / day)
      return { day: shown, minute: wall - shown * day }
    },
  }
  try {
    zone.local(0)
  } catch {
    throw problem('timeZone', 'evaluation.time_zone')
  }
  zones.set(name, zone)
  return zone
}

/**
 * A local time of the place, or an instant with its offset, as an instant in whole minutes; null if it does not exist. A time that
 * happens twice is the first one, one that a clock change skips is moved on by the change.
 */
export function readTime(text: string, zone: Zone): number | null {
  if (/(Z|[+-]\d{2}:\d{2})$/.test(text)) {
    const at = Date.parse(text)
    return Number.isNaN(at) ? null : Math.floor(at / minuteMs)
  }
  const hour = Number(text.slice(11, 13))
  const minute = Number(text.slice(14, 16))
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null
  try {
    return zone.instant(dayOf(text.slice(0, 10)), hour * 60 + minute)
  } catch {
    return null
  }
}
