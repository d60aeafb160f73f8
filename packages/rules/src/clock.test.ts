import { describe, expect, test } from 'vitest'
import { formatClock, instantOf, localOf, parseClock, roundTo } from './clock.ts'

describe('times are understood as people type them', () => {
  test.each([
    ['1720', '17:20'],
    ['17.20', '17:20'],
    ['17:20', '17:20'],
    ['17 20', '17:20'],
    [' 17 : 20 ', '17:20'],
    ['17：20', '17:20'],
    ['5:20pm', '17:20'],
    ['5:20 PM', '17:20'],
    ['5.20 p.m.', '17:20'],
    ['520pm', '17:20'],
    ['5pm', '17:00'],
    ['5 am', '05:00'],
    ['12am', '00:00'],
    ['12:30pm', '12:30'],
    ['7', '07:00'],
    ['07', '07:00'],
    ['720', '07:20'],
    ['0', '00:00'],
    ['23:59', '23:59'],
  ])('"%s" is %s', (text, clock) => {
    const minute = parseClock(text)
    expect(minute).not.toBeNull()
    expect(formatClock(minute ?? -1)).toBe(clock)
  })

  test.each(['25:00', '24:00', '17:60', '1760', '13pm', '0am', '17:5', '17:200', '12345', '-7', 'seven', 'pm', '', ' '])(
    '"%s" is no time',
    (text) => {
      expect(parseClock(text)).toBeNull()
    },
  )
})

describe('minutes past midnight are the time on the next day', () => {
  test.each([
    [0, '00:00'],
    [1040, '17:20'],
    [1440, '00:00'],
    [1500, '01:00'],
    [2880, '00:00'],
    [-30, '23:30'],
  ])('minute %i is written %s', (minute, clock) => {
    expect(formatClock(minute)).toBe(clock)
  })

  test.each([
    [1042, 5, 1040],
    [1043, 5, 1045],
    [1055, 30, 1050],
    [1065, 30, 1080],
  ])('%i to the nearest %i is %i, a half goes up', (minute, step, rounded) => {
    expect(roundTo(minute, step)).toBe(rounded)
  })
})

describe('a local time means one instant in the zone of the organisation', () => {
  test.each([
    ['2026-06-11', 1040, 'Asia/Jakarta', '2026-06-11T10:20:00.000Z'],
    ['2026-06-11', 1500, 'Asia/Jakarta', '2026-06-11T18:00:00.000Z'],
    ['2026-01-01', 0, 'Asia/Jakarta', '2025-12-31T17:00:00.000Z'],
    ['2026-06-11', 1040, 'Asia/Kathmandu', '2026-06-11T11:35:00.000Z'],
    ['2026-01-15', 480, 'America/New_York', '2026-01-15T13:00:00.000Z'],
    ['2026-07-15', 480, 'America/New_York', '2026-07-15T12:00:00.000Z'],
    ['2026-07-15', 480, 'Europe/Berlin', '2026-07-15T06:00:00.000Z'],
  ])('%s minute %i in %s is %s', (date, minute, zone, instant) => {
    expect(instantOf(date, minute, zone).toISOString()).toBe(instant)
    expect(localOf(new Date(instant), zone)).toEqual({ date: minute < 1440 ? date : '2026-06-12', minute: minute % 1440 })
  })

  test.each([
    // New York, 8 March 2026: 02:00 becomes 03:00.
    ['before the gap', '2026-03-08', 119, 'America/New_York', '2026-03-08T06:59:00.000Z'],
    ['in the gap, moved on', '2026-03-08', 150, 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['after the gap', '2026-03-08', 180, 'America/New_York', '2026-03-08T07:00:00.000Z'],
    ['over the gap from the evening before', '2026-03-07', 1440 + 240, 'America/New_York', '2026-03-08T08:00:00.000Z'],
    // New York, 1 November 2026: 02:00 becomes 01:00.
    ['the first of two', '2026-11-01', 90, 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['after the second', '2026-11-01', 120, 'America/New_York', '2026-11-01T07:00:00.000Z'],
    // Berlin, 29 March and 25 October 2026.
    ['in the gap, moved on', '2026-03-29', 150, 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['the first of two', '2026-10-25', 150, 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    // Lord Howe Island moves by half an hour only, southern summer.
    ['in a gap of half an hour', '2026-10-04', 135, 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
  ])('%s: %s minute %i in %s is %s', (_, date, minute, zone, instant) => {
    expect(instantOf(date, minute, zone).toISOString()).toBe(instant)
  })

  test('the two passes of a repeated hour show the same time', () => {
    const shown = { date: '2026-11-01', minute: 90 }
    expect(localOf(new Date('2026-11-01T05:30:00Z'), 'America/New_York')).toEqual(shown)
    expect(localOf(new Date('2026-11-01T06:30:00Z'), 'America/New_York')).toEqual(shown)
  })

  test('a begun minute is cut off', () => {
    expect(localOf(new Date('2026-06-11T10:20:59.999Z'), 'Asia/Jakarta')).toEqual({ date: '2026-06-11', minute: 1040 })
  })

  test('an unknown zone or date is refused', () => {
    expect(() => instantOf('2026-06-11', 0, 'Asia/Batam')).toThrow(RangeError)
    expect(() => instantOf('2026-02-30', 0, 'Asia/Jakarta')).toThrow(RangeError)
    expect(() => localOf(new Date(0), 'Asia/Batam')).toThrow(RangeError)
  })
})
