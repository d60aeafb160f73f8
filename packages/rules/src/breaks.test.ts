import { describe, expect, test } from 'vitest'
import { defaultBreakPolicy, endForNet, isByPolicy, planBreaks, replanBreaks } from './breaks.ts'
import { formatClock } from './clock.ts'
import { checkShift, computeHours } from './hours.ts'

const start = 1040
const shift = (hours: number) => ({ start, end: start + hours * 60 })
const at = (text: string) => {
  const [hour = 0, minute = 0] = text.split(':').map(Number)
  return hour * 60 + minute
}
/** Breaks by hours of the night's clock, 26:20 being 02:20 on the next day. */
const touched = (from: string, to: string) => ({ start: at(from), end: at(to), touched: true })
const planned = (from: string, to: string) => ({ start: at(from), end: at(to), touched: false })

describe('one hour of break after each four hours worked, clipped to the end (decision 4)', () => {
  test.each([
    [1, 1, []],
    [4, 4, []],
    [4.5, 4, [[4, 4.5]]],
    [5, 4, [[4, 5]]],
    [6, 5, [[4, 5]]],
    [8, 7, [[4, 5]]],
    [8.5, 7.5, [[4, 5]]],
    [9, 8, [[4, 5]]],
    [
      9.5,
      8,
      [
        [4, 5],
        [9, 9.5],
      ],
    ],
    [
      10,
      8,
      [
        [4, 5],
        [9, 10],
      ],
    ],
    [
      13,
      11,
      [
        [4, 5],
        [9, 10],
      ],
    ],
    [
      14,
      12,
      [
        [4, 5],
        [9, 10],
      ],
    ],
    [
      16,
      13,
      [
        [4, 5],
        [9, 10],
        [14, 15],
      ],
    ],
  ])('%d h leave %d h, breaks at elapsed %j', (elapsed, net, elapsedBreaks) => {
    const breaks = planBreaks(shift(elapsed), defaultBreakPolicy)
    expect(breaks).toEqual(elapsedBreaks.map(([from = 0, to = 0]) => ({ start: start + from * 60, end: start + to * 60 })))
    expect(computeHours(shift(elapsed), breaks).minutes).toBe(net * 60)
  })

  test('the policy has parameters', () => {
    expect(planBreaks({ start: 0, end: 420 }, { afterMinutes: 180, lengthMinutes: 30 })).toEqual([
      { start: 180, end: 210 },
      { start: 390, end: 420 },
    ])
    expect(planBreaks({ start: 0, end: 600 }, { afterMinutes: 240, lengthMinutes: 0 })).toEqual([])
  })

  test.each([
    { afterMinutes: 0, lengthMinutes: 60 },
    { afterMinutes: 240, lengthMinutes: -1 },
    { afterMinutes: Number.NaN, lengthMinutes: 60 },
  ])('policy %j is refused', (policy) => {
    expect(() => planBreaks(shift(8), policy)).toThrow(RangeError)
    expect(() => endForNet(start, 60, policy)).toThrow(RangeError)
  })
})

