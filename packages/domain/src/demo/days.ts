import type { DayKind } from '@lembur/contracts/overtime'
import { addDays, eachDay, isoWeekday } from '@lembur/rules/dates'
import { dayKind, type HolidayRule, holidayOn } from '@lembur/rules/day-kind'
import { randomOf } from './random.ts'

/** A work date with how many requests it gets, and how many of these still wait for a decision. */
export type DemoDay = { date: string; kind: DayKind; requests: number; pending: number }

/**
 * Shares requests out over the dates from `first` to a week after `today`: exactly `requests` of them. The newest wait:
 * all of the days to come, most of today, fewer of the days before, until `pending` are waiting.
 */
export function demoDays(
  first: string,
  today: string,
  holidays: readonly HolidayRule[],
  { requests, pending }: { requests: number; pending: number },
): DemoDay[] {
  const random = randomOf('days')
  const dates = eachDay(first, addDays(today, 7))
  const weights = dates.map((date) => weightOf(date, today, holidays) * (0.85 + 0.3 * random.next()))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  let [passed, given] = [0, 0]
  const days = dates.map((date, index): DemoDay => {
    passed += weights[index]!
    const upToHere = index === dates.length - 1 ? requests : Math.round((requests * passed) / whole)
    const here = upToHere - given
    given = upToHere
    return { date, kind: dayKind(date, holidays), requests: here, pending: 0 }
  })
  return withPending(days, today, pending)
}

function withPending(days: DemoDay[], today: string, pending: number): DemoDay[] {
  let left = pending
  const newestFirst = days.toReversed().map((day) => {
    const share = day.date > today ? 1 : day.date === today ? 0.85 : 0.4
    const waiting = Math.min(left, Math.ceil(day.requests * share))
    left -= waiting
    return { ...day, pending: waiting }
  })
  return newestFirst.toReversed()
}

function weightOf(date: string, today: string, holidays: readonly HolidayRule[]): number {
  const weekday = isoWeekday(date)
  const holiday = holidayOn(date, holidays)
  if (date > today) return holiday || weekday === 7 ? 0 : weekday === 6 ? 0.12 : date === addDays(today, 1) ? 0.1 : 0
  if (holiday) return holiday.title === 'Idulfitri' ? 0.03 : 0.14
  if (weekday === 7) return 0.16
  if (weekday === 6) return 0.42
  // Towards the end of a period, on the 25th, there is more to finish.
  const pressure = Number(date.slice(8)) >= 20 && Number(date.slice(8)) <= 25 ? 1.12 : 1
  return (weekday === 5 ? 0.85 : 1) * pressure
}
