import type { AverageState, CapState, EvaluationInput, Violation } from '@lembur/contracts/evaluation'
import type { Average, Cap, HourClass, RuleSeverity } from '@lembur/contracts/policy'
import { dayOf } from '../dates.ts'
import type { PaidDay } from './bands.ts'
import { type CompiledPolicy, type Facts, holds } from './compile.ts'
import { type Exact, exact, rounded } from './fraction.ts'
import { monthBefore, windowOf } from './windows.ts'

/** What caps are checked against: the days just paid, and the days before them where they are known. */
export type Counting = {
  policy: CompiledPolicy
  facts: Facts
  days: readonly PaidDay[]
  /** Null: nobody said what came before, other than by `before`. */
  past: readonly PaidDay[] | null
  before: EvaluationInput['before']
  periodStartDay: number
}

/** Minutes of some classes on the days of a window. */
export function minutesOf(days: readonly PaidDay[], classes: readonly HourClass[], from: number, to: number): number {
  let sum = 0
  for (const { day, pieces } of days) {
    if (day < from || day > to) continue
    for (const { minutes, rate } of pieces) if (classes.includes(rate.class)) sum += minutes
  }
  return sum
}

const beforeNames = {
  week: 'weekOvertime',
  month: 'monthOvertime',
  period: 'periodOvertime',
  quarter: 'quarterOvertime',
  year: 'yearOvertime',
  months3: 'months3Overtime',
} as const

/** The length of a cap in minutes; null where it is a share of a norm that there is not. */
export function limitOf({ limit }: Cap, { policy, facts }: Pick<Counting, 'policy' | 'facts'>): number | null {
  if (typeof limit === 'number') return limit
  const { dayMinutes } = policy.normOf(facts)
  return dayMinutes === null ? null : rounded(exact(limit.ofNorm).mul(dayMinutes), 0)
}

/**
 * Where each cap stands in each day, week, month … that the work touches. A cap whose past nobody told is not looked at, but for
 * those of a day.
 */
export function capStates(counting: Counting): CapState[] {
  const { policy, facts, days, past } = counting
  const { weekStartsOn } = policy.document.norm
  return Object.entries(policy.document.caps).flatMap(([code, cap]): CapState[] => {
    const limitMinutes = limitOf(cap, counting)
    if (limitMinutes === null || !holds(cap.when, facts)) return []
    const seen = new Set<string>()
    return days.flatMap(({ day }, place): CapState[] => {
      const window = windowOf(cap.window, day, { weekStartsOn, periodStartDay: counting.periodStartDay })
      if (seen.has(window.from)) return []
      seen.add(window.from)
      const [from, to] = [dayOf(window.from), dayOf(window.to)]
      const before = past ? minutesOf(past, cap.counts, from, to) : given(counting, cap, place)
      if (before === null) return []
      const addedMinutes = minutesOf(days, cap.counts, from, to)
      const total = before + addedMinutes
      return [
        {
          code,
          window: cap.window,
          ...window,
          beforeMinutes: before,
          addedMinutes,
          limitMinutes,
          severity: cap.severity,
          // A line that was passed before is not passed again by work that does not count for it.
          breached: addedMinutes > 0 && (cap.breachedBy === 'reach' ? total >= limitMinutes : total > limitMinutes),
          article: policy.articleOf(cap.source),
        },
      ]
    })
  })
}

/** What a case says came before; only of the first day, week, month … of its work. Null: it says nothing, so the cap is not in play. */
function given({ before }: Counting, cap: Cap, place: number): number | null {
  if (cap.window === 'day') return 0
  if (cap.window === 'week' && cap.counts.includes('regular'))
    return before.weekWorked === undefined ? null : place === 0 ? before.weekWorked : 0
  const known = before[beforeNames[cap.window]]
  return known === undefined ? null : place === 0 ? known : 0
}

const hours = (minutes: number): number => rounded(exact(minutes).div(60), 6)

export const capViolation = ({ code, beforeMinutes, addedMinutes, limitMinutes, severity, article, from }: CapState): Violation => ({
  code,
  limit: hours(limitMinutes),
  actual: hours(beforeMinutes + addedMinutes),
  unit: 'h',
  severity,
  article,
  date: from,
})

type Total = { label: string; minutes: Record<string, number> }

/** Averages over the last so many weeks or months, of totals that were given or that the past makes up. Shorter pasts are not judged. */
export function averageStates(
  counting: Counting,
  totals: readonly Total[] | undefined,
): { states: AverageState[]; violations: Violation[] } {
  const { policy, facts } = counting
  const states: AverageState[] = []
  const violations: Violation[] = []
  for (const [code, rule] of Object.entries(policy.document.averages)) {
    if (!holds(rule.when, facts)) continue
    const known = totals ?? monthTotals(counting, rule)
    let worst: Exact | null = null
    for (const window of rule.windows) {
      const last = known.slice(-window)
      if (last.length < window) continue
      const minutes = last.reduce((sum, total) => sum + countedOf(total, rule.counts), 0)
      const average = exact(minutes).div(window)
      const ok = rule.breachedBy === 'reach' ? average.lt(rule.limitMinutes) : average.lte(rule.limitMinutes)
      states.push({
        code,
        window: `${window}${rule.unit === 'week' ? 'w' : 'm'}`,
        total: rounded(exact(minutes).div(60), 2),
        average: rounded(average.div(60), 2),
        limit: hours(rule.limitMinutes),
        ok,
      })
      if (!ok && (!worst || average.gt(worst))) worst = average
    }
    if (worst) violations.push(averageViolation(code, rule, worst, policy))
  }
  return { states, violations }
}

const countedOf = ({ minutes }: Total, classes: readonly HourClass[]): number =>
  minutes.total ?? classes.reduce((sum, of) => sum + (minutes[of] ?? 0), 0)

const averageViolation = (code: string, rule: Average, worst: Exact, policy: CompiledPolicy): Violation => ({
  code,
  limit: hours(rule.limitMinutes),
  actual: rounded(worst.div(60), 2),
  unit: 'h',
  severity: rule.severity satisfies RuleSeverity,
  article: policy.articleOf(rule.source),
  date: null,
})

/** Totals of the months up to that of the last day, as far back as the longest window asks; none where ordinary hours would count. */
function monthTotals({ days, past }: Counting, { unit, windows, counts }: Average): Total[] {
  const last = days.at(-1)
  if (!past || !last || unit !== 'month' || counts.includes('regular')) return []
  const { from } = windowOf('month', last.day, { weekStartsOn: 1, periodStartDay: 1 })
  const all = [...past, ...days]
  return Array.from({ length: Math.max(...windows) }, (_, back) => monthBefore(Number(from.slice(0, 4)), Number(from.slice(5, 7)), back))
    .reverse()
    .map((label) => {
      const window = windowOf('month', dayOf(`${label}-01`), { weekStartsOn: 1, periodStartDay: 1 })
      return { label, minutes: { total: minutesOf(all, counts, dayOf(window.from), dayOf(window.to)) } }
    })
}
