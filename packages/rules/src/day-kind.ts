import type { DayKind } from '@lembur/contracts/overtime'
import { isoWeekday } from './dates.ts'

/** A public or plant holiday. A recurring one is on the same month and day of every year, before and after its own (decision 16). */
export type HolidayRule = { date: string; title: string; isRecurring: boolean }

/** The holiday on a date, or null. One entered for that very date is preferred to one that recurs. */
export function holidayOn(date: string, holidays: readonly HolidayRule[]): HolidayRule | null {
  const monthDay = date.slice(5)
  return (
    holidays.find((holiday) => holiday.date === date) ??
    holidays.find((holiday) => holiday.isRecurring && holiday.date.slice(5) === monthDay) ??
    null
  )
}

/**
 * Holiday, else weekend (Saturday and Sunday), else weekday: each date is exactly one of them (settled by the plant, decision 5).
 * @throws RangeError if `date` does not exist
 */
export function dayKind(date: string, holidays: readonly HolidayRule[]): DayKind {
  const weekday = isoWeekday(date)
  if (holidayOn(date, holidays)) return 'holiday'
  return weekday >= 6 ? 'weekend' : 'weekday'
}

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/**
 * The holidays of a year in order of date, each with its date in that year; 29 February only in leap years. Two of different titles
 * on one date are both listed, the same title once.
 */
export function holidaysOfYear<Rule extends HolidayRule>(year: number, holidays: readonly Rule[]): Rule[] {
  const prefix = String(year).padStart(4, '0')
  const found = new Map<string, Rule>()
  for (const holiday of holidays) {
    const monthDay = holiday.date.slice(5)
    const isHere = holiday.date.startsWith(prefix) || (holiday.isRecurring && (monthDay !== '02-29' || isLeap(year)))
    if (!isHere) continue
    const date = `${prefix}-${monthDay}`
    found.set(`${date} ${holiday.title}`, { ...holiday, date })
  }
  return [...found.values()].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}
