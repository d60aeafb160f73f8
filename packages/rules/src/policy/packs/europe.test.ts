import { describe, expect, test } from 'vitest'
import { byLaw } from './testing.ts'

const weeks = (count: number, hours: number) =>
  Array.from({ length: count }, (_, week) => ({ label: `week ${week + 1}`, minutes: { total: hours * 60 } }))

describe('European Union, Directive 2003/88/EC', () => {
  test('art. 3: eleven hours between two days are enough, a minute less is not', () => {
    const next = '07:00-11:00'
    expect(byLaw('EU-WTD', { '2026-06-09': '14:00-20:00', '2026-06-10': next }).broken).toEqual([])
    expect(byLaw('EU-WTD', { '2026-06-09': '14:01-20:01', '2026-06-10': next }).broken).toEqual(['EU.DAILY_REST 11 < 10.983333 violation'])
  })

  test('art. 4: six hours need no break, a minute more does; 20 min stand for national law', () => {
    expect(byLaw('EU-WTD', { '2026-06-09': '08:00-14:00' }).broken).toEqual([])
    expect(byLaw('EU-WTD', { '2026-06-09': '08:00-14:01' }).broken).toEqual(['EU.BREAK_AFTER_6H 20 < 0 violation'])
    expect(byLaw('EU-WTD', { '2026-06-09': '08:00-14:21 without 12:00-12:20' }).broken).toEqual([])
  })

  test('art. 6(b): 48 h a week on average over 17 weeks are allowed, 49 are not, unless somebody opted out (art. 22)', () => {
    expect(byLaw('EU-WTD', {}, { totals: weeks(17, 48) }).broken).toEqual([])
    expect(byLaw('EU-WTD', {}, { totals: weeks(17, 49) }).broken).toEqual(['EU.AVG_WEEK_48 48 < 49 violation'])
    expect(byLaw('EU-WTD', {}, { totals: weeks(17, 49), facts: { optOut: true } }).broken).toEqual([])
  })

  test('art. 19: by derogation 26 weeks: (9 x 44 + 17 x 50) / 26 = 47.92 is allowed, though the last 17 have 50', () => {
    const totals = [...weeks(9, 44), ...weeks(17, 50)]
    expect(byLaw('EU-WTD', {}, { totals }).broken).toEqual(['EU.AVG_WEEK_48 48 < 50 violation'])
    expect(byLaw('EU-WTD', {}, { totals, facts: { longerReference: true, referenceWeeks: 26 } }).broken).toEqual([])
  })

  test('art. 5: seven days of 8 h leave 16 h at most in a row, not 35', () => {
    const week = Object.fromEntries(
      Array.from({ length: 7 }, (_, day) => [`2026-06-${String(8 + day).padStart(2, '0')}`, '08:00-16:30 without 12:00-12:30']),
    )
    expect(byLaw('EU-WTD', week).broken).toContain('EU.WEEKLY_REST 35 < 15.5 violation')
  })

  test('art. 8: a night worker with special hazards works eight hours, not nine', () => {
    const given = { facts: { nightWorker: true, specialHazard: true } }
    expect(byLaw('EU-WTD', { '2026-06-09': '21:00-06:30 without 01:00-01:30' }, given).broken).toEqual([
      'EU.NIGHT_HAZARD_DAY 8 < 9 violation',
    ])
  })

  test('the Directive sets no pay', () => {
    expect(byLaw('EU-WTD', { '2026-06-09': '08:00-14:00' }, { wage: { hourly: '20' } })).toMatchObject({ bands: [], pay: null })
  })
})

describe('Germany, ArbZG', () => {
  test('s. 3, 4: ten hours with 45 min of breaks in parts are allowed', () => {
    expect(byLaw('DE-ArbZG', { '2026-06-09': '07:00-17:45 without 10:00-10:15 13:00-13:30' }).broken).toEqual([])
  })

  test('s. 4: 30 min do up to nine hours', () => {
    expect(byLaw('DE-ArbZG', { '2026-06-09': '07:00-16:30 without 12:00-12:30' }).broken).toEqual([])
  })

  test('s. 4: parts of less than 15 min do not count', () => {
    const { broken } = byLaw('DE-ArbZG', { '2026-06-09': '07:00-14:30 without 09:00-09:10 11:00-11:10 13:00-13:10' })
    expect(broken).toEqual(['DE.BREAK 30 < 0 violation'])
  })

  test('s. 5: eleven hours of rest', () => {
    expect(byLaw('DE-ArbZG', { '2026-06-09': '14:00-20:00', '2026-06-10': '06:30-12:00' }).broken).toEqual([
      'DE.DAILY_REST 11 < 10.5 violation',
    ])
  })

  test('s. 9, 11: Sunday work is a breach where s. 10 does not allow it; a rest day is owed either way', () => {
    const work = { '2026-06-14': '08:00-12:00' }
    const owed = ['replacement rest day within two weeks (s. 11(3))']
    const banned = byLaw('DE-ArbZG', work, { day: 'sunday' })
    expect(banned).toMatchObject({ broken: [expect.stringMatching(/^DE\.SUNDAY_REST .* violation$/)], owed })
    expect(byLaw('DE-ArbZG', work, { day: 'sunday', facts: { sundayWorkAllowed: true } })).toMatchObject({ broken: [], owed })
  })

  test('s. 3: 24 weeks of 48 h are eight hours a working day; 49 h are more', () => {
    expect(byLaw('DE-ArbZG', {}, { totals: weeks(24, 48) }).broken).toEqual([])
    expect(byLaw('DE-ArbZG', {}, { totals: weeks(24, 49) }).broken).toEqual(['DE.AVG_DAY_8 48 < 49 violation'])
  })
})
