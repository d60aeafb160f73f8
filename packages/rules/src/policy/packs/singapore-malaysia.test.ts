import { describe, expect, test } from 'vitest'
import { byLaw } from './testing.ts'

describe('Singapore, Employment Act 1968', () => {
  // 12 x 2,288 / (52 x 44) = $12 an hour; 12 x 2,288 / (52 x 6) = $88 a day.
  const wage = { monthly: '2288' }
  const facts = { daysPerWeek: 6 }
  const ten = '08:00-19:00 without 13:00-14:00'

  test('workday, s. 38(4): 10 h are 8 + 2; 2 x 1.5 x 12 = 36', () => {
    expect(byLaw('SG', { '2026-07-08': ten }, { wage, facts })).toEqual({
      bands: ['regular: 8 h x 1', 'overtime: 2 h x 3/2'],
      pay: '36.00',
      broken: [],
      owed: [],
    })
  })

  test('rest day at the request of the employer, s. 37(3): up to half a day one day wage of 88, past it two: 176', () => {
    expect(byLaw('SG', { '2026-07-12': '08:00-12:00' }, { wage, facts, day: 'restDay' })).toMatchObject({
      bands: ['restday (1 day salary, flat): 4 h = 1 days'],
      pay: '88.00',
    })
    expect(byLaw('SG', { '2026-07-12': '08:00-12:01' }, { wage, facts, day: 'restDay' }).pay).toBe('176.00')
  })

  test('rest day at the own request, s. 37(2): half a day wage, one past half the day, then 1.5: 88 + 2 x 18 = 124', () => {
    const own = { wage, facts: { ...facts, requestedBy: 'employee' }, day: 'restDay' }
    expect(byLaw('SG', { '2026-07-12': '08:00-12:00' }, own).pay).toBe('44.00')
    expect(byLaw('SG', { '2026-07-12': ten }, own).pay).toBe('124.00')
  })

  test('public holiday, s. 88: a day wage and 1 h x 1.5: 88 + 18 = 106', () => {
    const work = { '2026-08-09': '08:00-18:00 without 13:00-14:00' }
    expect(byLaw('SG', work, { wage, facts, day: 'publicHoliday' }).pay).toBe('106.00')
  })

  test('hourly rate of other staff is at most 13.60: 2 x 1.5 x 13.60 = 40.80; a workman of 2,600 gets 40.91', () => {
    const monthly = { monthly: '2600' }
    expect(byLaw('SG', { '2026-07-08': ten }, { wage: monthly, facts: { ...facts, nonWorkman: true } }).pay).toBe('40.80')
    expect(byLaw('SG', { '2026-07-08': ten }, { wage: monthly, facts }).pay).toBe('40.91')
  })

  test('where nobody says how many days a week has: six, as the norm of eight hours has it; 12 x 2,288 / (52 x 6) = 88', () => {
    expect(byLaw('SG', { '2026-07-12': '08:00-12:00' }, { wage, day: 'restDay' }).pay).toBe('88.00')
    // Five days: 12 x 2,288 / (52 x 5) = 105.60.
    expect(byLaw('SG', { '2026-07-12': '08:00-12:00' }, { wage, day: 'restDay', facts: { daysPerWeek: 5 } }).pay).toBe('105.60')
  })

  test('five-day week: nine hours a day are normal', () => {
    const work = { '2026-07-08': '08:00-18:00 without 13:00-14:00' }
    expect(byLaw('SG', work, { facts: { daysPerWeek: 5 } }).bands).toEqual(['regular: 9 h x 1'])
  })

  test('caps, s. 38: 12 h a day and 72 h a month; hours of a rest day within the norm do not count to the month', () => {
    const thirteen = '06:00-20:00 without 11:00-11:30 17:00-17:30'
    expect(byLaw('SG', { '2026-07-08': thirteen }, { before: { monthOvertime: 68 * 60 } }).broken).toEqual([
      'SG.DAY_TOTAL_CAP 12 < 13 violation',
      'SG.OT_MONTH_CAP 72 < 73 violation',
    ])
    expect(byLaw('SG', { '2026-07-12': '08:00-12:00' }, { day: 'restDay', before: { monthOvertime: 72 * 60 } }).broken).toEqual([])
  })

  test('s. 38(1)(a): more than six hours without a break', () => {
    expect(byLaw('SG', { '2026-07-08': '08:00-14:00' }).broken).toEqual([])
    expect(byLaw('SG', { '2026-07-08': '08:00-15:00' }).broken).toEqual(['SG.BREAK_AFTER_6H 6 < 7 violation'])
  })
})

