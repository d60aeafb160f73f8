import { execFileSync } from 'node:child_process'
import type { Evaluation, EvaluationInput } from '@lembur/contracts/evaluation'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateOf, dayOf } from '../dates.ts'
import { compile } from './compile.ts'
import { evaluate } from './evaluate.ts'
import { exact } from './fraction.ts'
import { packDocuments } from './packs.ts'

/** Every pack that pays, with a wage that leads to what it needs. */
const paying = packDocuments().filter(({ payScope }) => payScope !== 'none')
const policies = new Map(paying.map((document) => [`${document.pack} ${document.version}`, compile(document)]))
const facts = { workWeekDays: 5, daysPerWeek: 5, requestedBy: 'employer' }
const wage = { hourly: '17.31', daily: '138.48', monthly: '3000' }

/** Minutes from 00:00 of the first day, in quarters of an hour. */
type Stretch = { from: number; to: number }
type Week = { policy: string; timeZone: string; first: number; work: Stretch[]; breaks: Stretch[]; kinds: string[] }

const quarter = 15
const aDay = 1440

/** Around a changing clock in two of the zones, so that days of 23 and 25 hours occur. */
const starts = ['2026-03-02', '2026-03-23', '2026-10-19', '2026-10-26', '2026-07-06']

const weeks: fc.Arbitrary<Week> = fc
  .record({
    policy: fc.constantFrom(...policies.keys()),
    timeZone: fc.constantFrom('Asia/Jakarta', 'America/New_York', 'Europe/Berlin'),
    first: fc.constantFrom(...starts.map(dayOf)),
    steps: fc.array(
      fc.record({
        gap: fc.integer({ min: 1, max: 90 }),
        length: fc.integer({ min: 1, max: 56 }),
        pause: fc.option(fc.tuple(fc.nat(40), fc.nat(5))),
      }),
      {
        minLength: 1,
        maxLength: 9,
      },
    ),
    dice: fc.array(fc.nat(99), { minLength: 10, maxLength: 10 }),
  })
  .map(({ policy, timeZone, first, steps, dice }) => {
    const work: Stretch[] = []
    const breaks: Stretch[] = []
    let at = 0
    for (const { gap, length, pause } of steps) {
      const from = at + gap * quarter
      const to = from + length * quarter
      if (to > 8 * aDay) break
      work.push({ from, to })
      const rest = pause && { from: from + pause[0] * quarter, to: from + (pause[0] + pause[1]) * quarter }
      if (rest && rest.to > rest.from && rest.from > from && rest.to < to) breaks.push(rest)
      at = to
    }
    const known = Object.keys(policies.get(policy)?.document.days ?? {})
    return {
      policy,
      timeZone,
      first,
      work,
      breaks,
      kinds: dice.map((face) => (face < 65 ? 'workday' : (known[face % known.length] ?? 'workday'))),
    }
  })
  .filter(({ work }) => work.length > 0)

const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const local = (first: number, minute: number) => `${dateOf(first + Math.floor(minute / aDay))}T${clock(minute % aDay)}`

function inputOf({ timeZone, first, work, breaks, kinds }: Week): EvaluationInput {
  const spans = (stretches: Stretch[]) => stretches.map(({ from, to }) => ({ start: local(first, from), end: local(first, to) }))
  return {
    timeZone,
    day: 'workday',
    calendar: Object.fromEntries(kinds.map((kind, index) => [dateOf(first + index), kind])),
    intervals: spans(work),
    breaks: spans(breaks),
    facts,
    before: {},
    periodStartDay: 26,
    wage,
  }
}

/** A clock that is moved on skips times: a stretch that lies in them has no length, and is no work that could be asked for. */
const skips = ({ timeZone, first, work, breaks }: Week) =>
  timeZone !== 'Asia/Jakarta' &&
  [...work, ...breaks].some(({ from, to }) =>
    [from, to].some(
      (minute) =>
        minute % aDay < 240 &&
        [dayOf('2026-03-08'), dayOf('2026-03-29'), dayOf('2026-10-25'), dayOf('2026-11-01')].includes(first + Math.floor(minute / aDay)),
    ),
  )

const judged = (week: Week): Evaluation => {
  const policy = policies.get(week.policy)
  if (!policy) throw new Error(week.policy)
  return evaluate(policy, inputOf(week))
}
const usable = weeks.filter((week) => !skips(week))

/** What must not change when only the lines of the input do. */
const result = ({ bands, workedMinutes, payableMinutes, pay, violations, caps, obligations }: Evaluation) => ({
  bands: bands.map(({ label, rate, minutes, inPay, flatDays }) => [label, rate, minutes, inPay, flatDays]),
  workedMinutes,
  payableMinutes,
  pay,
  violations,
  caps,
  obligations,
})

/** The day to which the minute at an instant counts. */
const dateAt = ({ pieces }: Evaluation, instant: string) =>
  pieces.find(({ startsAt, minutes }) => startsAt <= instant && Date.parse(instant) < Date.parse(startsAt) + minutes * 60_000)?.date

