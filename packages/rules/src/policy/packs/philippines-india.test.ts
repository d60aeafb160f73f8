import { describe, expect, test } from 'vitest'
import { byLaw } from './testing.ts'

describe('Philippines, Labor Code art. 83-94', () => {
  // P800 / 8 = P100 an hour.
  const wage = { daily: '800' }
  const ten = { '2026-07-08': '08:00-19:00 without 12:00-13:00' }

  test.each([
    ['workday', '8 + 2 x 1.25 = 10.5', '1050.00'],
    ['restDay', '8 x 1.3 + 2 x 1.69 = 13.78', '1378.00'],
    ['specialDay', '8 x 1.3 + 2 x 1.69 = 13.78', '1378.00'],
    ['specialOnRest', '8 x 1.5 + 2 x 1.95 = 15.9', '1590.00'],
    ['regularHoliday', '8 x 2 + 2 x 2.6 = 21.2', '2120.00'],
    ['publicHoliday', '8 x 2 + 2 x 2.6 = 21.2', '2120.00'],
    ['regularHolidayOnRest', '8 x 2.6 + 2 x 3.38 = 27.56', '2756.00'],
    ['doubleHoliday', '8 x 3 + 2 x 3.9 = 31.8', '3180.00'],
    ['doubleHolidayOnRest', '8 x 3.9 + 2 x 5.07 = 41.34', '4134.00'],
  ])('10 h on a %s: %s; x 100 (art. 87, 93, 94)', (day, _arithmetic, pay) => {
    expect(byLaw('PH', ten, { wage, day })).toMatchObject({ pay, broken: [] })
  })

  test('night differential, art. 86, multiplies: 7 + 1 x 1.1 + 1 x 1.25 x 1.1 = 9.475; x 100 = 947.50', () => {
    expect(byLaw('PH', { '2026-07-08': '14:00-00:00 without 18:00-19:00' }, { wage })).toMatchObject({
      bands: ['regular: 7 h x 1', 'regular+night: 1 h x 11/10', 'overtime+night: 1 h x 11/8'],
      pay: '947.50',
    })
  })

  test('from a workday into a regular holiday at midnight: 2 x 1.1 + 6 x 2 x 1.1 = 15.4; x 100 = 1,540', () => {
    const calendar = { '2026-12-25': 'regularHoliday' }
    expect(byLaw('PH', { '2026-12-24': '22:00-06:00' }, { wage, calendar }).pay).toBe('1540.00')
  })

  test('monthly-paid: 12 x 26,100 / 313 / 8 = 125.08; 2 h on a rest day x 1.3 = 325.21', () => {
    const monthly = { monthly: '26100', parts: { daysPerYear: '313' } }
    expect(byLaw('PH', { '2026-07-12': '08:00-10:00' }, { wage: monthly, day: 'restDay' }).pay).toBe('325.21')
  })
})

