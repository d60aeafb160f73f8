import { describe, expect, test } from 'vitest'
import { byLaw } from './testing.ts'

const wage = { hourly: '2000' }
/** Eight hours of work with their hour of break. */
const day = '09:00-18:00 without 12:00-13:00'

describe('Japan, Labour Standards Act from 1 Apr 2023', () => {
  test('Saturday of a full week, art. 32, 37: 8 h x 1.25 = 10; x 2,000 = 20,000', () => {
    expect(byLaw('JP', { '2026-07-11': day }, { wage, before: { weekWorked: 40 * 60 } })).toEqual({
      bands: ['overtime: 8 h x 5/4'],
      pay: '20000',
      broken: [],
      owed: [],
    })
  })

  test('ordinary night shift, art. 37(4): of 8 h six lie in the night; their quarter is owed on top: 6 x 0.25 x 2,000 = 3,000', () => {
    const { bands, pay } = byLaw('JP', { '2026-07-08': '22:00-07:00 without 02:00-03:00' }, { wage })
    expect(bands).toEqual(['regular+night: 6 h x 1/4', 'regular: 2 h x 1'])
    expect(pay).toBe('3000')
  })

  test('legal holiday, art. 37: 10 h x 1.35 = 13.5; x 2,000 = 27,000; never overtime, so the month of 45 h does not move', () => {
    const work = { '2026-07-12': '08:00-19:00 without 12:00-13:00' }
    expect(byLaw('JP', work, { wage, day: 'legalHoliday', before: { monthOvertime: 45 * 60 } })).toMatchObject({
      bands: ['holiday: 10 h x 27/20'],
      pay: '27000',
      broken: [],
    })
  })

  test('art. 36(6): 100 h a month with holiday work are a breach, a minute less is not', () => {
    const facts = { specialClause: true }
    const work = { '2026-07-12': '08:00-13:00' }
    const month = (minutes: number) => byLaw('JP', work, { day: 'legalHoliday', facts, before: { monthOvertime: minutes } }).broken
    expect(month(95 * 60 - 1)).toEqual([])
    expect(month(95 * 60)).toEqual(['JP.MONTH_100 100 < 100 violation'])
  })

  test('art. 36(3)-(5): past 45 h a special clause is needed; with one the year has 720 h', () => {
    const work = { '2026-07-08': '09:00-20:00 without 12:00-13:00' }
    const before = { monthOvertime: 44 * 60, yearOvertime: 719 * 60 }
    expect(byLaw('JP', work, { before }).broken).toEqual([
      'JP.MONTH_45 45 < 46 needs-special-clause',
      'JP.YEAR_360 360 < 721 needs-special-clause',
      'JP.YEAR_720 720 < 721 violation',
    ])
    expect(byLaw('JP', work, { before, facts: { specialClause: true } }).broken).toEqual(['JP.YEAR_720 720 < 721 violation'])
  })

  test('yearly flexible hours: 42 h a month', () => {
    const given = { facts: { yearlyFlexible: true }, before: { monthOvertime: 41 * 60 } }
    expect(byLaw('JP', { '2026-07-08': '09:00-20:00 without 12:00-13:00' }, given).broken).toEqual([
      'JP.MONTH_42 42 < 43 needs-special-clause',
    ])
  })

  test('art. 34: more than six hours need 45 min, more than eight an hour', () => {
    expect(byLaw('JP', { '2026-07-08': '09:00-16:00 without 12:00-12:30' }).broken).toEqual(['JP.BREAK 45 < 30 violation'])
    expect(byLaw('JP', { '2026-07-08': '09:00-18:00 without 12:00-12:45' }).broken).toEqual(['JP.BREAK 60 < 45 violation'])
  })

  test('monthly wage, Rule 19: 320,000 / 160 h of a month = 2,000; 2 h x 1.25 = 5,000', () => {
    const monthly = { monthly: '320000', parts: { monthHours: '160' } }
    expect(byLaw('JP', { '2026-07-08': '09:00-20:00 without 12:00-13:00' }, { wage: monthly }).pay).toBe('5000')
  })
})

describe('Japan, until 31 Mar 2023', () => {
  test('past 60 h in the month: 2 x 1.5 x 2,000 = 6,000; in a small firm 2 x 1.25 x 2,000 = 5,000', () => {
    const work = { '2022-07-08': '09:00-20:00 without 12:00-13:00' }
    const before = { monthOvertime: 60 * 60 }
    expect(byLaw('JP', work, { wage, before }).pay).toBe('6000')
    expect(byLaw('JP', work, { wage, before, facts: { smallFirm: true } }).pay).toBe('5000')
  })

  test('from 1 Apr 2023 small firms pay it too', () => {
    const given = { wage, before: { monthOvertime: 60 * 60 }, facts: { smallFirm: true } }
    expect(byLaw('JP', { '2023-03-31': '09:00-20:00 without 12:00-13:00' }, given).pay).toBe('5000')
    // Another month, of which the case says the same.
    expect(byLaw('JP', { '2023-04-03': '09:00-20:00 without 12:00-13:00' }, given).pay).toBe('6000')
  })
})
