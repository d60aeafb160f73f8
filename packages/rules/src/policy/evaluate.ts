import type { Evaluation, EvaluationInput, Piece, Violation } from '@lembur/contracts/evaluation'
import { dateOf, dayOf } from '../dates.ts'
import { monthKey, newSofar, type PaidDay, paidDays, type Sofar, weekStart } from './bands.ts'
import { averageStates, type Counting, capStates, capViolation } from './caps.ts'
import { type CompiledPolicy, holds } from './compile.ts'
import { type Exact, fractionText } from './fraction.ts'
import { pauseViolations, type Worked } from './pauses.ts'
import { payOf } from './pay.ts'
import { problem } from './problem.ts'
import { type Slice, slicesOf } from './slices.ts'
import { bandsOf, payableMinutes } from './sums.ts'
import { type Given, readWork, segmentsOf, shiftsOf } from './timeline.ts'
import { Trace } from './trace.ts'
import { weekAlone } from './week-alone.ts'
import { zoneOf } from './zone.ts'

/** What is left out costs nothing: pieces and lines are for those who look, sums for everybody. */
export type Options = { trace?: boolean; pieces?: boolean }

/** An evaluation, and the days it is made of for whoever asks about a part of it. */
export type Evaluated = { evaluation: Evaluation; days: readonly PaidDay[] }

/**
 * What a policy makes of work: bands, payable hours, pay where a wage is given, what is broken, what is owed, and why. It knows no
 * clock but that of the place named, and nothing but what it is given.
 * @throws PolicyProblem for work that cannot be (`intervals.2.end`), a kind of day that the policy does not know (`calendar.DATE`, `day`),
 * an unknown zone (`timeZone`)
 */
export const evaluate = (policy: CompiledPolicy, input: EvaluationInput, options: Options = {}): Evaluation =>
  evaluateDays(policy, input, options).evaluation

/** The same, with its days. */
export function evaluateDays(policy: CompiledPolicy, input: EvaluationInput, options: Options = {}): Evaluated {
  return evaluateWork(policy, input, readWork(input, zoneOf(input.timeZone)), options)
}

/** The same for work that has been read: `input.intervals` and `input.breaks` are only what the trace says of it. */
export function evaluateWork(
  policy: CompiledPolicy,
  asked: EvaluationInput,
  given: Given,
  { trace = true, pieces = true }: Options = {},
): Evaluated {
  const input = { ...asked, facts: { ...policy.document.facts, ...asked.facts } }
  const zone = zoneOf(input.timeZone)
  const kindOf = (day: number) => input.calendar[dateOf(day)] ?? input.day
  const shifts = shiftsOf(segmentsOf(given), policy.document.day.joinsWithinMinutes)
  const slices = slicesOf(shifts, policy, zone, kindOf)
  assertKnown(slices, policy, input)
  const sofar = newSofar()
  const past = input.past ? paidDays(pastSlices(input.past), policy, input.facts, sofar) : null
  countBefore(sofar, input, slices[0], policy)
  const days = input.weekMinutes === undefined ? paidDays(slices, policy, input.facts, sofar) : weekAlone(policy, input)
  const { facts, before, periodStartDay } = input
  const counting: Counting = { policy, facts, days, past, before, periodStartDay }
  const worked: Worked = { policy, facts, shifts, slices, days, past }
  const caps = input.weekMinutes === undefined ? capStates(counting) : []
  const averages = averageStates(counting, input.totals)
  const summed = policy.document.payScope === 'none' ? [] : bandsOf(days, policy)
  const payable = payableMinutes(summed)
  const workedMinutes = days.reduce((sum, day) => sum + day.workedMinutes, 0)
  const violations = [
    ...caps.filter(({ breached }) => breached).map(capViolation),
    ...averages.violations,
    ...pauseViolations(worked),
    ...beyondScale(days, policy),
  ]
  const obligations = obligationsOf(days, policy, facts)
  const told = trace ? new Trace(policy) : null
  if (told) tell(told, policy, { input, days, caps, averages: averages.states, violations, obligations, payable })
  const pay =
    input.wage && policy.document.payScope !== 'none' ? payOf(input.wage, summed, { policy, facts, workedMinutes, trace: told }) : null
  const { pack, version, title } = policy.document
  return {
    days,
    evaluation: {
      policy: { pack, version, title },
      bands: summed.map(({ band }) => band),
      pieces: pieces ? piecesOf(days) : [],
      workedMinutes,
      payableMinutes: fractionText(payable),
      pay,
      violations,
      caps,
      averages: averages.states,
      obligations: obligations.map(({ text }) => text),
      trace: told?.lines ?? [],
    },
  }
}

type Told = Pick<Evaluation, 'caps' | 'averages' | 'violations'> & {
  input: EvaluationInput
  days: readonly PaidDay[]
  obligations: readonly Owed[]
  payable: Exact
}

