import { describe, expect, test } from 'vitest'
import { nextPeriod, periodMonth, periodOf, periodOfMonth, previousPeriod, weekOf } from './period.ts'

describe('a period runs from the 26th to the 25th (decision 8)', () => {
  test.each([
    ['2026-06-11', '2026-05-26', '2026-06-25', 6],
    ['2026-06-25', '2026-05-26', '2026-06-25', 6],
    ['2026-06-26', '2026-06-26', '2026-07-25', 7],
    ['2026-01-25', '2025-12-26', '2026-01-25', 1],
    ['2025-12-26', '2025-12-26', '2026-01-25', 1],
    ['2025-12-25', '2025-11-26', '2025-12-25', 12],
    ['2028-02-29', '2028-02-26', '2028-03-25', 3],
  ])('%s lies in %s to %s, the period of month %i', (date, start, end, month) => {
    const period = periodOf(date)
    expect(period).toEqual({ start, end })
    expect(periodMonth(period)).toEqual({ year: Number(end.slice(0, 4)), month })
    expect(periodOfMonth(Number(end.slice(0, 4)), month)).toEqual(period)
  })
})

describe('the start day is the plant’s or the employee’s (decision 8)', () => {
  test.each([
    ['2026-06-17', 18, '2026-05-18', '2026-06-17'],
    ['2026-06-18', 18, '2026-06-18', '2026-07-17'],
    ['2026-02-15', 1, '2026-02-01', '2026-02-28'],
    ['2028-02-29', 1, '2028-02-01', '2028-02-29'],
    ['2026-12-31', 1, '2026-12-01', '2026-12-31'],
    ['2026-03-01', 2, '2026-02-02', '2026-03-01'],
    ['2026-02-28', 28, '2026-02-28', '2026-03-27'],
    ['2026-02-27', 28, '2026-01-28', '2026-02-27'],
  ])('%s with start day %i: %s to %s', (date, startDay, start, end) => {
    expect(periodOf(date, startDay)).toEqual({ start, end })
  })

  test.each([0, 29, 31, -1, 1.5, Number.NaN])('start day %d is refused: not every month has it', (startDay) => {
    expect(() => periodOf('2026-06-11', startDay)).toThrow(RangeError)
    expect(() => periodOfMonth(2026, 6, startDay)).toThrow(RangeError)
  })

  test('a date that does not exist is refused', () => {
    expect(() => periodOf('2026-06-31')).toThrow(RangeError)
  })
})

describe('the neighbours of a period keep its cycle', () => {
  test.each([
    [26, '2026-01-11', { start: '2025-11-26', end: '2025-12-25' }, { start: '2026-01-26', end: '2026-02-25' }],
    [18, '2026-01-11', { start: '2025-11-18', end: '2025-12-17' }, { start: '2026-01-18', end: '2026-02-17' }],
    [1, '2026-01-11', { start: '2025-12-01', end: '2025-12-31' }, { start: '2026-02-01', end: '2026-02-28' }],
  ])('start day %i', (startDay, date, before, after) => {
    const period = periodOf(date, startDay)
    expect(previousPeriod(period)).toEqual(before)
    expect(nextPeriod(period)).toEqual(after)
  })
})

describe('a week runs from Monday to Sunday (decision 7)', () => {
  test.each([
    ['2026-06-08', '2026-06-08', '2026-06-14'],
    ['2026-06-11', '2026-06-08', '2026-06-14'],
    ['2026-06-14', '2026-06-08', '2026-06-14'],
    ['2026-06-15', '2026-06-15', '2026-06-21'],
    ['2026-01-01', '2025-12-29', '2026-01-04'],
  ])('%s lies in %s to %s', (date, start, end) => {
    expect(weekOf(date)).toEqual({ start, end })
  })
})
