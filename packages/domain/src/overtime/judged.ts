import type { Evaluation, Violation, Wage } from '@lembur/contracts/evaluation'
import type { DayKind } from '@lembur/contracts/overtime'
import { addDays, daysBetween } from '@lembur/rules/dates'
import type { HolidayRule } from '@lembur/rules/day-kind'
import { type CompiledPolicy, holds } from '@lembur/rules/policy/compile'
import { type CountedRequest, type JudgedRequest, type JudgedRequests, judgeRequests, type Place } from '@lembur/rules/policy/requests'
import { type DatedSpan, restAround } from '@lembur/rules/rest'
import type { Ctx } from '../kernel/index.ts'
import type { BookedPolicy, PolicyBook } from '../policy/index.ts'
import { kindsBy } from './day.ts'
import type { DaySum } from './limits.ts'
import { countedFor } from './past.ts'
import type { BreakTuple } from './row.ts'
import { unlessBroken } from './unless-broken.ts'
import type { Work } from './work.ts'

/** A request, stored or not, as it is judged by the policy of its date. */
export type Judging = {
  id: string
  employeeId: string
  departmentId: string | null
  /** Of the employee's own cycle; null: the plant's. */
  periodStartDay: number | null
  workDate: string
  startMinute: number
  endMinute: number
  breaks: BreakTuple[] | null
  kind: DayKind
}

/** What has been read around it: policies, calendar, and the employee's counted requests, of the date and of its windows. */
export type Around = { book: PolicyBook; holidays: HolidayRule[]; sums: readonly DaySum[]; work: readonly Work[] }

/** What a policy makes of a request: its own share, and where the day, week … stand with it. */
export type Judged = {
  booked: BookedPolicy
  evaluation: Evaluation
  own: JudgedRequest
  /** The requests that were judged together, this one first: those of its date, and what runs into it over midnight. */
  requests: CountedRequest[]
  violations: Violation[]
  rest: { before: number | null; after: number | null }
}

/**
 * Judges a request among the others of its date. `wage` asks for money, `trace` for every line. Null where its policy does not
 * fit any more what it lies on: that must not stop who files or decides.
 */
export function judged(
  ctx: Ctx,
  around: Around,
  of: Judging,
  { trace = false, wage = null }: { trace?: boolean; wage?: Wage | null } = {},
): Judged | null {
  const others = around.work.filter((each) => each.employeeId === of.employeeId && each.id !== of.id)
  return unlessBroken(() => {
    const booked = around.book.of(of)
    const requests = [of, ...besides(booked.policy, of, others)].map(counted)
    const found = judgedTogether(booked.policy, requests, placeOf(ctx, around, of, requests, booked.policy, wage), of.workDate, trace)
    const evaluation = requests.some(({ workDate }) => workDate < of.workDate) ? ofDate(found.evaluation, of) : found.evaluation
    const { shiftStartMinute, shiftEndMinute, timeZone } = ctx.plant
    const kindOf = kindsBy(around.holidays)
    const rest = restAround(spanned(of), others.map(spanned), { shift: { start: shiftStartMinute, end: shiftEndMinute }, timeZone, kindOf })
    const violations = [...evaluation.violations, ...shortRests(booked.policy, rest, of.workDate)]
    return { booked, evaluation, own: found.of(of.id), requests, violations, rest }
  })
}

/**
 * The requests that share a day with this one: those of its date, and where hours past midnight count to the day the clock shows,
 * those of a date beside it from which or into which they run. One that lies over it is told as a clash, or was filed since this
 * one was turned down.
 */
function besides({ document }: CompiledPolicy, of: Judging, others: readonly Work[]): Work[] {
  const dates = new Set([of.workDate])
  if (document.day.midnight !== 'shift-start') {
    const before = addDays(of.workDate, -1)
    if (others.some(({ workDate, endMinute }) => workDate === before && endMinute > 1440)) dates.add(before)
    if (of.endMinute > 1440) dates.add(addDays(of.workDate, 1))
  }
  return others.filter((each) => {
    if (!dates.has(each.workDate)) return false
    const days = 1440 * daysBetween(of.workDate, each.workDate)
    return days + each.endMinute <= of.startMinute || days + each.startMinute >= of.endMinute
  })
}

