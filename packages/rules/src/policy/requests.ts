import type { Band, Evaluation, EvaluationInput, PastDay, Wage } from '@lembur/contracts/evaluation'
import type { DayKind } from '@lembur/contracts/overtime'
import type { Condition, HourClass } from '@lembur/contracts/policy'
import { dateOf, dayOf, weekdayOf } from '../dates.ts'
import { dayKind, type HolidayRule } from '../day-kind.ts'
import type { Span } from '../hours.ts'
import type { PaidDay } from './bands.ts'
import type { CompiledPolicy } from './compile.ts'
import { evaluateWork, type Options } from './evaluate.ts'
import { fractionText } from './fraction.ts'
import { bandsOf, payableMinutes } from './sums.ts'
import type { Given } from './timeline.ts'
import { type Zone, zoneOf } from './zone.ts'

/** A request as it counts: minutes from 00:00 of its work date, 1440 and more the next day. */
export type CountedRequest = {
  id: string
  workDate: string
  startMinute: number
  endMinute: number
  breaks: readonly Span[]
  kind: DayKind
}

/** Where and when requests are judged. `past` are the counted minutes of days that are not among them. */
export type Place = {
  timeZone: string
  periodStartDay: number
  holidays: readonly HolidayRule[]
  past?: readonly { date: string; kind: DayKind; minutes: number }[]
  facts?: Condition
  wage?: Wage | null
}

/** A stretch of a request at one rate, on its own axis of minutes. */
export type RequestPiece = Span & { label: string; rate: string; class: HourClass; inPay: boolean }

/** What became of one request. `payableMinutes` is exact. */
export type JudgedRequest = { bands: Band[]; pieces: RequestPiece[]; payableMinutes: string }

export type JudgedRequests = { evaluation: Evaluation; of(id: string): JudgedRequest }

/** What a day of the plant is to a policy. A weekend on another day than Saturday or Sunday was decided by hand, and is a Saturday. */
export function policyDay({ document: { plantDays } }: CompiledPolicy, kind: DayKind, date: string): string {
  if (kind === 'holiday') return plantDays.holiday
  if (kind === 'weekday') return plantDays.weekday
  return weekdayOf(dayOf(date)) === 7 ? plantDays.sunday : plantDays.saturday
}

/**
 * Judges one employee's requests together: every minute of them is overtime, since a request holds only work outside the normal
 * shift; the hours of a day are counted over all its requests, in order of their start. In whatever order they are given, the
 * result is the same.
 * @throws PolicyProblem for requests that overlap, or a kind of day that the policy does not know
 */
export function judgeRequests(
  policy: CompiledPolicy,
  requests: readonly CountedRequest[],
  place: Place,
  options: Options = {},
): JudgedRequests {
  const zone = zoneOf(place.timeZone)
  const { trace = true } = options
  const { evaluation, days } = evaluateWork(policy, inputOf(policy, requests, place, zone, trace), givenOf(policy, requests, zone), {
    pieces: false,
    ...options,
  })
  const byId = new Map(requests.map((request) => [request.id, request]))
  let ofRequest: Map<string, PaidDay[]> | null = null
  return {
    evaluation,
    of(id) {
      ofRequest ??= daysByRequest(days)
      const request = byId.get(id)
      const its = ofRequest.get(id) ?? []
      const mine = bandsOf(its, policy, ({ slice }) => slice.tag === id)
      return {
        bands: mine.map(({ band }) => band),
        pieces: request ? piecesOf(request, its, zone) : [],
        payableMinutes: fractionText(payableMinutes(mine)),
      }
    },
  }
}

function daysByRequest(days: readonly PaidDay[]): Map<string, PaidDay[]> {
  const found = new Map<string, PaidDay[]>()
  for (const day of days) {
    for (const tag of new Set(day.pieces.map(({ slice }) => slice.tag ?? ''))) found.set(tag, [...(found.get(tag) ?? []), day])
  }
  return found
}

const instantIn = (zone: Zone, { workDate }: CountedRequest, minute: number): number => zone.instant(dayOf(workDate), minute)

/** Requests as work: their times were checked when they were filed, and need not be read again. */
function givenOf(policy: CompiledPolicy, requests: readonly CountedRequest[], zone: Zone): Given {
  return {
    faults: [],
    work: requests.map((request, index) => ({
      index,
      start: instantIn(zone, request, request.startMinute),
      end: instantIn(zone, request, request.endMinute),
      tag: request.id,
      overtime: true,
      workDay: dayOf(request.workDate),
      dayKind: policyDay(policy, request.kind, request.workDate),
    })),
    breaks: requests
      .flatMap((request) =>
        request.breaks.map(({ start, end }) => ({ start: instantIn(zone, request, start), end: instantIn(zone, request, end) })),
      )
      .map((rest, index) => ({ ...rest, index })),
  }
}

function inputOf(policy: CompiledPolicy, requests: readonly CountedRequest[], place: Place, zone: Zone, told: boolean): EvaluationInput {
  const span = (request: CountedRequest, start: number, end: number) => ({
    start: new Date(instantIn(zone, request, start) * 60_000).toISOString(),
    end: new Date(instantIn(zone, request, end) * 60_000).toISOString(),
  })
  const calendar: Record<string, string> = {}
  for (const { workDate, endMinute } of requests) {
    for (let days = 0; days <= Math.floor(endMinute / 1440); days++) {
      const date = dateOf(dayOf(workDate) + days)
      calendar[date] ??= policyDay(policy, dayKind(date, place.holidays), date)
    }
  }
  return {
    timeZone: place.timeZone,
    day: policy.document.plantDays.weekday,
    calendar,
    intervals: told ? requests.map((request) => span(request, request.startMinute, request.endMinute)) : [],
    breaks: told ? requests.flatMap((request) => request.breaks.map(({ start, end }) => span(request, start, end))) : [],
    facts: place.facts ?? {},
    before: {},
    past: (place.past ?? []).map(
      ({ date, kind, minutes }): PastDay => ({ date, day: policyDay(policy, kind, date), minutes, overtime: true }),
    ),
    periodStartDay: place.periodStartDay,
    ...(place.wage && { wage: place.wage }),
  }
}

/** Pieces one after the other at the same rate are one. */
function piecesOf({ id, workDate }: CountedRequest, days: readonly PaidDay[], zone: Zone): RequestPiece[] {
  const home = dayOf(workDate)
  const pieces: RequestPiece[] = []
  for (const { start, minutes, slice, rate } of days.flatMap((day) => day.pieces)) {
    if (slice.tag !== id || start === null) continue
    const shown = zone.local(start)
    const from = (shown.day - home) * 1440 + shown.minute
    const last = pieces.at(-1)
    if (last && last.end === from && last.label === rate.label && last.rate === rate.text) last.end += minutes
    else pieces.push({ start: from, end: from + minutes, label: rate.label, rate: rate.text, class: rate.class, inPay: rate.inPay })
  }
  return pieces
}
