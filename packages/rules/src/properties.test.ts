import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BreakPolicy, defaultBreakPolicy, endForNet, isByPolicy, planBreaks, replanBreaks } from './breaks.ts'
import { formatClock, instantOf, localOf, parseClock } from './clock.ts'
import { addDays, daysBetween, isoWeekday } from './dates.ts'
import { checkShift, computeHours, placeBreaks, type Span, spanOf } from './hours.ts'
import { draftPieces, levelOf } from './limits.ts'
import { nextPeriod, periodMonth, periodOf, periodOfMonth, previousPeriod, weekOf } from './period.ts'

const date = fc.integer({ min: 0, max: daysBetween('2000-01-01', '2099-12-31') }).map((days) => addDays('2000-01-01', days))
const minuteOfDay = fc.integer({ min: 0, max: 1439 })
const clock = minuteOfDay.map(formatClock)
const shift = fc.tuple(minuteOfDay, fc.integer({ min: 1, max: 1439 })).map(([start, length]): Span => ({ start, end: start + length }))
const policy: fc.Arbitrary<BreakPolicy> = fc.oneof(
  fc.constant(defaultBreakPolicy),
  fc.record({ afterMinutes: fc.integer({ min: 1, max: 600 }), lengthMinutes: fc.integer({ min: 0, max: 120 }) }),
)
const draftBreaks = fc
  .array(fc.record({ start: fc.integer({ min: 0, max: 2880 }), length: fc.integer({ min: 0, max: 300 }), touched: fc.boolean() }), {
    maxLength: 6,
  })
  .map((all) => all.map(({ start, length, touched }) => ({ start, end: start + length, touched })))

function expectInsideInOrder(breaks: readonly Span[], span: Span): void {
  let at = span.start
  for (const each of breaks) {
    expect(each.start).toBeGreaterThanOrEqual(at)
    expect(each.end).toBeGreaterThan(each.start)
    at = each.end
  }
  expect(at).toBeLessThanOrEqual(span.end)
}

const netOf = (span: Span, by: BreakPolicy) => computeHours(span, planBreaks(span, by)).minutes

describe('hours of any shift', () => {
  test('planned breaks lie inside the shift and never overlap, and are recognised as the policy’s', () => {
    fc.assert(
      fc.property(shift, policy, (span, by) => {
        const breaks = planBreaks(span, by)
        expectInsideInOrder(breaks, span)
        expect(isByPolicy(breaks, span, by)).toBe(true)
      }),
    )
  })

  test('overtime is the elapsed time less the breaks, above nought and never more than the shift', () => {
    fc.assert(
      fc.property(shift, policy, (span, by) => {
        const { elapsedMinutes, breakMinutes, minutes } = computeHours(span, planBreaks(span, by))
        expect(elapsedMinutes).toBe(span.end - span.start)
        expect(minutes).toBe(elapsedMinutes - breakMinutes)
        expect(minutes).toBeGreaterThan(0)
      }),
    )
  })

  test('one more minute of shift adds one minute of overtime or none', () => {
    fc.assert(
      fc.property(shift, policy, ({ start, end }, by) => {
        const added = netOf({ start, end: end + 1 }, by) - netOf({ start, end }, by)
        expect([0, 1]).toContain(added)
      }),
    )
  })

  test('nobody works longer than the policy allows without a break', () => {
    fc.assert(
      fc.property(shift, policy, (span, by) => {
        fc.pre(by.lengthMinutes > 0)
        let at = span.start
        for (const each of [...planBreaks(span, by), { start: span.end, end: span.end }]) {
          expect(each.start - at).toBeLessThanOrEqual(by.afterMinutes)
          at = each.end
        }
      }),
    )
  })

  test('the same shift counts the same whenever in the day it starts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1439 }), minuteOfDay, policy, (length, start, by) => {
        expect(netOf({ start, end: start + length }, by)).toBe(netOf({ start: 0, end: length }, by))
      }),
    )
  })

  test('the end for net hours counts exactly those, and no earlier end does', () => {
    fc.assert(
      fc.property(minuteOfDay, fc.integer({ min: 1, max: 720 }), policy, (start, net, by) => {
        const end = endForNet(start, net, by)
        expect(netOf({ start, end }, by)).toBe(net)
        expect(netOf({ start, end: end - 1 }, by)).toBeLessThan(net)
      }),
    )
  })
})