/** Everything but money, in the order in which it came about. */
function tell(trace: Trace, policy: CompiledPolicy, { input, days, caps, averages, violations, obligations, payable }: Told) {
  for (const { start, end } of input.intervals) trace.say('interval', null, undefined, { start, end })
  for (const { start, end } of input.breaks) trace.say('break', null, undefined, { start, end })
  for (const day of days) trace.day(day)
  for (const cap of caps) trace.cap(cap)
  for (const { code, window, average, limit, ok } of averages) {
    trace.say('average', `averages.${code}`, sourceOf(policy, 'averages', code), { window, average, limit, ok })
  }
  for (const violation of violations) sayViolation(trace, violation, policy)
  for (const { id, source, text } of obligations) trace.say('obligation', `obligations.${id}`, source, { text })
  if (policy.document.payScope !== 'none') trace.payable(payable)
}

/** Each kind of day is one that the policy knows; the path names the field that said otherwise. */
function assertKnown(slices: readonly Slice[], policy: CompiledPolicy, { calendar, intervals, facts }: EvaluationInput) {
  const unknown = slices.find(({ kind }) => !policy.planOf(kind, facts))
  if (!unknown) return
  const date = dateOf(unknown.day)
  const decided = intervals.findIndex(({ day }) => day === unknown.kind)
  throw problem(decided >= 0 ? `intervals.${decided}.day` : date in calendar ? `calendar.${date}` : 'day', 'policy.unknown_day')
}

/** Days known by their length: without a clock, so neither night nor rest can be asked of them. */
const pastSlices = (past: NonNullable<EvaluationInput['past']>): Slice[] =>
  past
    .map(({ date, day, minutes, overtime }) => ({
      start: dayOf(date) * 1440,
      minutes,
      day: dayOf(date),
      kind: day,
      night: false,
      overtime,
      tag: null,
    }))
    .sort((a, b) => a.day - b.day)

/** What a case says of the week and month before its first day. */
function countBefore({ weekUsed, monthUsed }: Sofar, { before }: EvaluationInput, first: Slice | undefined, { document }: CompiledPolicy) {
  if (!first) return
  const week = weekStart(first.day, document.norm.weekStartsOn)
  const month = monthKey(first.day, 'overtime')
  weekUsed.set(week, (weekUsed.get(week) ?? 0) + (before.weekWorked ?? 0))
  monthUsed.set(month, (monthUsed.get(month) ?? 0) + (before.monthOvertime ?? 0))
}

function piecesOf(days: readonly PaidDay[]): Piece[] {
  return days.flatMap(({ day, kind, pieces }) =>
    pieces.flatMap(({ start, minutes, slice, rate }): Piece[] =>
      start === null
        ? []
        : [
            {
              tag: slice.tag,
              date: dateOf(day),
              day: kind,
              startsAt: new Date(start * 60_000).toISOString(),
              minutes,
              label: rate.label,
              rate: rate.text,
              class: rate.class,
              inPay: rate.inPay,
            },
          ],
    ),
  )
}

type Owed = { id: string; text: string; source: string | undefined }

/** Each obligation once, however many days call for it. */
function obligationsOf(days: readonly PaidDay[], { document }: CompiledPolicy, facts: EvaluationInput['facts']): Owed[] {
  return Object.entries(document.obligations).flatMap(([id, { text, classes, atLeastMinutes, days: kinds, when, source }]): Owed[] => {
    const isDue = days.some(({ kind, pieces }) => {
      const minutes = pieces.reduce(
        (sum, { start, minutes: more, rate }) => (start !== null && classes.includes(rate.class) ? sum + more : sum),
        0,
      )
      return (!kinds || kinds.includes(kind)) && minutes > 0 && minutes >= atLeastMinutes
    })
    return isDue && holds(when, facts) ? [{ id, text, source }] : []
  })
}

/** Hours past the last line of a scale: paid at its last rate, which no law says. */
function beyondScale(days: readonly PaidDay[], policy: CompiledPolicy): Violation[] {
  return days.flatMap(({ day, plan, pieces, countedMinutes, norm }): Violation[] => {
    const beyond = pieces.filter(({ step }) => step?.beyondScale)
    const [first] = beyond
    if (!first) return []
    const minutes = beyond.reduce((sum, piece) => sum + piece.minutes, 0)
    const scale = plan.ladder.reduce((sum, step) => sum + (step.minutes === 'norm' ? (norm.dayMinutes ?? 0) : (step.minutes ?? 0)), 0)
    return [
      {
        code: `${policy.document.pack.split('-')[0]}.BEYOND_SCALE`,
        limit: scale / 60,
        actual: Math.min(countedMinutes, scale + minutes) / 60,
        unit: 'h',
        severity: 'warning',
        article: policy.articleOf(first.rate.source),
        date: dateOf(day),
      },
    ]
  })
}

const sorts = { rests: 'rest', breaks: 'break_rule', spreads: 'spread', consecutiveDays: 'consecutive_days', bans: 'ban' } as const

function sayViolation(trace: Trace, { code, limit, actual, unit, date }: Violation, policy: CompiledPolicy) {
  for (const [sort, said] of Object.entries(sorts) as [keyof typeof sorts, (typeof sorts)[keyof typeof sorts]][]) {
    if (code in policy.document[sort]) trace.say(said, `${sort}.${code}`, sourceOf(policy, sort, code), { limit, actual, unit, date })
  }
  if (code.endsWith('.BEYOND_SCALE')) trace.say('beyond_scale', null, undefined, { limit, actual, unit, date })
}

const sourceOf = ({ document }: CompiledPolicy, sort: keyof typeof sorts | 'averages', code: string): string | undefined =>
  document[sort][code]?.source
