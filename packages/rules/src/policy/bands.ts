import type { HourClass } from '@lembur/contracts/policy'
import { dateOf, weekdayOf } from '../dates.ts'
import { type CompiledPolicy, counts, type DayPlan, type Facts, holds, type PremiumPlan, type Step } from './compile.ts'
import { type Exact, fractionText, zero } from './fraction.ts'
import { problem } from './problem.ts'
import type { Slice } from './slices.ts'

/** What one minute is paid as: shared by all minutes that are paid so. */
export type Rate = {
  label: string
  rate: Exact
  /** The rate as text: what minutes are grouped by. */
  text: string
  class: HourClass
  inPay: boolean
  /** Which rule said so. */
  source: string | undefined
  /** The premiums in it, by their ids. */
  premiums: readonly PremiumPlan[]
}

/** Minutes at one rate. `start` is null for minutes that were not worked but count. */
export type PaidPiece = { start: number | null; minutes: number; slice: Slice; rate: Rate; step: Step | null }

/** One day's pieces, and what had to be decided for the day as a whole. */
export type PaidDay = {
  day: number
  kind: string
  plan: DayPlan
  pieces: PaidPiece[]
  workedMinutes: number
  /** More than was worked where the day is deemed longer. */
  countedMinutes: number
  seventh: boolean
  norm: { dayMinutes: number | null; weekLeft: number | null }
}

/** What is counted before the first of these days. */
export type Sofar = {
  /** Minutes of the norm of a week that were used before, by its first day. */
  weekUsed: Map<number, number>
  /** Minutes of a class in a calendar month before, by `YYYY-MM` and class. */
  monthUsed: Map<string, number>
  /** Minutes on the ladder of a day before, by day and kind. */
  dayUsed: Map<string, number>
  /** Days with work, whose pieces may lie before. */
  worked: Set<number>
}

export const newSofar = (): Sofar => ({ weekUsed: new Map(), monthUsed: new Map(), dayUsed: new Map(), worked: new Set() })

export const weekStart = (day: number, weekStartsOn: number): number => day - ((weekdayOf(day) - weekStartsOn + 7) % 7)
export const monthKey = (day: number, of: HourClass): string => `${dateOf(day).slice(0, 7)} ${of}`

/**
 * Pays slices: each day first up to its norm and what the week leaves of its own, then up the ladder, then with premiums. Slices
 * in order of time; `sofar` is carried on.
 * @throws PolicyProblem `policy.unknown_day` at `past`; of other days it was seen before
 */
export function paidDays(slices: readonly Slice[], policy: CompiledPolicy, facts: Facts, sofar: Sofar): PaidDay[] {
  const pay = new Rates(policy)
  return byDay(slices).map((day) => new DayPay(day, policy, facts, sofar, pay).paid())
}

function byDay(slices: readonly Slice[]): Slice[][] {
  const days = new Map<string, Slice[]>()
  for (const slice of slices) {
    const key = `${slice.day} ${slice.kind}`
    const found = days.get(key)
    if (found) found.push(slice)
    else days.set(key, [slice])
  }
  return [...days.values()].sort((a, b) => (a[0]?.day ?? 0) - (b[0]?.day ?? 0))
}

/** Climbs the ladder of one day. */
class DayPay {
  readonly #slices: Slice[]
  readonly #policy: CompiledPolicy
  readonly #facts: Facts
  readonly #sofar: Sofar
  readonly #rates: Rates
  readonly #plan: DayPlan
  readonly #day: number
  readonly #kind: string
  readonly #seventh: boolean
  readonly #norm: { dayMinutes: number | null; weekLeft: number | null }
  readonly #pieces: PaidPiece[] = []
  #ordinaryLeft: number
  #ordinaryUsed = 0
  /** Minutes of the day that lie before its ladder. */
  #before = 0
  #onLadder: number
  #dayOvertime = false

