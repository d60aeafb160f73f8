import { describe, expect, test } from 'vitest'
import { dayKind, holidayOn, holidaysOfYear } from './day-kind.ts'

const independence = { date: '2020-08-17', title: 'Independence Day', isRecurring: true }
const waisak = { date: '2026-05-31', title: 'Waisak', isRecurring: false }
const pancasila = { date: '2026-06-01', title: 'Pancasila Day', isRecurring: true }
const leapDay = { date: '2024-02-29', title: 'Plant founding day', isRecurring: true }
const holidays = [independence, waisak, pancasila, leapDay]

describe('holiday, else weekend, else weekday (decision 5)', () => {
  test.each([
    ['2026-06-11', 'weekday'],
    ['2026-06-12', 'weekday'],
    ['2026-06-13', 'weekend'],
    ['2026-06-14', 'weekend'],
    ['2026-06-01', 'holiday'],
    ['2026-05-31', 'holiday'],
  ])('%s is a %s', (date, kind) => {
    expect(dayKind(date, holidays)).toBe(kind)
  })

  test('a date that does not exist is refused', () => {
    expect(() => dayKind('2026-02-29', holidays)).toThrow(RangeError)
  })
})

describe('holidays that recur appear every year (decision 16)', () => {
  test.each([
    ['2020-08-17', 'Independence Day'],
    ['2027-08-17', 'Independence Day'],
    ['2019-08-17', 'Independence Day'],
    ['2026-05-31', 'Waisak'],
    ['2027-05-31', undefined],
    ['2028-02-29', 'Plant founding day'],
    ['2026-02-28', undefined],
    ['2026-03-01', undefined],
  ])('on %s: %s', (date, title) => {
    expect(holidayOn(date, holidays)?.title).toBe(title)
  })

  test('one entered for the very date is preferred', () => {
    const special = { date: '2026-08-17', title: 'Independence Day, 81 years', isRecurring: false }
    expect(holidayOn('2026-08-17', [...holidays, special])).toBe(special)
    expect(holidayOn('2027-08-17', [...holidays, special])).toBe(independence)
  })

  test('the list of a year is in order, each with its date in that year', () => {
    expect(holidaysOfYear(2026, holidays).map(({ date, title }) => `${date} ${title}`)).toEqual([
      '2026-05-31 Waisak',
      '2026-06-01 Pancasila Day',
      '2026-08-17 Independence Day',
    ])
    expect(holidaysOfYear(2028, holidays).map(({ date }) => date)).toEqual(['2028-02-29', '2028-06-01', '2028-08-17'])
    expect(holidaysOfYear(2100, [leapDay])).toEqual([])
    expect(holidaysOfYear(2000, [leapDay])).toHaveLength(1)
  })

  test('the same holiday entered for two years is listed once, two on one date twice', () => {
    const again = { ...independence, date: '2026-08-17' }
    const other = { date: '2026-08-17', title: 'Plant picnic', isRecurring: false }
    expect(holidaysOfYear(2026, [independence, again, other]).map(({ title }) => title)).toEqual(['Independence Day', 'Plant picnic'])
  })
})
