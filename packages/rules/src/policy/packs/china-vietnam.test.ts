import { describe, expect, test } from 'vitest'
import { byLaw } from './testing.ts'

describe('China, Labour Law art. 36-44', () => {
  // 5,220 / 21.75 / 8 = 30 an hour.
  const wage = { monthly: '5220' }
  const eight = '08:00-17:00 without 12:00-13:00'

  test('rest day, art. 44(2): 8 x 2 x 30 = 480', () => {
    expect(byLaw('CN', { '2026-07-11': eight }, { wage, day: 'restDay' })).toEqual({
      bands: ['restday: 8 h x 2'],
      pay: '480.00',
      broken: [],
      owed: [],
    })
  })

  test('rest day with leave instead: no pay, and the leave is owed', () => {
    expect(byLaw('CN', { '2026-07-11': eight }, { wage, day: 'restDay', facts: { compLeave: true } })).toMatchObject({
      pay: '0.00',
      owed: ['leave instead of the rest day worked (art. 44(2))'],
    })
  })

  test('statutory holiday, art. 44(3): 8 x 3 x 30 = 720; leave is no substitute', () => {
    const given = { wage, day: 'statutoryHoliday', facts: { compLeave: true } }
    expect(byLaw('CN', { '2026-10-01': eight }, given)).toMatchObject({ bands: ['holiday: 8 h x 3'], pay: '720.00' })
  })

  test('art. 41: an hour a day, three with special reason, never four', () => {
    const hours = (last: number) => ({ '2026-07-08': `08:00-${17 + last}:00 without 12:00-13:00` })
    expect(byLaw('CN', hours(1)).broken).toEqual([])
    expect(byLaw('CN', hours(3)).broken).toEqual(['CN.OT_DAY_CAP_1H 1 < 3 needs-agreement'])
    expect(byLaw('CN', hours(3), { facts: { specialReason: true } }).broken).toEqual([])
    expect(byLaw('CN', hours(4), { facts: { specialReason: true } }).broken).toEqual(['CN.OT_DAY_CAP 3 < 4 violation'])
  })

  test('art. 42: urgent repair knows no limit; 5 x 1.5 x 30 = 225', () => {
    const work = { '2026-07-08': '08:00-22:00 without 12:00-13:00' }
    expect(byLaw('CN', work, { wage, facts: { emergency: true }, before: { monthOvertime: 36 * 60 } })).toMatchObject({
      pay: '225.00',
      broken: [],
    })
  })

  test('letter 271 of 1997: work on a rest day counts to the 36 h of the month', () => {
    expect(byLaw('CN', { '2026-07-11': eight }, { day: 'restDay', before: { monthOvertime: 30 * 60 } }).broken).toEqual([
      'CN.OT_MONTH_CAP 36 < 38 violation',
    ])
  })
})

describe('Vietnam, Labour Code 2019', () => {
  const wage = { hourly: '50000' }

  test('night overtime without overtime by day, Decree 145 art. 57: 0.5 x 0.3 + 1.5 x (1.5 + 0.3 + 0.2) = 3.15; x 50,000 = 157,500', () => {
    expect(byLaw('VN', { '2026-07-08': '14:00-00:00 without 18:00-18:30' }, { wage })).toEqual({
      bands: ['regular: 7.5 h x 1', 'regular+night: 0.5 h x 3/10', 'overtime night: 1.5 h x 2'],
      pay: '157500.00',
      broken: [],
      owed: [],
    })
  })

  test('weekly day off, art. 98(1)(b): 8 x 2 = 16; x 50,000 = 800,000', () => {
    const work = { '2026-07-12': '08:00-16:30 without 12:00-12:30' }
    for (const day of ['restDay', 'weeklyDayOff']) expect(byLaw('VN', work, { wage, day }).pay).toBe('800000.00')
  })

  test('night of a weekly day off: 2 + 0.3 + 0.2 x 2 = 2.7; 7 h x 2.7 = 18.9; x 50,000 = 945,000', () => {
    const work = { '2026-07-12': '22:00-06:00 without 02:00-03:00' }
    expect(byLaw('VN', work, { wage, day: 'restDay' })).toMatchObject({ bands: ['restday night: 7 h x 27/10'], pay: '945000.00' })
  })

  test('holiday, by day 3 and by night 3 + 0.3 + 0.2 x 3 = 3.9: 6 x 3 + 2 x 3.9 = 25.8; x 50,000 = 1,290,000', () => {
    const work = { '2026-09-02': '15:30-00:00 without 18:00-18:30' }
    expect(byLaw('VN', work, { wage, day: 'holiday' })).toMatchObject({
      bands: ['holiday: 6 h x 3', 'holiday night: 2 h x 39/10'],
      pay: '1290000.00',
    })
  })

  test('caps of a day, art. 107: half of its eight hours, and twelve in all', () => {
    const work = { '2026-07-08': '06:00-19:00 without 10:00-10:30' }
    expect(byLaw('VN', work).broken).toEqual(['VN.OT_DAY_CAP 4 < 4.5 violation', 'VN.DAY_TOTAL_CAP 12 < 12.5 violation'])
  })

  test('caps of month and year: 40 and 200 h, or 60 and 300 where allowed', () => {
    const work = { '2026-07-08': '08:00-18:30 without 12:00-12:30' }
    const before = { monthOvertime: 39 * 60, yearOvertime: 199 * 60 }
    expect(byLaw('VN', work, { before }).broken).toEqual(['VN.OT_MONTH_CAP 40 < 41 violation', 'VN.OT_YEAR_CAP 200 < 201 violation'])
    expect(byLaw('VN', work, { before, facts: { extendedOvertime: true } }).broken).toEqual([])
  })

  test('art. 109: six hours need half an hour, at night 45 min', () => {
    expect(byLaw('VN', { '2026-07-08': '08:00-14:00' }).broken).toEqual(['VN.BREAK_AFTER_6H 30 < 0 violation'])
    const night = { '2026-07-08': '22:00-05:00 without 02:00-02:30' }
    expect(byLaw('VN', night, { facts: { nightShift: true } }).broken).toEqual([expect.stringMatching(/^VN\.BREAK_NIGHT 45 /)])
  })
})