const often = { numRuns: 400 }

describe('in any week of work, under every pack', () => {
  test('the minutes of the bands add up to the minutes worked, and to more only where the law deems a day longer', () => {
    fc.assert(
      fc.property(usable, (week) => {
        const { bands, workedMinutes } = judged(week)
        const minutes = bands.reduce((sum, band) => sum + band.minutes, 0)
        if (bands.some(({ deemed }) => deemed)) expect(minutes).toBeGreaterThan(workedMinutes)
        else expect(minutes).toBe(workedMinutes)
      }),
      often,
    )
  })

  test('no hour is paid twice: each minute worked lies in one piece, and none outside of work', () => {
    fc.assert(
      fc.property(usable, (week) => {
        const { pieces, workedMinutes } = judged(week)
        expect(pieces.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(workedMinutes)
        const spans = pieces.map(({ startsAt, minutes }) => [Date.parse(startsAt) / 60_000, minutes] as const).sort((a, b) => a[0] - b[0])
        spans.forEach(([start], index) => {
          const [before, length] = spans[index - 1] ?? [start, 0]
          expect(before + length).toBeLessThanOrEqual(start)
        })
      }),
      often,
    )
  })

  test('more work never means less pay, unless it moves hours to the day before', () => {
    fc.assert(
      fc.property(usable, fc.nat(8 * 96), fc.integer({ min: 1, max: 40 }), (week, at, length) => {
        const more = { from: at * quarter, to: (at + length) * quarter }
        fc.pre(more.to <= 8 * aDay && week.work.every(({ from, to }) => more.to <= from || more.from >= to))
        const fuller = { ...week, work: [...week.work, more] }
        fc.pre(!skips(fuller))
        const [before, after] = [judged(week), judged(fuller)]
        // An evening that leads into an early morning takes those hours along to its own day, and the later day has fewer.
        fc.pre(before.pieces.every((piece) => dateAt(after, piece.startsAt) === piece.date))
        expect(Number(after.pay?.amount)).toBeGreaterThanOrEqual(Number(before.pay?.amount))
      }),
      often,
    )
  })

  test('work that is written down in two pieces, at midnight or at a break, is the same work', () => {
    fc.assert(
      fc.property(usable, (week) => {
        const atMidnight = week.work.flatMap(({ from, to }) => {
          const midnight = Math.ceil((from + 1) / aDay) * aDay
          const isInBreak = week.breaks.some((rest) => rest.from < midnight && midnight < rest.to)
          return midnight < to && !isInBreak
            ? [
                { from, to: midnight },
                { from: midnight, to },
              ]
            : [{ from, to }]
        })
        expect(result(judged({ ...week, work: atMidnight }))).toEqual(result(judged(week)))
        const atBreaks = week.work.flatMap(({ from, to }) => {
          const inside = week.breaks.filter((rest) => rest.from >= from && rest.to <= to)
          return [from, ...inside.map((rest) => rest.to)].map((start, index) => ({ from: start, to: inside[index]?.from ?? to }))
        })
        expect(result(judged({ ...week, work: atBreaks, breaks: [] }))).toEqual(result(judged(week)))
      }),
      often,
    )
  })

  test('the order in which work and breaks are given changes nothing', () => {
    fc.assert(
      fc.property(usable, fc.infiniteStream(fc.nat()), (week, dice) => {
        const shuffled = <Each>(all: Each[]) =>
          all
            .map((each) => [dice.next().value ?? 0, each] as const)
            .sort((a, b) => a[0] - b[0])
            .map(([, each]) => each)
        expect(result(judged({ ...week, work: shuffled(week.work), breaks: shuffled(week.breaks) }))).toEqual(result(judged(week)))
      }),
      often,
    )
  })

  test('what is payable is the sum of minutes times rate, exactly', () => {
    fc.assert(
      fc.property(usable, (week) => {
        const { bands, payableMinutes } = judged(week)
        const sum = bands
          .filter(({ inPay, flatDays }) => inPay && flatDays === undefined)
          .reduce((total, { rate, minutes }) => total.add(exact(rate).mul(minutes)), exact(0))
        expect(sum.equals(exact(payableMinutes))).toBe(true)
      }),
      often,
    )
  })
})

test('the answer to every case is the same in whatever time zone the program runs', () => {
  const program = `
    import { readFileSync } from 'node:fs'
    import { answerCase } from ${JSON.stringify(new URL('./cases/answer.ts', import.meta.url).href)}
    const { cases } = JSON.parse(readFileSync(new URL(${JSON.stringify(new URL('./cases/overtime-law-cases.json', import.meta.url).href)}), 'utf8'))
    console.log(JSON.stringify(cases.map((each) => answerCase(each))))`
  const answers = ['UTC', 'Pacific/Kiritimati', 'America/St_Johns'].map((TZ) =>
    execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      env: { ...process.env, TZ },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    }),
  )
  expect(answers[0]).toContain('"id":"US-O-04"')
  expect(answers[1]).toBe(answers[0])
  expect(answers[2]).toBe(answers[0])
})