describe('changing start or end re-plans only breaks nobody has touched', () => {
  test.each([
    ['nothing was there: as the policy plans', [], shift(5), [planned('21:20', '22:20')]],
    ['an untouched break goes when the shift gets short', [planned('21:20', '22:20')], shift(4), []],
    ['an untouched break is clipped with the shift', [planned('21:20', '22:20')], shift(4.5), [planned('21:20', '21:50')]],
    [
      'an untouched break follows the start',
      [planned('21:20', '22:20')],
      { start: at('18:00'), end: at('23:00') },
      [planned('22:00', '23:00')],
    ],
    ['a moved break stays and stands for the planned one', [touched('19:00', '20:00')], shift(6), [touched('19:00', '20:00')]],
    [
      'the next one comes with a longer shift',
      [touched('19:00', '20:00')],
      shift(10),
      [touched('19:00', '20:00'), planned('26:20', '27:20')],
    ],
    [
      'a moved first break leaves the untouched second one',
      [touched('19:00', '20:00'), planned('26:20', '27:20')],
      shift(11),
      [touched('19:00', '20:00'), planned('26:20', '27:20')],
    ],
    [
      'a moved second break leaves the untouched first one',
      [planned('21:20', '22:20'), touched('24:00', '25:00')],
      shift(11),
      [planned('21:20', '22:20'), touched('24:00', '25:00')],
    ],
    [
      'two moved breaks stand for the two planned',
      [touched('19:00', '20:00'), touched('23:00', '24:00')],
      shift(10),
      [touched('19:00', '20:00'), touched('23:00', '24:00')],
    ],
    [
      'a break added before a planned one stands for none',
      [touched('19:00', '19:15'), planned('21:20', '22:20')],
      shift(10),
      [touched('19:00', '19:15'), planned('21:20', '22:20'), planned('26:20', '27:20')],
    ],
    [
      'a late touched break stands for the last one due, not for the first',
      [touched('26:20', '27:20')],
      shift(11),
      [planned('21:20', '22:20'), touched('26:20', '27:20')],
    ],
    [
      'a moved first break still stands for it when the second one goes',
      [touched('19:00', '20:00'), planned('26:20', '27:20')],
      shift(6),
      [touched('19:00', '20:00')],
    ],
    ['a touched break is clipped at the end', [touched('19:00', '20:00')], { start, end: at('19:30') }, [touched('19:00', '19:30')]],
    [
      'a touched break is clipped at the start',
      [touched('19:00', '20:00')],
      { start: at('19:40'), end: at('21:00') },
      [touched('19:40', '20:00')],
    ],
    ['a touched break outside goes', [touched('19:00', '20:00')], { start: at('20:00'), end: at('22:00') }, []],
    [
      'a touched break outside stands for none',
      [touched('19:00', '20:00')],
      { start: at('20:00'), end: at('25:00') },
      [planned('24:00', '25:00')],
    ],
    [
      'a planned break gives way to a touched one in its place',
      [touched('19:00', '19:15'), planned('21:20', '22:20'), touched('22:30', '22:45')],
      { start: at('18:20'), end: at('23:20') },
      [touched('19:00', '19:15'), touched('22:30', '22:45')],
    ],
  ])('%s', (_, current, span, expected) => {
    expect(replanBreaks(current, span, defaultBreakPolicy)).toEqual(expected)
  })
})

describe('whether breaks are those of the policy', () => {
  test.each([
    ['the planned one', [planned('21:20', '22:20')], true],
    ['a moved one', [touched('19:00', '20:00')], false],
    ['a shorter one', [planned('21:20', '22:00')], false],
    ['none', [], false],
    ['one too many before', [planned('19:00', '19:10'), planned('21:20', '22:20')], false],
    ['one too many after', [planned('21:20', '22:20'), planned('22:30', '22:40')], false],
  ])('%s: %s', (_, breaks, expected) => {
    expect(isByPolicy(breaks, shift(6), defaultBreakPolicy)).toBe(expected)
  })

  test('their order does not matter', () => {
    expect(isByPolicy([planned('26:20', '27:20'), planned('21:20', '22:20')], shift(10), defaultBreakPolicy)).toBe(true)
  })
})

describe('net hours set the end, due breaks included', () => {
  test.each([
    [0, '17:20'],
    [60, '18:20'],
    [240, '21:20'],
    [241, '22:21'],
    [480, '02:20'],
    [540, '04:20'],
  ])('net %i minutes from 17:20 end at %s', (net, end) => {
    expect(formatClock(endForNet(start, net, defaultBreakPolicy))).toBe(end)
  })

  test('a break moved by hand counts instead of the planned one, as in the picture of the form', () => {
    expect(formatClock(endForNet(start, 240, defaultBreakPolicy, [touched('19:00', '20:00')]))).toBe('22:20')
    expect(formatClock(endForNet(start, 60, defaultBreakPolicy, [touched('19:00', '20:00')]))).toBe('18:20')
  })

  test('the four hours chosen are the four hours counted', () => {
    expect(checkShift('17:20', formatClock(endForNet(start, 240, defaultBreakPolicy)))).toMatchObject({ ok: true, minutes: 240 })
  })
})
