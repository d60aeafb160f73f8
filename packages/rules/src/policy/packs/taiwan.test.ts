import { describe, expect, test } from 'vitest'
import { byLaw } from './testing.ts'

// NT$36,000 / 240 = NT$150 an hour.
const wage = { monthly: '36000' }
const twelve = '08:00-21:00 without 12:00-12:30 16:30-17:00'

describe('Taiwan, Labor Standards Act from 1 Mar 2018', () => {
  test('workday, art. 24(1): 12 h are 8 + 4; 2 x 4/3 + 2 x 5/3 = 6; x 150 = 900; 12 h in all are allowed (art. 32(2))', () => {
    expect(byLaw('TW', { '2026-07-08': twelve }, { wage })).toEqual({
      bands: ['regular: 8 h x 1', 'overtime: 2 h x 4/3', 'overtime: 2 h x 5/3'],
      pay: '900.00',
      broken: [],
      owed: [],
    })
  })

  test('art. 32(2): 12.5 h in a day are too many, and are paid: 2 x 4/3 + 2.5 x 5/3 = 41/6; x 150 = 1,025', () => {
    const work = { '2026-07-08': '08:00-21:30 without 12:00-12:30 16:30-17:00' }
    expect(byLaw('TW', work, { wage })).toMatchObject({
      pay: '1025.00',
      broken: ['TW.DAY_TOTAL_CAP 12 < 12.5 violation', 'TW.BREAK_AFTER_4H 4 < 4.5 violation'],
    })
  })

  test('national holiday, art. 39: 8 x 1 + 2 x 4/3 + 2 x 5/3 = 14; x 150 = 2,100', () => {
    expect(byLaw('TW', { '2026-10-09': twelve }, { wage, day: 'publicHoliday' })).toMatchObject({
      bands: ['holiday-first-8h (extra day wage): 8 h x 1', 'overtime: 2 h x 4/3', 'overtime: 2 h x 5/3'],
      pay: '2100.00',
      broken: [],
    })
  })

  test('regular leave without a disaster, art. 36, 39, 79: a day wage is owed all the same, and it is a breach: 8 x 150 = 1,200', () => {
    const { pay, broken } = byLaw('TW', { '2026-07-12': '08:00-12:00' }, { wage, day: 'regularLeave' })
    expect(pay).toBe('1200.00')
    expect(broken).toEqual([expect.stringMatching(/^TW\.REGULAR_LEAVE_WORK .* violation$/)])
  })

  test('disaster on a workday, art. 24(1)(3), 32(4): 6 h x 2 = 12; x 150 = 1,800; no cap, but a report and rest', () => {
    const work = { '2026-07-08': '06:00-21:30 without 10:00-10:30 14:30-15:00 19:00-19:30' }
    expect(byLaw('TW', work, { wage, facts: { emergency: true }, before: { monthOvertime: 46 * 60 } })).toEqual({
      bands: ['regular: 8 h x 1', 'overtime-emergency: 6 h x 2'],
      pay: '1800.00',
      broken: [],
      owed: ['report within 24 h (art. 32(4))', 'suitable rest afterwards (art. 32(4))'],
    })
  })

  test('art. 32(2): with an agreement 54 h a month instead of 46', () => {
    const work = { '2026-07-25': '08:00-12:00' }
    const month = (hours: number) => ({ day: 'restDay', facts: { agreement: true }, before: { monthOvertime: hours * 60 } })
    expect(byLaw('TW', work, month(50)).broken).toEqual([])
    expect(byLaw('TW', work, month(51)).broken).toEqual(['TW.OT_MONTH_CAP_AGREED 54 < 55 violation'])
  })

  test('art. 32(2): with an agreement 138 h in three months', () => {
    const given = { day: 'restDay', facts: { agreement: true }, before: { months3Overtime: 135 * 60 } }
    expect(byLaw('TW', { '2026-07-25': '08:00-12:00' }, given).broken).toEqual(['TW.OT_THREE_MONTHS_CAP 138 < 139 violation'])
  })

  test('art. 36(3): of a holiday only what is past the eighth hour counts to the month: 45 + 2 = 47', () => {
    const work = { '2026-10-09': '08:00-19:00 without 12:00-12:30 16:30-17:00' }
    expect(byLaw('TW', work, { day: 'publicHoliday', before: { monthOvertime: 45 * 60 } }).broken).toEqual([
      'TW.OT_MONTH_CAP 46 < 47 violation',
    ])
  })
})

describe('Taiwan, 23 Dec 2016 to 28 Feb 2018', () => {
  test('old art. 24(3): 9 h on a rest day are 12: 2 x 4/3 + 6 x 5/3 + 4 x 8/3 = 70/3; x 150 = 3,500', () => {
    const work = { '2017-06-10': '08:00-18:00 without 12:00-12:30 16:30-17:00' }
    expect(byLaw('TW', work, { wage, day: 'restDay' })).toMatchObject({
      bands: ['restday-extra: 2 h x 4/3', 'restday-extra: 6 h x 5/3', 'restday-extra: 4 h x 8/3'],
      pay: '3500.00',
    })
  })

  test('one hour on a rest day is four: 2 x 4/3 + 2 x 5/3 = 6; x 150 = 900; from 1 Mar 2018 it is one: 4/3; 200', () => {
    expect(byLaw('TW', { '2018-02-24': '08:00-09:00' }, { wage, day: 'restDay' }).pay).toBe('900.00')
    expect(byLaw('TW', { '2018-03-03': '08:00-09:00' }, { wage, day: 'restDay' }).pay).toBe('200.00')
  })
})