describe('breaks moved by hand', () => {
  test('a new plan keeps every break inside the shift without overlap', () => {
    fc.assert(
      fc.property(draftBreaks, shift, policy, (current, span, by) => {
        expectInsideInOrder(replanBreaks(current, span, by), span)
      }),
    )
  })

  test('a new plan has every touched minute inside the shift, and no other touched one', () => {
    fc.assert(
      fc.property(draftBreaks, shift, policy, (current, span, by) => {
        const replanned = replanBreaks(current, span, by).filter(({ touched }) => touched)
        for (let minute = span.start; minute < span.end; minute++) {
          const covers = ({ start, end }: Span) => start <= minute && minute < end
          expect(replanned.some(covers)).toBe(current.some((each) => each.touched && covers(each)))
        }
      }),
    )
  })

  test('without a touched break a new plan is the policy’s', () => {
    fc.assert(
      fc.property(draftBreaks, shift, policy, (current, span, by) => {
        const untouched = current.map((each) => ({ ...each, touched: false }))
        expect(isByPolicy(replanBreaks(untouched, span, by), span, by)).toBe(true)
      }),
    )
  })

  test('planning anew for the same shift changes nothing', () => {
    fc.assert(
      fc.property(
        shift,
        fc.integer({ min: -120, max: 120 }),
        fc.integer({ min: 1, max: 1439 }),
        fc.array(fc.boolean()),
        (before, later, length, touches) => {
          const after = { start: before.start + later, end: before.start + later + length }
          const draft = planBreaks(before, defaultBreakPolicy).map((each, turn) => ({ ...each, touched: touches[turn] === true }))
          const once = replanBreaks(draft, after, defaultBreakPolicy)
          expect(replanBreaks(once, after, defaultBreakPolicy)).toEqual(once)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('dragging the end out and back again leaves the breaks as they were', () => {
    fc.assert(
      fc.property(shift, fc.nat(720), policy, fc.nat(3), (span, more, by, turn) => {
        const draft = planBreaks(span, by).map((each, index) => ({ ...each, touched: index === turn }))
        const longer = replanBreaks(draft, { start: span.start, end: span.end + more }, by)
        expect(replanBreaks(longer, span, by)).toEqual(draft)
      }),
      { numRuns: 1000 },
    )
  })

  test('net hours with touched breaks are never less than asked for', () => {
    fc.assert(
      fc.property(minuteOfDay, fc.integer({ min: 0, max: 600 }), draftBreaks, policy, (start, net, current, by) => {
        const end = endForNet(start, net, by, current)
        expect(computeHours({ start, end }, replanBreaks(current, { start, end }, by)).minutes).toBeGreaterThanOrEqual(net)
      }),
    )
  })
})

describe('the check of a shift', () => {
  test('breaks of the policy, written as local times, are placed where they were', () => {
    fc.assert(
      fc.property(shift, policy, (span, by) => {
        const breaks = planBreaks(span, by)
        const written = breaks.map(({ start, end }) => ({ start: formatClock(start), end: formatClock(end) }))
        expect(spanOf(formatClock(span.start), formatClock(span.end))).toEqual(span)
        expect(placeBreaks(span, written)).toEqual(breaks)
        expect(checkShift(formatClock(span.start), formatClock(span.end), written)).toMatchObject({
          ok: true,
          breaks,
          minutes: netOf(span, by),
        })
      }),
    )
  })

  test('whatever is typed, what passes lies inside without overlap and leaves time, what fails names a field', () => {
    const typed = fc.array(fc.record({ start: clock, end: clock }), { maxLength: 4 })
    fc.assert(
      fc.property(clock, clock, typed, (start, end, breaks) => {
        const checked = checkShift(start, end, breaks)
        if (!checked.ok) {
          expect(checked.problems.length).toBeGreaterThan(0)
          return
        }
        expectInsideInOrder(checked.breaks, checked.span)
        expect(checked.breaks).toHaveLength(breaks.length)
        expect(checked.minutes).toBe(checked.elapsedMinutes - checked.breakMinutes)
        expect(checked.minutes).toBeGreaterThan(0)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('the calendar', () => {
  const startDay = fc.integer({ min: 1, max: 28 })

  test.each(Array.from({ length: 28 }, (_, index) => index + 1))('periods from day %i tile the calendar without gap or overlap', (day) => {
    let period = periodOf('2023-12-31', day)
    while (period.start < '2029-01-01') {
      const next = nextPeriod(period)
      expect(next.start).toBe(addDays(period.end, 1))
      expect(previousPeriod(next)).toEqual(period)
      const { year, month } = periodMonth(period)
      expect(periodOfMonth(year, month, day)).toEqual(period)
      period = next
    }
  })

  test('a date lies in its period, and every date of the period has the same', () => {
    fc.assert(
      fc.property(date, startDay, fc.nat(), (day, from, seed) => {
        const period = periodOf(day, from)
        expect(period.start <= day && day <= period.end).toBe(true)
        expect(Number(period.start.slice(8))).toBe(from)
        const length = daysBetween(period.start, period.end) + 1
        expect([28, 29, 30, 31]).toContain(length)
        expect(periodOf(addDays(period.start, seed % length), from)).toEqual(period)
      }),
    )
  })

  test('weeks tile the calendar: seven days from Monday, each with the same week', () => {
    fc.assert(
      fc.property(date, (day) => {
        const week = weekOf(day)
        expect(week.start <= day && day <= week.end).toBe(true)
        expect([isoWeekday(week.start), isoWeekday(week.end)]).toEqual([1, 7])
        expect(daysBetween(week.start, week.end)).toBe(6)
        expect(weekOf(addDays(week.end, 1)).start).toBe(addDays(week.end, 1))
      }),
    )
  })
})

/** By trying every offset there is, in quarters of an hour from -12 to +14 h. */
function instantsShowing(wanted: { date: string; minute: number }, zone: string): Date[] {
  const wall = Date.parse(`${wanted.date}T00:00:00Z`) + wanted.minute * 60_000
  const offsets = Array.from({ length: 26 * 4 + 1 }, (_, quarter) => quarter * 15 - 12 * 60)
  return offsets
    .map((offset) => new Date(wall - offset * 60_000))
    .filter((instant) => {
      const local = localOf(instant, zone)
      return local.date === wanted.date && local.minute === wanted.minute
    })
}

describe('clock and zones', () => {
  test('a time written is read back', () => {
    fc.assert(
      fc.property(minuteOfDay, (minute) => {
        expect(parseClock(formatClock(minute))).toBe(minute)
      }),
    )
  })

  test.each(['Asia/Jakarta', 'America/New_York', 'Europe/Berlin', 'Asia/Shanghai', 'Asia/Kathmandu'])(
    'an instant in %s shows the local time it was made from; only a skipped time shows a later one',
    (zone) => {
      fc.assert(
        fc.property(date, fc.integer({ min: 0, max: 2880 }), (day, minute) => {
          const wanted = { date: addDays(day, Math.floor(minute / 1440)), minute: minute % 1440 }
          const shown = localOf(instantOf(day, minute, zone), zone)
          if (shown.date === wanted.date && shown.minute === wanted.minute) return
          expect(daysBetween(wanted.date, shown.date) * 1440 + shown.minute - wanted.minute).toBe(60)
          expect(instantsShowing(wanted, zone)).toEqual([])
        }),
        { numRuns: 500 },
      )
    },
  )

  test.each(['Asia/Jakarta', 'America/New_York', 'Europe/Berlin'])(
    'every minute around the clock changes of 2026 in %s survives',
    (zone) => {
      // Both sides of a year's two changes in either zone; a repeated hour comes back as its first pass.
      for (const day of ['2026-03-08', '2026-03-29', '2026-10-25', '2026-11-01']) {
        const midnight = instantOf(day, 0, zone).getTime()
        let last = midnight - 60_000
        for (let at = midnight; at < midnight + 6 * 3_600_000; at += 60_000) {
          const local = localOf(new Date(at), zone)
          const back = instantOf(local.date, local.minute, zone).getTime()
          expect(back === at || back === at - 3_600_000).toBe(true)
          if (back === at) last = at
        }
        expect(last).toBe(midnight + 6 * 3_600_000 - 60_000)
      }
    },
  )
})

describe('limits', () => {
  const mark = fc.option(fc.integer({ min: 0, max: 5000 }))

  test('the pieces of a draft are the draft, whole and in order, and end at the level of the whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 1440 }), mark, mark, (counted, draft, a, b) => {
        const [advised, max] = a !== null && b !== null ? [Math.min(a, b), Math.max(a, b)] : [a, b]
        const pieces = draftPieces(counted, draft, advised, max)
        expect(pieces.map(({ from }) => from)).toEqual([counted, ...pieces.slice(0, -1).map(({ to }) => to)])
        expect(pieces.at(-1)?.to).toBe(counted + draft)
        expect(pieces.every(({ from, to }) => from < to)).toBe(true)
        expect(pieces.at(-1)?.level === 'over').toBe(levelOf(counted + draft, advised, max) === 'over')
      }),
    )
  })

  test('more overtime never stands better', () => {
    const ladder = ['fine', 'advised', 'at_max', 'over']
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(1440), mark, mark, (total, more, advised, max) => {
        expect(ladder.indexOf(levelOf(total + more, advised, max))).toBeGreaterThanOrEqual(ladder.indexOf(levelOf(total, advised, max)))
      }),
    )
  })
})
