import { describe, expect, it } from 'vitest'
import { dateOf, dayOf, weekdayOf } from '../dates.ts'
import { windowOf } from './windows.ts'
import { readTime, zoneOf } from './zone.ts'

const cycle = { weekStartsOn: 1, periodStartDay: 26 }

it.each([
  ['day', '2026-06-11', '2026-06-11', '2026-06-11'],
  ['week', '2026-06-14', '2026-06-08', '2026-06-14'],
  ['month', '2024-02-10', '2024-02-01', '2024-02-29'],
  ['period', '2026-06-26', '2026-06-26', '2026-07-25'],
  ['quarter', '2026-05-31', '2026-04-01', '2026-06-30'],
  ['year', '2026-05-31', '2026-01-01', '2026-12-31'],
  ['months3', '2026-01-15', '2025-11-01', '2026-01-31'],
] as const)('the %s of %s is %s to %s', (window, date, from, to) => {
  expect(windowOf(window, dayOf(date), cycle)).toEqual({ from, to })
})

it('a week begins on the day that the policy says', () => {
  expect(windowOf('week', dayOf('2026-06-14'), { ...cycle, weekStartsOn: 7 })).toEqual({ from: '2026-06-14', to: '2026-06-20' })
})

describe('the wall clock of a place', () => {
  const newYork = zoneOf('America/New_York')
  const hours = (from: string, to: string) => ((readTime(to, newYork) ?? 0) - (readTime(from, newYork) ?? 0)) / 60

  it('has 25 hours on the day it is set back, 23 on the day it is set on, 24 on others', () => {
    expect(hours('2026-11-01T00:00', '2026-11-02T00:00')).toBe(25)
    expect(hours('2026-03-08T00:00', '2026-03-09T00:00')).toBe(23)
    expect(hours('2026-06-11T00:00', '2026-06-12T00:00')).toBe(24)
  })

  it('takes the first of a time that comes twice, and moves on one that is skipped', () => {
    expect(hours('2026-11-01T00:00', '2026-11-01T01:30')).toBe(1.5)
    expect(hours('2026-03-08T00:00', '2026-03-08T02:30')).toBe(2.5)
  })

  it('reads an instant by its own offset', () => {
    expect(readTime('2026-06-11T12:00Z', newYork)).toBe(readTime('2026-06-11T08:00', newYork))
    expect(readTime('2026-06-11T19:00+07:00', newYork)).toBe(readTime('2026-06-11T08:00', newYork))
  })

  it('shows every minute of a changing day where it is asked for it', () => {
    for (let instant = readTime('2026-10-31T22:00', newYork) ?? 0, end = instant + 600; instant < end; instant += 15) {
      const { day, minute } = newYork.local(instant)
      const shown = newYork.instant(day, minute)
      expect([instant, instant - 60]).toContain(shown)
    }
  })
})

it('days are numbers from Monday to Sunday', () => {
  expect(['2026-06-08', '2026-06-14', '1969-12-31'].map((date) => [weekdayOf(dayOf(date)), dateOf(dayOf(date))])).toEqual([
    [1, '2026-06-08'],
    [7, '2026-06-14'],
    [3, '1969-12-31'],
  ])
})