/** Without what is found of the date before alone, whose requests were judged along. */
function ofDate(evaluation: Evaluation, { workDate }: Judging): Evaluation {
  const caps = evaluation.caps.filter(({ to }) => to >= workDate)
  const stays = ({ code, date }: Violation) =>
    date === null || date >= workDate || caps.some((cap) => cap.code === code && cap.from === date)
  return { ...evaluation, caps, violations: evaluation.violations.filter(stays) }
}

type Shape = Pick<Judging, 'id' | 'workDate' | 'startMinute' | 'endMinute' | 'breaks' | 'kind'>

/** A request as the engine takes it. */
export const counted = ({ id, workDate, startMinute, endMinute, breaks, kind }: Shape): CountedRequest => ({
  id,
  workDate,
  startMinute,
  endMinute,
  breaks: (breaks ?? []).map(([start, end]) => ({ start, end })),
  kind,
})

const spanned = ({ workDate, startMinute, endMinute }: Shape): DatedSpan => ({ workDate, start: startMinute, end: endMinute })

/** Where and with what past requests are judged: the other dates by their length, as far as this policy looks. */
function placeOf(
  ctx: Ctx,
  { sums, holidays }: Around,
  of: Judging,
  requests: readonly CountedRequest[],
  policy: CompiledPolicy,
  wage: Wage | null,
): Place {
  const whole = new Set(requests.map(({ workDate }) => workDate))
  const periodStartDay = of.periodStartDay ?? ctx.plant.periodStartDay
  const { start, end } = countedFor(policy, of.workDate, periodStartDay)
  const past = sums.filter(
    ({ employeeId, workDate }) => employeeId === of.employeeId && workDate >= start && workDate <= end && !whole.has(workDate),
  )
  return {
    timeZone: ctx.plant.timeZone,
    periodStartDay,
    holidays,
    past: past.map((sum) => ({ date: sum.workDate, kind: sum.kind, minutes: sum.minutes })),
    ...(wage ? { wage } : {}),
  }
}

/**
 * Caps count every day of their windows, later ones too; what an hour is paid as hangs on what came before alone. The two differ
 * only where a policy pays more past so many hours of a month, and are then judged apart.
 */
export function judgedTogether(
  policy: CompiledPolicy,
  requests: CountedRequest[],
  place: Place,
  date: string,
  trace: boolean,
): JudgedRequests {
  const whole = judgeRequests(policy, requests, place, { trace })
  const past = place.past?.filter((day) => day.date < date) ?? []
  const hangsOnMonth = policy.premiums.some(({ monthOver }) => monthOver !== undefined)
  if (!hangsOnMonth || past.length === place.past?.length) return whole
  const rates = judgeRequests(policy, requests, { ...place, past }, { trace })
  const { caps, averages, violations } = whole.evaluation
  return { ...rates, evaluation: { ...rates.evaluation, caps, averages, violations } }
}

/** Rests between two days' work that are shorter than the policy asks for. The engine is not told of normal shifts: here they count. */
function shortRests(policy: CompiledPolicy, { before, after }: Judged['rest'], date: string): Violation[] {
  const shortest = Math.min(before ?? Number.POSITIVE_INFINITY, after ?? Number.POSITIVE_INFINITY)
  return Object.entries(policy.document.rests)
    .filter(([, { every, minutes, when }]) => every === 'shift' && shortest < minutes && holds(when, policy.document.facts))
    .map(([code, { minutes, severity, source }]) => ({
      code,
      limit: minutes / 60,
      actual: shortest / 60,
      unit: 'h',
      severity,
      article: policy.articleOf(source),
      date,
    }))
}
