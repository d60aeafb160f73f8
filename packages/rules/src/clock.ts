import { addDays } from './dates.ts'

const minuteMs = 60_000
const dayMinutes = 1440

/**
 * Reads a time of day as people type it: `1720`, `17.20`, `17:20`, `17 20`, `5:20pm`, `5pm`, `720`, `7`, `07`; full-width digits too.
 * @returns minutes since 00:00 (0 to 1439), or null if it is no time of day (`25:00`, `24:00`, `13pm`, empty).
 */
export function parseClock(text: string): number | null {
  // NFKC turns the full-width digits and colon of a Chinese keyboard into plain ones.
  const plain = text.normalize('NFKC').trim().toLowerCase()
  const match = /^(\d{1,2})(?:(?:\s*[:.]\s*|\s+)?(\d{2}))?\s*(?:([ap])\.?m\.?)?$/.exec(plain)
  if (!match) return null
  const half = match[3]
  const typedHour = Number(match[1])
  const minute = Number(match[2] ?? 0)
  if (half && (typedHour < 1 || typedHour > 12)) return null
  const hour = half ? (typedHour % 12) + (half === 'p' ? 12 : 0) : typedHour
  return hour < 24 && minute < 60 ? hour * 60 + minute : null
}

/** `HH:MM` of a minute counted from 00:00; 1440 and more, or less than 0, is the time on the day it falls on. */
export function formatClock(minute: number): string {
  const ofDay = ((minute % dayMinutes) + dayMinutes) % dayMinutes
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`
}

/** The nearest multiple of `step` minutes; a half goes up. */
export function roundTo(minute: number, step: number): number {
  return Math.round(minute / step) * step
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs far more than using it, so each zone's is kept. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(zone, made)
  return made
}

/** What the wall clock of `zone` shows at an instant, written as if it were UTC, in milliseconds without fractions of a second. */
function wallMs(instantMs: number, zone: string): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const part of formatOf(zone).formatToParts(instantMs)) parts[part.type] = Number(part.value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/**
 * The instant at which the wall clock of `zone` shows `minute` minutes after 00:00 of `date`. Minutes are those on the wall: 1440 is
 * 00:00 of the next date whether or not a clock change lies between. A time that a clock change skips is moved on by the change; a
 * time that happens twice is the first one.
 * @param zone an IANA name such as `Asia/Jakarta`
 * @throws RangeError on an unknown zone or a date that does not exist
 */
export function instantOf(date: string, minute: number, zone: string): Date {
  const wall = Date.parse(`${addDays(date, 0)}T00:00:00Z`) + minute * minuteMs
  // The zone's offset a day before and a day after; they differ only around a clock change.
  const before = offsetAt(wall - dayMinutes * minuteMs, zone)
  const after = offsetAt(wall + dayMinutes * minuteMs, zone)
  if (before === after) return new Date(wall - before)
  const earlier = wall - Math.max(before, after)
  const later = wall - Math.min(before, after)
  if (wallMs(earlier, zone) === wall) return new Date(earlier)
  if (wallMs(later, zone) === wall) return new Date(later)
  return new Date(wall - before)
}

function offsetAt(instantMs: number, zone: string): number {
  return wallMs(instantMs, zone) - instantMs
}

/**
 * The date and the minute of the day (0 to 1439, begun minutes cut off) that the wall clock of `zone` shows at an instant.
 * @throws RangeError on an unknown zone
 */
export function localOf(instant: Date, zone: string): { date: string; minute: number } {
  const wall = new Date(wallMs(instant.getTime(), zone))
  return { date: wall.toISOString().slice(0, 10), minute: wall.getUTCHours() * 60 + wall.getUTCMinutes() }
}
