import { addDays, isoWeekday, lastDayOfMonth } from './dates.ts'

/** Dates from `start` to `end`, both included. */
export type Period = { start: string; end: string }

const plantStartDay = 26

function assertStartDay(startDay: number): void {
  // Every month has 28 days, so such periods always tile the calendar.
  if (!Number.isInteger(startDay) || startDay < 1 || startDay > 28) throw new RangeError(`A period starts on day 1 to 28, not ${startDay}`)
}

const two = (n: number) => String(n).padStart(2, '0')

/**
 * The period that a date belongs to: from `startDay` to the day before it in the next month, by default 26th to 25th (settled by the
 * plant, decision 8). A start day of 1 is the calendar month.
 * @throws RangeError if `startDay` is not a whole number from 1 to 28, or the date does not exist
 */
export function periodOf(date: string, startDay = plantStartDay): Period {
  assertStartDay(startDay)
  const checked = addDays(date, 0)
  const year = Number(checked.slice(0, 4))
  const month = Number(checked.slice(5, 7))
  const startsHere = Number(checked.slice(8)) >= startDay
  // The period named for a month ends in it; with start day 1 it also starts there.
  const named = year * 12 + month - 1 + (startsHere && startDay > 1 ? 1 : 0)
  return periodOfMonth(Math.floor(named / 12), (named % 12) + 1, startDay)
}

/** The month a period is named for, that of its last day: the January period is 26 December to 25 January. */
export function periodMonth(period: Period): { year: number; month: number } {
  return { year: Number(period.end.slice(0, 4)), month: Number(period.end.slice(5, 7)) }
}

/**
 * The period named for a month; `month` is 1 to 12.
 * @throws RangeError if `startDay` is not a whole number from 1 to 28
 */
export function periodOfMonth(year: number, month: number, startDay = plantStartDay): Period {
  assertStartDay(startDay)
  if (startDay === 1) return { start: `${year}-${two(month)}-01`, end: lastDayOfMonth(year, month) }
  const start = month === 1 ? `${year - 1}-12-${two(startDay)}` : `${year}-${two(month - 1)}-${two(startDay)}`
  return { start, end: `${year}-${two(month)}-${two(startDay - 1)}` }
}

const startDayOf = (period: Period) => Number(period.start.slice(8))

/** The period just before, of the same cycle. */
export function previousPeriod(period: Period): Period {
  return periodOf(addDays(period.start, -1), startDayOf(period))
}

/** The period just after, of the same cycle. */
export function nextPeriod(period: Period): Period {
  return periodOf(addDays(period.end, 1), startDayOf(period))
}

/** Monday to Sunday around a date (settled by the plant, decision 7). */
export function weekOf(date: string): Period {
  const start = addDays(date, 1 - isoWeekday(date))
  return { start, end: addDays(start, 6) }
}
