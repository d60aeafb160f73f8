import {
  type DayKind,
  dayKinds,
  type ForecastLine,
  type LimitLevel,
  type LimitSpan,
  type limitSeverities,
  limitSpans,
} from '@lembur/contracts/overtime'
import { type Period, periodOf, weekOf } from './period.ts'

/**
 * How much overtime one may do in a day, week or period, in minutes; null is no such mark. `kinds` are the kinds of day whose hours
 * count, null is all: the rule is silent about a request on any other day.
 */
export type LimitRule = {
  scope: 'organisation' | 'department' | 'employee'
  departmentId: string | null
  employeeId: string | null
  span: LimitSpan
  kinds: DayKind[] | null
  advisedMinutes: number | null
  maxMinutes: number | null
  severity: (typeof limitSeverities)[number]
}

const everywhere = { scope: 'organisation', departmentId: null, employeeId: null, severity: 'warn' } as const

/**
 * What holds until someone sets other limits (settled by the plant, decision 7): week 15 / 18 h, period 60 / 72 h, day none / 4 h on
 * weekdays. 4 h and 18 h are the caps of Indonesian PP 35/2021 art. 26(1); 26(2) leaves rest days and holidays out of them, which the
 * plant follows for the day only.
 */
export const defaultLimits: LimitRule[] = [
  { ...everywhere, span: 'day', kinds: ['weekday'], advisedMinutes: null, maxMinutes: 240 },
  { ...everywhere, span: 'week', kinds: null, advisedMinutes: 900, maxMinutes: 1080 },
  { ...everywhere, span: 'period', kinds: null, advisedMinutes: 3600, maxMinutes: 4320 },
]

/** Whose request it is, and on what kind of day. */
export type LimitSubject = { employeeId: string; departmentId: string | null; kind: DayKind }

const scopes = ['employee', 'department', 'organisation'] as const satisfies LimitRule['scope'][]

function applies(rule: LimitRule, subject: LimitSubject): boolean {
  if (rule.kinds && !rule.kinds.includes(subject.kind)) return false
  if (rule.scope === 'employee') return rule.employeeId === subject.employeeId
  if (rule.scope === 'department') return rule.departmentId !== null && rule.departmentId === subject.departmentId
  return true
}

/** A rule for every kind is the least specific, also than one that names them all. */
const kindCount = (rule: LimitRule) => rule.kinds?.length ?? dayKinds.length + 1

/**
 * The limits that hold for a request, at most one a span, in the order day, week, period. The employee's rule overrides the
 * department's, that one the organisation's (decision 7); within a scope the one for fewer kinds of day wins. An override without
 * either mark lifts the limit: that span is left out.
 */
export function effectiveLimits(rules: readonly LimitRule[], subject: LimitSubject): LimitRule[] {
  return limitSpans.flatMap((span) => {
    const candidates = rules.filter((rule) => rule.span === span && applies(rule, subject))
    const [nearest] = candidates.toSorted((a, b) => scopes.indexOf(a.scope) - scopes.indexOf(b.scope) || kindCount(a) - kindCount(b))
    return nearest && (nearest.advisedMinutes !== null || nearest.maxMinutes !== null) ? [nearest] : []
  })
}

/** The dates over which a limit sums: the day itself, its week, or its period in the cycle that starts on `startDay`. */
export function limitRange(span: LimitSpan, date: string, startDay?: number): Period {
  if (span === 'day') return { start: date, end: date }
  return span === 'week' ? weekOf(date) : periodOf(date, startDay)
}

/** Where a total stands. Reaching the maximum is allowed and named (`at_max`); only more is `over`. The advised mark counts when reached. */
export function levelOf(total: number, advised: number | null, max: number | null): LimitLevel {
  if (max !== null && total > max) return 'over'
  if (max !== null && total === max) return 'at_max'
  return advised !== null && total >= advised ? 'advised' : 'fine'
}

/** Minutes of the rule's kinds of day within its dates; the draft or request itself only in `draftMinutes`. */
export type LimitSums = { approvedMinutes: number; pendingMinutes: number; draftMinutes: number }

/** One limit and where it stands with the draft included: pending and approved count (decision 7). `period` are the dates summed. */
export function forecastLine(rule: LimitRule, period: Period, sums: LimitSums): ForecastLine {
  const { approvedMinutes, pendingMinutes, draftMinutes } = sums
  const { span, advisedMinutes, maxMinutes, severity } = rule
  return {
    span,
    from: period.start,
    to: period.end,
    approvedMinutes,
    pendingMinutes,
    draftMinutes,
    advisedMinutes,
    maxMinutes,
    severity,
    level: levelOf(approvedMinutes + pendingMinutes + draftMinutes, advisedMinutes, maxMinutes),
  }
}

/** A stretch of a draft on the limit meter, in minutes, and what that stretch adds to. */
export type DraftPiece = { from: number; to: number; level: 'fine' | 'advised' | 'over' }

/** A draft of `draft` minutes on top of `counted`, cut where it crosses a mark: how much of it is advised against, how much too much. */
export function draftPieces(counted: number, draft: number, advised: number | null, max: number | null): DraftPiece[] {
  const end = counted + draft
  const marks = [advised, max].filter((mark) => mark !== null).filter((mark) => mark > counted && mark < end)
  const ends = [...new Set(marks)].sort((a, b) => a - b).concat(end)
  return ends.map((to, index) => {
    const from = ends[index - 1] ?? counted
    const level = max !== null && from >= max ? 'over' : advised !== null && from >= advised ? 'advised' : 'fine'
    return { from, to, level }
  })
}
