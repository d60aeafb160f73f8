import type { CapWindow } from '@lembur/contracts/policy'
import { addDays, dateOf, lastDayOfMonth } from '../dates.ts'
import { periodOf } from '../period.ts'
import { weekStart } from './bands.ts'

/** Dates from `from` to `to`, both included. */
export type Window = { from: string; to: string }

const two = (month: number) => String(month).padStart(2, '0')

type Cycle = { weekStartsOn: number; periodStartDay: number }

const known = new Map<string, Window>()

/** The stretch of time around a day over which a cap adds up. Months, quarters and years are the calendar's; `period` is the plant's. */
export function windowOf(window: CapWindow, day: number, cycle: Cycle): Window {
  const key = `${window} ${day} ${cycle.weekStartsOn} ${cycle.periodStartDay}`
  let found = known.get(key)
  if (!found) {
    found = windowAround(window, day, cycle)
    known.set(key, found)
  }
  return found
}

function windowAround(window: CapWindow, day: number, { weekStartsOn, periodStartDay }: Cycle): Window {
  const date = dateOf(day)
  const year = Number(date.slice(0, 4))
  const month = Number(date.slice(5, 7))
  switch (window) {
    case 'day':
      return { from: date, to: date }
    case 'week': {
      const from = dateOf(weekStart(day, weekStartsOn))
      return { from, to: addDays(from, 6) }
    }
    case 'period': {
      const { start, end } = periodOf(date, periodStartDay)
      return { from: start, to: end }
    }
    case 'month':
      return { from: `${date.slice(0, 7)}-01`, to: lastDayOfMonth(year, month) }
    case 'months3':
      return { from: `${monthBefore(year, month, 2)}-01`, to: lastDayOfMonth(year, month) }
    case 'quarter': {
      const first = month - ((month - 1) % 3)
      return { from: `${year}-${two(first)}-01`, to: lastDayOfMonth(year, first + 2) }
    }
    case 'year':
      return { from: `${year}-01-01`, to: `${year}-12-31` }
  }
}

/** `YYYY-MM` so many months earlier. */
export function monthBefore(year: number, month: number, months: number): string {
  const index = year * 12 + month - 1 - months
  return `${Math.floor(index / 12)}-${two((index % 12) + 1)}`
}
