import type { Violation } from '@lembur/contracts/evaluation'
import { dateOf } from '../dates.ts'
import { type PaidDay, weekStart } from './bands.ts'
import { type CompiledPolicy, type Facts, holds } from './compile.ts'
import { exact, rounded } from './fraction.ts'
import type { Slice } from './slices.ts'
import type { Shift } from './timeline.ts'

type Rule = { severity: Violation['severity']; breachedBy: 'over' | 'reach'; source?: string | undefined }

/** What rests, breaks, spreads and rows of days are checked against. */
export type Worked = {
  policy: CompiledPolicy
  facts: Facts
  shifts: readonly Shift[]
  slices: readonly Slice[]
  days: readonly PaidDay[]
  past: readonly PaidDay[] | null
}

const inHours = (minutes: number) => rounded(exact(minutes).div(60), 6)

/** Rests that were too short, then breaks, spreads, days in a row, and days on which nobody works. */
export const pauseViolations = (worked: Worked): Violation[] => [
  ...restViolations(worked),
  ...breakViolations(worked),
  ...spreadViolations(worked),
  ...rowViolations(worked),
  ...banViolations(worked),
]

function active<Each extends { when?: Record<string, unknown> | undefined }>(rules: Record<string, Each>, facts: Facts): [string, Each][] {
  return Object.entries(rules).filter(([, { when }]) => holds(when as Parameters<typeof holds>[0], facts))
}

const violation = (
  { policy }: Worked,
  code: string,
  rule: Rule,
  found: Pick<Violation, 'limit' | 'actual' | 'unit' | 'date'>,
): Violation => ({ code, ...found, severity: rule.severity, article: policy.articleOf(rule.source) })

/** Elapsed minutes, so that a changed clock neither gives nor takes rest. */
function restViolations(worked: Worked): Violation[] {
  const { policy, facts, slices } = worked
  return active(policy.document.rests, facts).flatMap(([code, rule]) => {
    const gaps = rule.every === 'shift' ? betweenDays(slices) : longestOfWeeks(slices, policy.document.norm.weekStartsOn)
    return gaps
      .filter(({ minutes }) => minutes < rule.minutes)
      .map(({ minutes, date }) =>
        violation(worked, code, rule, { limit: inHours(rule.minutes), actual: inHours(minutes), unit: 'h', date }),
      )
  })
}

type Gap = { minutes: number; date: string }

/** From the last work of a day to the first of the next on which there is any. */
function betweenDays(slices: readonly Slice[]): Gap[] {
  return slices.flatMap((slice, index): Gap[] => {
    const before = slices[index - 1]
    if (!before || before.day === slice.day) return []
    const minutes = slice.start - (before.start + before.minutes)
    // Work that goes on over midnight has no rest in it that could be too short.
    return minutes === 0 ? [] : [{ minutes, date: dateOf(slice.day) }]
  })
}

/** The longest stretch without work in each week with work, as far as the work of that week is known. */
function longestOfWeeks(slices: readonly Slice[], weekStartsOn: number): Gap[] {
  const weeks = new Map<number, Slice[]>()
  for (const slice of slices) {
    const week = weekStart(slice.day, weekStartsOn)
    weeks.set(week, [...(weeks.get(week) ?? []), slice])
  }
  return [...weeks].map(([week, work]) => {
    const [first] = work
    const offset = (first?.start ?? 0) - (first?.day ?? 0) * 1440
    const opening = week * 1440 + Math.min(0, offset)
    const ends = [opening, ...work.map(({ start, minutes }) => start + minutes)]
    const starts = [...work.map(({ start }) => start), opening + 7 * 1440]
    return { minutes: Math.max(...starts.map((start, index) => start - (ends[index] ?? start))), date: dateOf(week) }
  })
}

function breakViolations(worked: Worked): Violation[] {
  const { policy, facts, shifts, slices } = worked
  const dayOfStart = new Map(slices.map(({ start, day }) => [start, day]))
  return active(policy.document.breaks, facts).flatMap(([code, rule]) =>
    shifts.flatMap(({ segments }): Violation[] => {
      const work = segments.reduce((sum, { start, end }) => sum + end - start, 0)
      const gaps = segments.map(({ start }, index) => start - (segments[index - 1]?.end ?? start)).filter((gap) => gap > 0)
      const rested = gaps.filter((gap) => gap >= (rule.partMinutes ?? 0)).reduce((sum, gap) => sum + gap, 0)
      const due = rule.tiers.findLast(({ overMinutes }) => (rule.breachedBy === 'reach' ? work >= overMinutes : work > overMinutes))
      const date = dateOf(dayOfStart.get(segments[0]?.start ?? 0) ?? 0)
      if (due && rested < due.minutes) return [violation(worked, code, rule, { limit: due.minutes, actual: rested, unit: 'min', date })]
      const run = longestRun(segments, rule.partMinutes ?? 1)
      if (rule.continuousMinutes === undefined || run <= rule.continuousMinutes) return []
      return [violation(worked, code, rule, { limit: inHours(rule.continuousMinutes), actual: inHours(run), unit: 'h', date })]
    }),
  )
}

/** The most minutes in one go: a gap that is too short to be a break does not end it. */
function longestRun(segments: Shift['segments'], least: number): number {
  let longest = 0
  let run = 0
  segments.forEach(({ start, end }, index) => {
    const gap = start - (segments[index - 1]?.end ?? start)
    run = gap >= least && gap > 0 ? end - start : run + end - start
    longest = Math.max(longest, run)
  })
  return longest
}

function spreadViolations(worked: Worked): Violation[] {
  const { policy, facts, slices } = worked
  const spans = new Map<number, { from: number; to: number }>()
  for (const { day, start, minutes } of slices) {
    const span = spans.get(day)
    spans.set(day, { from: Math.min(span?.from ?? start, start), to: Math.max(span?.to ?? 0, start + minutes) })
  }
  return active(policy.document.spreads, facts).flatMap(([code, rule]) =>
    [...spans]
      .filter(([, { from, to }]) => to - from > rule.minutes)
      .map(([day, { from, to }]) =>
        violation(worked, code, rule, { limit: inHours(rule.minutes), actual: inHours(to - from), unit: 'h', date: dateOf(day) }),
      ),
  )
}

function rowViolations(worked: Worked): Violation[] {
  const { policy, facts, days, past } = worked
  const dates = [...new Set([...(past ?? []), ...days].map(({ day }) => day))].sort((a, b) => a - b)
  const added = new Set(days.map(({ day }) => day))
  return active(policy.document.consecutiveDays, facts).flatMap(([code, rule]) => {
    let row = 0
    let worst = { length: 0, day: 0 }
    dates.forEach((day, index) => {
      row = dates[index - 1] === day - 1 ? row + 1 : 1
      if (added.has(day) && row > worst.length) worst = { length: row, day }
    })
    if (worst.length <= rule.days) return []
    return [violation(worked, code, rule, { limit: rule.days, actual: worst.length, unit: 'd', date: dateOf(worst.day) })]
  })
}

function banViolations(worked: Worked): Violation[] {
  const { policy, facts, days } = worked
  return active(policy.document.bans, facts).flatMap(([code, rule]) =>
    days
      .filter(({ kind }) => rule.days.includes(kind))
      .map(({ day, workedMinutes }) =>
        violation(worked, code, rule, { limit: 0, actual: inHours(workedMinutes), unit: 'h', date: dateOf(day) }),
      ),
  )
}