describe('India, Factories Act 1948, until 20 Nov 2025', () => {
  const wage = { hourly: '100' }

  test('s. 54, 59: nine hours are normal; 10 h are 9 + 1; 1 x 2 x 100 = 200', () => {
    const nine = '07:00-16:30 without 12:00-12:30'
    expect(byLaw('IN-FA1948', { '2025-07-08': nine }, { wage }).bands).toEqual(['regular: 9 h x 1'])
    expect(byLaw('IN-FA1948', { '2025-07-08': '07:00-17:30 without 12:00-12:30' }, { wage })).toEqual({
      bands: ['regular: 9 h x 1', 'overtime: 1 h x 2'],
      pay: '200.00',
      broken: [],
      owed: [],
    })
  })

  test('s. 51, 59: 45 h before, a day of 9 h is 3 + 6; 6 x 2 x 100 = 1,200', () => {
    const work = { '2025-07-12': '07:00-16:30 without 12:00-12:30' }
    expect(byLaw('IN-FA1948', work, { wage, before: { weekWorked: 45 * 60 } })).toMatchObject({ pay: '1200.00', broken: [] })
  })

  test('s. 64(4): 60 h a week with overtime, 50 h of overtime a quarter', () => {
    const work = { '2025-07-12': '07:00-17:30 without 12:00-12:30' }
    expect(byLaw('IN-FA1948', work, { before: { weekWorked: 51 * 60, quarterOvertime: 40 * 60 } }).broken).toEqual([
      'IN.WEEK_MAX_WITH_OT 60 < 61 violation',
    ])
    expect(byLaw('IN-FA1948', work, { before: { quarterOvertime: 50 * 60 } }).broken).toEqual(['IN.OT_QUARTER_CAP 50 < 51 violation'])
  })

  test('s. 65(3): by order 12 h a day, 13 h spread-over and 75 h a quarter', () => {
    const work = { '2025-07-08': '07:00-20:00 without 12:00-12:30 17:00-17:30' }
    expect(byLaw('IN-FA1948', work, { facts: { exemptionOrder: true }, before: { quarterOvertime: 60 * 60 } }).broken).toEqual([])
    expect(byLaw('IN-FA1948', work).broken).toEqual(['IN.DAY_MAX_WITH_OT 10 < 12 violation', 'IN.SPREAD_OVER 10.5 < 13 violation'])
  })

  test('s. 55: more than five hours without half an hour', () => {
    expect(byLaw('IN-FA1948', { '2025-07-08': '07:00-12:00' }).broken).toEqual([])
    expect(byLaw('IN-FA1948', { '2025-07-08': '07:00-12:30' }).broken).toEqual(['IN.BREAK_AFTER_5H 30 < 0 violation'])
  })

  test('s. 53: the weekly holiday worked is owed back', () => {
    expect(byLaw('IN-FA1948', { '2025-07-13': '07:00-11:00' }, { day: 'restDay' }).owed).toEqual([
      'compensatory holiday for the weekly holiday worked (s. 53)',
    ])
  })
})

describe('India, OSH Code 2020, from 21 Nov 2025', () => {
  const wage = { hourly: '100' }

  test('s. 25, 27: eight hours are normal; 10 h are 8 + 2; 2 x 2 x 100 = 400', () => {
    expect(byLaw('IN-OSH2020', { '2026-07-08': '08:00-19:00 without 12:00-13:00' }, { wage })).toEqual({
      bands: ['regular: 8 h x 1', 'overtime: 2 h x 2'],
      pay: '400.00',
      broken: [],
      owed: [],
    })
  })

  test('48 h a week: 44 h before, a day of 8 h is 4 + 4; 4 x 2 x 100 = 800', () => {
    const work = { '2026-07-11': '08:00-16:30 without 12:00-12:30' }
    expect(byLaw('IN-OSH2020', work, { wage, before: { weekWorked: 44 * 60 } }).pay).toBe('800.00')
  })

  test('spread-over: twelve hours are allowed, half an hour more is not', () => {
    expect(byLaw('IN-OSH2020', { '2026-07-08': '08:00-20:00 without 12:00-15:00' }).broken).toEqual([])
    expect(byLaw('IN-OSH2020', { '2026-07-08': '08:00-20:30 without 12:00-15:00' }).broken).toEqual(['IN.SPREAD_OVER 12 < 12.5 violation'])
  })

  test('quarter: 144 h in Maharashtra; elsewhere the state says', () => {
    const work = { '2026-07-08': '08:00-19:00 without 12:00-13:00' }
    const before = { quarterOvertime: 143 * 60 }
    expect(byLaw('IN-OSH2020', work, { before, facts: { state: 'Maharashtra' } }).broken).toEqual(['IN.OT_QUARTER_CAP 144 < 145 violation'])
    expect(byLaw('IN-OSH2020', work, { before }).broken).toEqual([])
  })

  test('s. 26: six days a week', () => {
    const week = Object.fromEntries(Array.from({ length: 7 }, (_, day) => [`2026-07-0${day + 1}`, '08:00-12:00']))
    expect(byLaw('IN-OSH2020', week).broken).toEqual(['IN.SIX_DAYS 6 < 7 violation'])
  })
})
