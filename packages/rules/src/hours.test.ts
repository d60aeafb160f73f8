import { describe, expect, test } from 'vitest'
import { type BreakInput, checkShift, computeHours, hoursOf, hoursText, placeBreaks, spanOf } from './hours.ts'

const pause = (start: string, end: string): BreakInput => ({ start, end })

describe('an end before the start is the next day, equal is refused (decision 3)', () => {
  test.each([
    ['17:20', '22:20', { start: 1040, end: 1340 }],
    ['22:00', '02:30', { start: 1320, end: 1590 }],
    ['17:20', '00:00', { start: 1040, end: 1440 }],
    ['00:00', '23:59', { start: 0, end: 1439 }],
    ['17:20', '17:19', { start: 1040, end: 2479 }],
    ['17:20', '17:20', null],
  ])('%s to %s', (start, end, span) => {
    expect(spanOf(start, end)).toEqual(span)
  })

  test('what is no time is an error of the caller', () => {
    expect(() => spanOf('17:20', '25:00')).toThrow(RangeError)
  })
})

describe('a break belongs to the night of its shift', () => {
  const night = { start: 1320, end: 1800 }

  test.each([
    ['before midnight', pause('23:00', '23:30'), { start: 1380, end: 1410 }],
    ['over midnight', pause('23:30', '00:30'), { start: 1410, end: 1470 }],
    ['after midnight', pause('02:00', '03:00'), { start: 1560, end: 1620 }],
    ['at the start of the shift', pause('22:00', '22:15'), { start: 1320, end: 1335 }],
  ])('%s', (_, input, span) => {
    expect(placeBreaks(night, [input])).toEqual([span])
  })

  test('breaks come in the order of the night, not of the clock', () => {
    expect(placeBreaks(night, [pause('01:00', '01:30'), pause('23:00', '23:30')])).toEqual([
      { start: 1380, end: 1410 },
      { start: 1500, end: 1530 },
    ])
  })
})

describe('overtime is the shift less its breaks', () => {
  test.each([
    [[], { elapsedMinutes: 300, breakMinutes: 0, minutes: 300 }],
    [[{ start: 1140, end: 1200 }], { elapsedMinutes: 300, breakMinutes: 60, minutes: 240 }],
    [
      [
        { start: 1140, end: 1155 },
        { start: 1200, end: 1230 },
      ],
      { elapsedMinutes: 300, breakMinutes: 45, minutes: 255 },
    ],
    [[{ start: 1000, end: 1400 }], { elapsedMinutes: 300, breakMinutes: 400, minutes: 0 }],
  ])('breaks %j', (breaks, hours) => {
    expect(computeHours({ start: 1040, end: 1340 }, breaks)).toEqual(hours)
  })
})

describe('every break lies inside the shift and overlaps no other (decision 4)', () => {
  test.each([
    ['no length', '17:20', '17:20', [], [{ path: 'timeEnd', code: 'overtime.zero_length' }]],
    ['before the shift', '17:20', '22:20', [pause('17:00', '17:10')], [{ path: 'breaks.0.start', code: 'overtime.break_outside' }]],
    ['reaching into the shift', '17:20', '22:20', [pause('17:00', '18:00')], [{ path: 'breaks.0.start', code: 'overtime.break_outside' }]],
    ['after the shift', '17:20', '22:20', [pause('22:20', '22:30')], [{ path: 'breaks.0.start', code: 'overtime.break_outside' }]],
    ['past the end', '17:20', '22:20', [pause('22:00', '22:25')], [{ path: 'breaks.0.end', code: 'overtime.break_outside' }]],
    ['turned round', '17:20', '22:20', [pause('20:00', '19:00')], [{ path: 'breaks.0.end', code: 'overtime.break_outside' }]],
    ['without length', '17:20', '22:20', [pause('19:00', '19:00')], [{ path: 'breaks.0.end', code: 'overtime.break_zero_length' }]],
    [
      'overlapping, the later one named though written first',
      '17:20',
      '22:20',
      [pause('19:30', '20:30'), pause('19:00', '20:00')],
      [{ path: 'breaks.0.start', code: 'overtime.break_overlap' }],
    ],
    [
      'the same twice',
      '17:20',
      '22:20',
      [pause('19:00', '20:00'), pause('19:00', '20:00')],
      [{ path: 'breaks.1.start', code: 'overtime.break_overlap' }],
    ],
    [
      'one in another',
      '17:20',
      '22:20',
      [pause('18:00', '21:00'), pause('19:00', '20:00')],
      [{ path: 'breaks.1.start', code: 'overtime.break_overlap' }],
    ],
    ['nothing left', '17:20', '18:20', [pause('17:20', '18:20')], [{ path: 'breaks', code: 'overtime.no_time_left' }]],
    [
      'several at once, each at its field',
      '22:00',
      '02:00',
      [pause('23:00', '23:30'), pause('03:00', '03:30'), pause('01:30', '02:30')],
      [
        { path: 'breaks.1.start', code: 'overtime.break_outside' },
        { path: 'breaks.2.end', code: 'overtime.break_outside' },
      ],
    ],
    [
      'no times at all',
      '',
      '26:00',
      [pause('19:00', 'soon')],
      [
        { path: 'timeStart', code: 'time.invalid' },
        { path: 'timeEnd', code: 'time.invalid' },
        { path: 'breaks.0.end', code: 'time.invalid' },
      ],
    ],
  ])('%s is refused', (_, start, end, breaks, problems) => {
    expect(checkShift(start, end, breaks)).toEqual({ ok: false, problems })
  })

  test('the request of the pictures counts four hours', () => {
    expect(checkShift('17:20', '22:20', [pause('19:00', '20:00')])).toEqual({
      ok: true,
      span: { start: 1040, end: 1340 },
      breaks: [{ start: 1140, end: 1200 }],
      elapsedMinutes: 300,
      breakMinutes: 60,
      minutes: 240,
    })
  })

  test('breaks may touch each other and both ends, and are given in order of time', () => {
    const checked = checkShift('22:00', '02:00', [pause('01:30', '02:00'), pause('22:00', '22:15'), pause('22:15', '22:30')])
    expect(checked).toMatchObject({
      ok: true,
      minutes: 180,
      breaks: [
        { start: 1320, end: 1335 },
        { start: 1335, end: 1350 },
        { start: 1530, end: 1560 },
      ],
    })
  })

  test('breaks left out are planned by the policy, an empty list is none', () => {
    expect(checkShift('17:20', '22:20')).toMatchObject({ ok: true, minutes: 240, breaks: [{ start: 1280, end: 1340 }] })
    expect(checkShift('17:20', '22:20', [])).toMatchObject({ ok: true, minutes: 300, breaks: [] })
    expect(checkShift('17:20', '22:20', undefined, { afterMinutes: 120, lengthMinutes: 30 })).toMatchObject({ ok: true, minutes: 240 })
  })
})

describe('hours are for people and workbooks, two decimals', () => {
  test.each([
    [0, 0, '0.00'],
    [50, 0.83, '0.83'],
    [60, 1, '1.00'],
    [65, 1.08, '1.08'],
    [70, 1.17, '1.17'],
    [100, 1.67, '1.67'],
    [270, 4.5, '4.50'],
    [1440, 24, '24.00'],
  ])('%i minutes', (minutes, hours, text) => {
    expect(hoursOf(minutes)).toBe(hours)
    expect(hoursText(minutes)).toBe(text)
  })
})
