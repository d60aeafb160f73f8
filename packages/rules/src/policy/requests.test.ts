import { expect, test } from 'vitest'
import { compile } from './compile.ts'
import { packOf } from './packs.ts'
import { type CountedRequest, judgeRequests, type Place } from './requests.ts'

const indonesia = compile(packOf('ID', 'PP35-2021', '2026-06-11'))
const place: Place = {
  timeZone: 'Asia/Jakarta',
  periodStartDay: 26,
  holidays: [{ date: '2026-06-01', title: 'Pancasila Day', isRecurring: true }],
}
const at = (id: string, startMinute: number, endMinute: number, more: Partial<CountedRequest> = {}): CountedRequest => ({
  id,
  workDate: '2026-06-11',
  startMinute,
  endMinute,
  breaks: [],
  kind: 'weekday',
  ...more,
})
const lines = (result: ReturnType<typeof judgeRequests>, id: string) => result.of(id).bands.map(({ rate, minutes }) => [rate, minutes])

test('an evening of four hours pays as seven and a half, and its pieces lie around the break', () => {
  const result = judgeRequests(indonesia, [at('a', 1040, 1340, { breaks: [{ start: 1140, end: 1200 }] })], place)
  expect(lines(result, 'a')).toEqual([
    ['3/2', 60],
    ['2', 180],
  ])
  const { pieces, payableMinutes } = result.of('a')
  expect(payableMinutes).toBe('450')
  expect(pieces.map(({ start, end, rate }) => [start, end, rate])).toEqual([
    [1040, 1100, '3/2'],
    [1100, 1140, '2'],
    [1200, 1340, '2'],
  ])
})

test('the first hour of a day is the first of all its requests, in whatever order they were filed', () => {
  const [early, late] = [at('early', 360, 450), at('late', 1040, 1160)]
  const results = [judgeRequests(indonesia, [early, late], place), judgeRequests(indonesia, [late, early], place)]
  for (const result of results) {
    expect(lines(result, 'early')).toEqual([
      ['3/2', 60],
      ['2', 30],
    ])
    expect(lines(result, 'late')).toEqual([['2', 120]])
  }
})

test('past midnight a request belongs to its work date, unless the next day is another kind of day', () => {
  const night = judgeRequests(indonesia, [at('n', 1320, 1560)], place)
  expect(lines(night, 'n')).toEqual([
    ['3/2', 60],
    ['2', 180],
  ])
  const intoSaturday = judgeRequests(indonesia, [at('n', 1320, 1560, { workDate: '2026-06-12' })], place)
  expect(intoSaturday.of('n').bands.map(({ rate, minutes, class: of }) => [rate, minutes, of])).toEqual([
    ['3/2', 60, 'overtime'],
    ['2', 60, 'overtime'],
    ['2', 120, 'rest_day'],
  ])
})

test('a kind of day that was decided by hand goes before the calendar', () => {
  const result = judgeRequests(indonesia, [at('a', 480, 1080, { kind: 'holiday', breaks: [{ start: 720, end: 780 }] })], place)
  expect(lines(result, 'a')).toEqual([
    ['2', 480],
    ['3', 60],
  ])
})

test('what came before counts for caps, by its kind of day: rest days and holidays are left out of them', () => {
  const past = [
    { date: '2026-06-08', kind: 'weekday', minutes: 480 },
    { date: '2026-06-09', kind: 'weekday', minutes: 480 },
    { date: '2026-06-07', kind: 'weekend', minutes: 600 },
  ] as const
  const { evaluation } = judgeRequests(indonesia, [at('a', 1040, 1220)], { ...place, past })
  expect(evaluation.caps.map(({ code, beforeMinutes, addedMinutes, breached }) => [code, beforeMinutes, addedMinutes, breached])).toEqual([
    ['ID.OT_DAY_CAP', 0, 180, false],
    ['ID.OT_WEEK_CAP', 960, 180, true],
  ])
  expect(evaluation.violations.map(({ code, actual, article }) => [code, actual, article])).toContainEqual([
    'ID.OT_WEEK_CAP',
    19,
    'PP 35/2021 art. 26(1)-(2)',
  ])
})

test('a whole period is judged at once as its days are one by one', () => {
  const days = ['2026-06-08', '2026-06-09', '2026-06-10', '2026-06-13', '2026-06-14']
  const requests = days.map((workDate) => at(workDate, 1040, 1300, { workDate, kind: workDate >= '2026-06-13' ? 'weekend' : 'weekday' }))
  const together = judgeRequests(indonesia, requests, place)
  for (const request of requests) expect(together.of(request.id)).toEqual(judgeRequests(indonesia, [request], place).of(request.id))
})

test('without a trace nothing else is different', () => {
  const requests = [at('a', 1040, 1340)]
  const { evaluation } = judgeRequests(indonesia, requests, place)
  expect(judgeRequests(indonesia, requests, place, { trace: false }).evaluation).toEqual({ ...evaluation, trace: [] })
})

test('the explanation says which rule, which article and which numbers, in the order of the result', () => {
  const { evaluation } = judgeRequests(indonesia, [at('a', 1040, 1340, { breaks: [{ start: 1140, end: 1200 }] })], place)
  expect(evaluation.trace.map(({ code }) => code)).toEqual([
    'policy',
    'interval',
    'break',
    'day',
    'norm_day',
    'band',
    'band',
    'cap',
    'cap',
    'obligation',
    'payable',
  ])
  expect(evaluation.trace.filter(({ code }) => code === 'band')).toEqual([
    {
      code: 'band',
      rule: 'days.workday',
      article: 'PP 35/2021 art. 31(1)',
      values: { date: '2026-06-11', label: 'overtime', from: 0, to: 60, minutes: 60, rate: '3/2' },
    },
    {
      code: 'band',
      rule: 'days.workday',
      article: 'PP 35/2021 art. 31(1)',
      values: { date: '2026-06-11', label: 'overtime', from: 60, to: 240, minutes: 180, rate: '2' },
    },
  ])
})

test('a break that is missing is missed on the day of the plant, not of Greenwich', () => {
  const { evaluation } = judgeRequests(indonesia, [at('a', 0, 420, { workDate: '2026-06-13', kind: 'weekend' })], place)
  expect(evaluation.violations.filter(({ unit }) => unit === 'min').map(({ date }) => date)).toEqual(['2026-06-13'])
})
