import { describe, expect, test } from 'vitest'
import { addDays, daysBetween, eachDay, isoWeekday, lastDayOfMonth, yearOf } from './dates.ts'

describe('dates are calendar days, whatever the zone of the machine', () => {
  test.each([
    ['2026-06-11', 0, '2026-06-11'],
    ['2026-06-30', 1, '2026-07-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-03-08', 1, '2026-03-09'],
    ['2026-12-26', 30, '2027-01-25'],
  ])('%s and %i days is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected)
    expect(daysBetween(date, expected)).toBe(days)
  })

  test.each(['2026-02-29', '2026-13-01', '2026-06-31', '2026-6-1', '11.06.2026', '', '2026-06-11T00:00:00Z'])('"%s" is refused', (text) => {
    expect(() => addDays(text, 1)).toThrow(RangeError)
  })

  test.each([
    ['1969-12-29', 1],
    ['1970-01-01', 4],
    ['2026-06-08', 1],
    ['2026-06-11', 4],
    ['2026-06-13', 6],
    ['2026-06-14', 7],
  ])('%s is weekday %i, counted from Monday', (date, weekday) => {
    expect(isoWeekday(date)).toBe(weekday)
  })

  test('a range of days includes both ends, and is empty when turned round', () => {
    expect(eachDay('2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'])
    expect(eachDay('2026-02-27', '2026-02-27')).toEqual(['2026-02-27'])
    expect(eachDay('2026-03-02', '2026-02-27')).toEqual([])
  })

  test.each([
    [2026, 1, '2026-01-31'],
    [2026, 2, '2026-02-28'],
    [2028, 2, '2028-02-29'],
    [2026, 12, '2026-12-31'],
  ])('month %i-%i ends on %s', (year, month, last) => {
    expect(lastDayOfMonth(year, month)).toBe(last)
    expect(yearOf(last)).toBe(year)
  })
})
