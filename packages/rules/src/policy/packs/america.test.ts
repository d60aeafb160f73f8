import { describe, expect, test } from 'vitest'
import { byLaw, type Shifts } from './testing.ts'

/** Days one after the other, each of the same hours. */
const days = (first: number, count: number, hours: string): Shifts =>
  Object.fromEntries(Array.from({ length: count }, (_, day) => [`2026-07-${String(first + day).padStart(2, '0')}`, hours]))

describe('United States, FLSA', () => {
  test('29 USC 207(a): five days of 9 h are 40 + 5; 40 x 20 + 5 x 30 = 950', () => {
    expect(byLaw('US-FLSA', days(6, 5, '08:00-17:00'), { wage: { hourly: '20' } })).toEqual({
      bands: ['regular: 40 h x 1', 'overtime: 5 h x 3/2'],
      pay: '950.00',
      broken: [],
      owed: [],
    })
  })

  test('no daily rule: three days of 13 h are 39 straight hours; x 20 = 780', () => {
    expect(byLaw('US-FLSA', days(6, 3, '06:00-19:00'), { wage: { hourly: '20' } })).toMatchObject({
      bands: ['regular: 39 h x 1'],
      pay: '780.00',
    })
  })

  test('29 CFR 778.114, fluctuating week: 600 / 48 = 12.50; 600 + 8 x 6.25 = 650', () => {
    expect(byLaw('US-FLSA', {}, { weekMinutes: 48 * 60, wage: { weekly: '600' }, facts: { regularRate: 'fluctuating' } }).pay).toBe(
      '650.00',
    )
  })

  test('29 CFR 778.113, salary for 40 h: 800 / 40 = 20; 42 h are 800 + 2 x 30 = 860', () => {
    expect(byLaw('US-FLSA', {}, { weekMinutes: 42 * 60, wage: { weekly: '800' } }).pay).toBe('860.00')
  })

  test('a shift from one workweek into the next: Saturday 4 h past 40 at 1.5, Sunday 4 h at 1; x 10 = 100', () => {
    expect(byLaw('US-FLSA', { '2026-07-11': '20:00-04:00' }, { wage: { hourly: '10' }, before: { weekWorked: 40 * 60 } })).toMatchObject({
      bands: ['overtime: 4 h x 3/2', 'regular: 4 h x 1'],
      pay: '100.00',
    })
  })

  test('no premium for a holiday as such: 8 x 20 = 160', () => {
    expect(byLaw('US-FLSA', { '2026-07-04': '08:00-16:00' }, { day: 'publicHoliday', wage: { hourly: '20' } }).pay).toBe('160.00')
  })
})

describe('California, Labor Code 510', () => {
  test('14 h in a workday: 8 + 4 x 1.5 + 2 x 2 = 18; x 20 = 360', () => {
    expect(byLaw('US-CA', { '2026-07-08': '06:00-20:00' }, { wage: { hourly: '20' } })).toMatchObject({
      bands: ['regular: 8 h x 1', 'overtime: 4 h x 3/2', 'doubletime: 2 h x 2'],
      pay: '360.00',
    })
  })

  test('six days of 8 h in one workweek: 40 + 8 x 1.5 = 52; x 20 = 1,040', () => {
    expect(byLaw('US-CA', days(5, 6, '08:00-16:00'), { wage: { hourly: '20' } })).toMatchObject({
      bands: ['regular: 40 h x 1', 'overtime: 8 h x 3/2'],
      pay: '1040.00',
    })
  })

  test('seventh day of the workweek, all worked: six of 6 h, then 6 h at 1.5: 36 + 9 = 45; x 20 = 900 (s. 556 open)', () => {
    expect(byLaw('US-CA', days(5, 7, '08:00-14:00'), { wage: { hourly: '20' } })).toMatchObject({
      bands: ['regular: 36 h x 1', 'overtime: 6 h x 3/2'],
      pay: '900.00',
    })
  })

  test('one day of the seven not worked: no seventh day; 36 h straight', () => {
    const { '2026-07-08': _off, ...week } = days(5, 7, '08:00-14:00')
    expect(byLaw('US-CA', week, { wage: { hourly: '20' } }).bands).toEqual(['regular: 36 h x 1'])
  })

  test('alternative workweek, s. 511: 13 h are 10 + 2 x 1.5 + 1 x 2 = 15; x 20 = 300', () => {
    const given = { wage: { hourly: '20' }, facts: { alternativeWorkweek: true } }
    expect(byLaw('US-CA', { '2026-07-08': '06:00-19:00' }, given).pay).toBe('300.00')
  })

  test('flat-sum bonus (Alvarado): 10 h at 20 with 40: 20 + 40/8 = 25; 8 x 25 + 2 x 37.50 = 275', () => {
    const given = { wage: { hourly: '20', parts: { bonus: '40' } }, facts: { regularRate: 'total-remuneration' } }
    expect(byLaw('US-CA', { '2026-07-08': '06:00-16:00' }, given).pay).toBe('275.00')
  })
})