describe('Malaysia, Employment Act 1955 from 1 Jan 2023', () => {
  // 2,600 / 26 = RM100 a day, / 8 = RM12.50 an hour.
  const wage = { monthly: '2600' }
  const ten = '08:00-18:30 without 13:00-13:30'

  test('workday, s. 60A(3): 10 h are 8 + 2; 2 x 1.5 x 12.50 = 37.50; a spread-over of 10.5 h is more than ten', () => {
    expect(byLaw('MY', { '2026-07-08': ten }, { wage })).toEqual({
      bands: ['regular: 8 h x 1', 'overtime: 2 h x 3/2'],
      pay: '37.50',
      broken: ['MY.SPREAD_OVER 10 < 10.5 warning'],
      owed: [],
    })
  })

  test('rest day, monthly paid, s. 60(3)(b)-(c): half a day wage up to half the day, one past it, then 2: 100 + 2 x 2 x 12.50 = 150', () => {
    const given = { wage, day: 'restDay' }
    expect(byLaw('MY', { '2026-07-12': '08:00-12:00' }, given)).toMatchObject({
      bands: ['restday (1/2 ORP, flat): 4 h = 1/2 days'],
      pay: '50.00',
    })
    expect(byLaw('MY', { '2026-07-12': '08:00-12:01' }, given).pay).toBe('100.00')
    expect(byLaw('MY', { '2026-07-12': ten }, given).pay).toBe('150.00')
  })

  test('rest day, daily paid, s. 60(3)(a): one and two day wages: 5 h of RM100 a day are 200', () => {
    const given = { wage: { daily: '100' }, facts: { paidBy: 'day' }, day: 'restDay' }
    expect(byLaw('MY', { '2026-07-12': '08:00-12:00' }, given).pay).toBe('100.00')
    expect(byLaw('MY', { '2026-07-12': '08:00-13:00' }, given).pay).toBe('200.00')
  })

  test('holiday, s. 60D(3): two day wages however short: 200', () => {
    expect(byLaw('MY', { '2026-08-31': '08:00-10:00' }, { wage, day: 'publicHoliday' }).pay).toBe('200.00')
  })

  test('caps: 104 h a month, in which rest days are not counted here (open); 12 h a day', () => {
    expect(byLaw('MY', { '2026-07-08': '08:00-17:30 without 13:00-13:30' }, { before: { monthOvertime: 104 * 60 } }).broken).toEqual([
      'MY.OT_MONTH_CAP 104 < 105 violation',
    ])
    expect(byLaw('MY', { '2026-07-12': '08:00-12:00' }, { day: 'restDay', before: { monthOvertime: 104 * 60 } }).broken).toEqual([])
  })

  test('a shift from a workday into a holiday stays the workday (open): 22:00-07:30 is 8 + 1 h overtime', () => {
    const calendar = { '2026-08-31': 'publicHoliday' }
    expect(byLaw('MY', { '2026-08-30': '22:00-07:30 without 02:00-02:30' }, { calendar }).bands).toEqual([
      'regular: 8 h x 1',
      'overtime: 1 h x 3/2',
    ])
  })

  test('45 h a week since 2023, 48 before: after 40 h a Saturday of 8 h has 3 h of overtime, or none', () => {
    const given = { before: { weekWorked: 40 * 60 } }
    const hours = '08:00-16:30 without 12:00-12:30'
    expect(byLaw('MY', { '2023-01-07': hours }, given).bands).toEqual(['regular: 5 h x 1', 'overtime: 3 h x 3/2'])
    expect(byLaw('MY', { '2022-12-31': hours }, given).bands).toEqual(['regular: 8 h x 1'])
  })
})