  constructor(slices: Slice[], policy: CompiledPolicy, facts: Facts, sofar: Sofar, rates: Rates) {
    const [first] = slices
    this.#slices = slices
    this.#policy = policy
    this.#facts = facts
    this.#sofar = sofar
    this.#rates = rates
    this.#day = first?.day ?? 0
    this.#kind = first?.kind ?? ''
    const plan = policy.planOf(this.#kind, facts)
    if (!plan) throw problem('past', 'policy.unknown_day')
    this.#seventh = this.#isSeventh()
    this.#plan = this.#seventh && policy.seventhDay ? policy.seventhDay.plan : plan
    const { dayMinutes, weekMinutes } = policy.normOf(facts)
    const week = weekStart(this.#day, policy.document.norm.weekStartsOn)
    const weekLeft = weekMinutes === null ? null : Math.max(0, weekMinutes - (sofar.weekUsed.get(week) ?? 0))
    this.#norm = { dayMinutes, weekLeft }
    this.#ordinaryLeft = this.#plan.ordinary ? Math.min(dayMinutes ?? Number.POSITIVE_INFINITY, weekLeft ?? Number.POSITIVE_INFINITY) : 0
    this.#onLadder = sofar.dayUsed.get(`${this.#day} ${this.#kind}`) ?? 0
  }

  paid(): PaidDay {
    for (const slice of this.#slices) this.#pay(slice)
    const workedMinutes = this.#slices.reduce((sum, { minutes }) => sum + minutes, 0)
    const countedMinutes = this.#deem(workedMinutes)
    const week = weekStart(this.#day, this.#policy.document.norm.weekStartsOn)
    this.#sofar.weekUsed.set(week, (this.#sofar.weekUsed.get(week) ?? 0) + this.#ordinaryUsed)
    this.#sofar.worked.add(this.#day)
    this.#sofar.dayUsed.set(`${this.#day} ${this.#kind}`, this.#onLadder)
    return {
      day: this.#day,
      kind: this.#kind,
      plan: this.#plan,
      pieces: this.#pieces,
      workedMinutes,
      countedMinutes,
      seventh: this.#seventh,
      norm: this.#norm,
    }
  }

  /** All the days of the workweek before this one were worked, and it is the one the law means. */
  #isSeventh(): boolean {
    const { seventhDay, document } = this.#policy
    if (!seventhDay) return false
    const first = weekStart(this.#day, document.norm.weekStartsOn)
    const before = seventhDay.days - 1
    return (
      this.#day - first === before &&
      Array.from({ length: before }, (_, index) => first + index).every((day) => this.#sofar.worked.has(day))
    )
  }

  #pay(slice: Slice) {
    let { start } = slice
    let left = slice.minutes
    const { ordinary } = this.#plan
    if (ordinary && !slice.overtime) {
      const { scheduledMinutes, scheduledLabel, withinLabel } = this.#policy.document.norm
      while (left > 0 && this.#ordinaryLeft > 0) {
        const scheduled = scheduledMinutes === null ? null : scheduledMinutes - this.#ordinaryUsed
        const isWithin = scheduled !== null && scheduled <= 0
        const label = scheduled === null ? ordinary.label : isWithin ? withinLabel : scheduledLabel
        const of: HourClass = isWithin ? 'within' : 'regular'
        const month = this.#monthRoom(of, this.#premiumsOf(slice, of))
        const minutes = Math.min(left, this.#ordinaryLeft, scheduled !== null && scheduled > 0 ? scheduled : left, month.room)
        const base = { ...ordinary, label, inPay: ordinary.inPay || isWithin, class: of, source: this.#plan.source }
        this.#add(slice, start, minutes, this.#rates.of(base, month.premiums), null)
        this.#ordinaryUsed += minutes
        this.#before += minutes
        this.#ordinaryLeft -= minutes
        start += minutes
        left -= minutes
      }
    }
    // Work outside the normal hours comes on top of a full normal day.
    if (slice.overtime && ordinary) this.#before = Math.max(this.#before, this.#norm.dayMinutes ?? 0)
    this.#climb(slice, start, left)
  }

  /** `start` null: minutes that only count. */
  #climb(slice: Slice, start: number | null, minutes: number) {
    let at = start
    let left = minutes
    while (left > 0) {
      const { step, room } = this.#stepAt(this.#onLadder + (this.#plan.countedFrom === 'day' ? this.#before : 0))
      const premiums = this.#premiumsOf(slice, step.class)
      const month = this.#monthRoom(step.class, premiums)
      const taken = Math.min(left, room, month.room)
      const rate = this.#rates.of({ ...step, inPay: true, source: step.source ?? this.#plan.source }, month.premiums)
      this.#add(slice, at, taken, rate, step)
      this.#onLadder += taken
      if (step.class === 'overtime' && !slice.night) this.#dayOvertime = true
      left -= taken
      if (at !== null) at += taken
    }
  }

  #stepAt(position: number): { step: Step; room: number } {
    let end = 0
    for (const step of this.#plan.ladder) {
      const length = step.minutes === 'norm' ? (this.#norm.dayMinutes ?? 0) : step.minutes
      if (length === null) return { step, room: Number.POSITIVE_INFINITY }
      end += length
      if (position < end) return { step, room: end - position }
    }
    const last = this.#plan.ladder.at(-1)
    if (!last) throw problem(`days.${this.#kind}.ladder`, 'policy.invalid')
    return { step: { ...last, beyondScale: true }, room: Number.POSITIVE_INFINITY }
  }

  #premiumsOf(slice: Slice, of: HourClass): PremiumPlan[] {
    return this.#policy.premiums.filter(
      ({ night, classes, days, afterDayOvertime, when }) =>
        (night === undefined || night === slice.night) &&
        counts(classes, of) &&
        (!days || days.includes(this.#kind)) &&
        (afterDayOvertime === undefined || afterDayOvertime === this.#dayOvertime) &&
        holds(when, this.#facts),
    )
  }

  /** How far it is to the next line of the month that changes the rate, and which premiums hold until there. */
  #monthRoom(of: HourClass, premiums: readonly PremiumPlan[]): { room: number; premiums: PremiumPlan[] } {
    let room = Number.POSITIVE_INFINITY
    const holding = premiums.filter(({ monthOver }) => {
      if (!monthOver) return true
      if (monthOver.class !== of) return false
      const left = monthOver.minutes - (this.#sofar.monthUsed.get(monthKey(this.#day, of)) ?? 0)
      if (left > 0) room = Math.min(room, left)
      return left <= 0
    })
    return { room, premiums: holding }
  }

  #add(slice: Slice, start: number | null, minutes: number, rate: Rate, step: Step | null) {
    this.#pieces.push({ start, minutes, slice, rate, step })
    const key = monthKey(this.#day, rate.class)
    this.#sofar.monthUsed.set(key, (this.#sofar.monthUsed.get(key) ?? 0) + minutes)
  }

  /** Minutes that count though they were not worked. */
  #deem(worked: number): number {
    const { atLeastMinutes, blockMinutes } = this.#plan
    const block = blockMinutes.find((minutes) => minutes >= worked) ?? worked
    const counted = Math.max(worked, atLeastMinutes, block)
    const last = this.#slices.at(-1)
    if (counted > worked && last) this.#climb({ ...last, night: false }, null, counted - worked)
    return counted
  }
}

type Base = { label: string; rate: Exact; class: HourClass; inPay: boolean; source: string | undefined }

/** Combines rates and premiums; each combination is worked out once. */
class Rates {
  readonly #policy: CompiledPolicy
  readonly #known = new Map<string, Rate>()

  constructor(policy: CompiledPolicy) {
    this.#policy = policy
  }

  of(base: Base, premiums: readonly PremiumPlan[]): Rate {
    const key = `${base.label}|${base.rate.n}/${base.rate.d}|${base.class}|${base.inPay}|${base.source}|${premiums.map(({ id }) => id).join()}`
    const known = this.#known.get(key)
    if (known) return known
    const whole = this.#combined(base.rate, premiums)
    // Of hours that the monthly wage pays already, only what the premiums add is left to be paid.
    const rate = base.inPay || premiums.length === 0 ? whole : whole.sub(base.rate)
    const made = {
      label: base.label + premiums.map(({ suffix }) => suffix).join(''),
      rate,
      text: fractionText(rate),
      class: base.class,
      inPay: base.inPay || premiums.length > 0,
      source: base.source,
      premiums,
    }
    this.#known.set(key, made)
    return made
  }

  #combined(rate: Exact, premiums: readonly PremiumPlan[]): Exact {
    const { combination } = this.#policy.document
    if (combination === 'multiplicative') return premiums.reduce((product, { value }) => product.mul(value), rate)
    if (combination === 'additive') return premiums.reduce((sum, { value }) => sum.add(value), rate)
    return premiums.reduce((most, { value }) => (value.gt(most) ? value : most), rate.add(zero))
  }
}
