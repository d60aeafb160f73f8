const dayMs = 86_400_000

// Judging a year of a plant turns dates into days and back some million times, and these are a few hundred dates.
const numbers = new Map<string, number>()
const dates = new Map<number, string>()
/** A hundred years; whoever asks for more dates than that has some of them worked out anew. */
const mostKept = 36_525

/**
 * A date as a number, 0 is 1970-01-01: what the arithmetic of long spans is done in. In UTC, where every day has 24 hours.
 * @throws RangeError if `date` is not a real calendar date written `YYYY-MM-DD`, as every function here that takes one
 */
export function dayOf(date: string): number {
  const known = numbers.get(date)
  if (known !== undefined) return known
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  // Some engines roll 30 February over to March instead of refusing it.
  if (Number.isNaN(ms) || new Date(ms).getUTCDate() !== Number(date.slice(8))) throw new RangeError(`Not a calendar date: ${date}`)
  const day = ms / dayMs
  if (numbers.size < mostKept) numbers.set(date, day)
  return day
}

/** The date of a day number. */
export function dateOf(day: number): string {
  const known = dates.get(day)
  if (known !== undefined) return known
  const date = new Date(day * dayMs).toISOString().slice(0, 10)
  if (dates.size < mostKept) dates.set(day, date)
  return date
}

/** The date `days` days later, or earlier if negative. */
export function addDays(date: string, days: number): string {
  return dateOf(dayOf(date) + days)
}

/** Whole days from `from` to `to`; negative if `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayOf(to) - dayOf(from)
}

/** 1 for Monday to 7 for Sunday, of a day number: 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/** The same of a date. */
export const isoWeekday = (date: string): number => weekdayOf(dayOf(date))

/** Every date from `from` to `to`, both included; empty if `to` is earlier. */
export function eachDay(from: string, to: string): string[] {
  const first = dayOf(from)
  return Array.from({ length: Math.max(0, dayOf(to) - first + 1) }, (_, index) => dateOf(first + index))
}

/** The calendar year of a date. */
export function yearOf(date: string): number {
  return Number(date.slice(0, 4))
}

/** The last date of a month; `month` is 1 to 12. */
export function lastDayOfMonth(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}
