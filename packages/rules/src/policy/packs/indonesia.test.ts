import { describe, expect, test } from 'vitest'
import { byLaw } from './testing.ts'

// Rp5,190,000 / 173 = Rp30,000 an hour.
const wage = { monthly: '5190000' }
const meal = 'meal >= 1400 kcal (OT >= 4 h, art. 29(1)(c))'
/** Thirteen hours with a break after each four. */
const thirteen = '06:00-20:30 without 10:00-10:30 14:30-15:00 19:00-19:30'

describe('Indonesia, PP 35/2021', () => {
  test('workday, art. 31(1): 11 h are 8 + 3; 1 x 1.5 + 2 x 2 = 5.5; x 30,000 = 165,000', () => {
    expect(byLaw('ID', { '2026-07-08': '08:00-20:30 without 12:00-13:00 17:00-17:30' }, { wage })).toEqual({
      bands: ['regular: 8 h x 1', 'overtime: 1 h x 3/2', 'overtime: 2 h x 2'],
      pay: '165000.00',
      broken: [],
      owed: [],
    })
  })

  test('rest day of a five-day week, art. 31(3): 8 x 2 + 3 + 3 x 4 = 31, the 13th hour beyond the scale at 4 with a warning: 35', () => {
    expect(byLaw('ID', { '2026-07-12': thirteen }, { wage, day: 'restDay' })).toEqual({
      bands: ['restday: 8 h x 2', 'restday: 1 h x 3', 'restday: 4 h x 4'],
      pay: '1050000.00',
      broken: ['ID.BEYOND_SCALE 12 < 13 warning'],
      owed: [meal],
    })
  })

  test('public holiday of a six-day week, art. 31(2)(a): 11 h are 7 x 2 + 3 + 3 x 4 = 29, the whole scale; x 30,000 = 870,000', () => {
    const work = { '2026-08-17': '06:00-18:00 without 10:00-10:30 14:30-15:00' }
    expect(byLaw('ID', work, { wage, day: 'publicHoliday', facts: { workWeekDays: 6 } })).toEqual({
      bands: ['holiday: 7 h x 2', 'holiday: 1 h x 3', 'holiday: 3 h x 4'],
      pay: '870000.00',
      broken: [],
      owed: [meal],
    })
  })

  test('public holiday on the shortest workday, art. 31(2)(b): 6 h are 5 x 2 + 3 = 13; x 30,000 = 390,000', () => {
    const facts = { workWeekDays: 6, onShortestWorkday: true }
    const { bands, pay } = byLaw('ID', { '2026-12-26': '08:00-14:30 without 12:00-12:30' }, { wage, day: 'publicHoliday', facts })
    expect(bands).toEqual(['holiday-shortest: 5 h x 2', 'holiday-shortest: 1 h x 3'])
    expect(pay).toBe('390000.00')
  })

  test('daily-paid in a six-day week, art. 33(1)(a): 200,000 x 25 / 173 = 28,901.734; 9 h are 7 + 2; x 3.5 = 101,156.07', () => {
    const work = { '2026-07-08': '08:00-18:30 without 12:00-13:00 17:00-17:30' }
    expect(byLaw('ID', work, { wage: { daily: '200000' }, facts: { workWeekDays: 6 } }).pay).toBe('101156.07')
  })

  test('daily-paid in a five-day week, art. 33(1)(b): 200,000 x 21 / 173 = 24,277.457; 10 h are 8 + 2; x 3.5 = 84,971.10', () => {
    const work = { '2026-07-08': '08:00-19:30 without 12:00-13:00 17:00-17:30' }
    expect(byLaw('ID', work, { wage: { daily: '200000' } }).pay).toBe('84971.10')
  })

  test('caps, art. 26: 4 h a day and 18 h a week are allowed to the minute', () => {
    const work = { '2026-07-08': '08:00-21:30 without 12:00-13:00 17:00-17:30' }
    expect(byLaw('ID', work, { before: { weekOvertime: 14 * 60 } }).broken).toEqual([])
    expect(byLaw('ID', work, { before: { weekOvertime: 14 * 60 + 1 } }).broken).toEqual([`ID.OT_WEEK_CAP 18 < 18.016667 violation`])
  })

  test('caps, art. 26(2): hours on a rest day do not count', () => {
    const work = { '2026-07-12': '06:00-16:30 without 10:00-10:30' }
    expect(byLaw('ID', work, { day: 'restDay', before: { weekOvertime: 18 * 60 } }).broken).toEqual(['ID.BREAK_AFTER_4H 4 < 6 violation'])
  })

  test('Law 13/2003 art. 79(2)(a): more than four hours without half an hour of break', () => {
    expect(byLaw('ID', { '2026-07-08': '08:00-13:00' }).broken).toEqual(['ID.BREAK_AFTER_4H 30 < 0 violation'])
  })

  test('art. 22: the seventh day on end is a day of rest', () => {
    const week = Object.fromEntries(Array.from({ length: 7 }, (_, day) => [`2026-07-0${day + 1}`, '08:00-12:00']))
    expect(byLaw('ID', week).broken).toEqual(['ID.WEEKLY_REST 6 < 7 warning'])
  })
})

describe('Indonesia, Kep.102/MEN/VI/2004, until 1 Feb 2021', () => {
  test('rest day of a five-day week, art. 11(c): the scale ends with the 11th hour: 8 x 2 + 3 + 2 x 4 = 27; x 30,000 = 810,000', () => {
    const work = { '2020-07-12': '06:00-18:00 without 10:00-10:30 14:30-15:00' }
    expect(byLaw('ID', work, { wage, day: 'restDay' })).toMatchObject({ pay: '810000.00', broken: [] })
  })

  test('art. 3 and 7: 3 h a day and 14 h a week; the meal is owed from three hours on', () => {
    const work = { '2020-07-08': '08:00-20:30 without 12:00-13:00 17:00-17:30' }
    expect(byLaw('ID', work, { before: { weekOvertime: 12 * 60 } })).toMatchObject({
      broken: ['ID.OT_WEEK_CAP 14 < 15 violation'],
      owed: ['meal >= 1400 kcal (OT >= 3 h, art. 7)'],
    })
  })

  test('the last day of the old rule and the first of the new', () => {
    const hours = '08:00-21:30 without 12:00-13:00 17:00-17:30'
    expect(byLaw('ID', { '2021-02-01': hours }).broken).toEqual(['ID.OT_DAY_CAP 3 < 4 violation'])
    expect(byLaw('ID', { '2021-02-02': hours }).broken).toEqual([])
  })
})
