import type { DayRule } from '@lembur/contracts/policy'
import { z } from 'zod'
import { exact } from '../fraction.ts'
import { problem } from '../problem.ts'
import {
  averageOf,
  capOf,
  common,
  type Draft,
  fact,
  flag,
  fraction,
  minutes,
  number,
  numbers,
  type Parameter,
  steps,
} from './parameters.ts'

const indonesia: Record<string, Parameter> = {
  shortestDayHours({ document }, value, path) {
    const hours = number(value, path)
    for (const { variants = [] } of Object.values(document.days)) {
      for (const { when, ladder } of variants) if (when.onShortestWorkday && ladder?.[0]) ladder[0].minutes = minutes(hours)
    }
  },
  capsExcludeRestDayAndHoliday({ document }, value, path) {
    if (flag(value, path)) return
    for (const each of Object.values(document.caps)) if (each.counts.includes('overtime')) each.counts = ['overtime', 'rest_day', 'holiday']
  },
}

const taiwan: Record<string, Parameter> = {
  restDayHoursCountToCap: counted('rest_day'),
  holidayFirst8hCountToCap: counted('holiday'),
  restDayBlocks({ document }, value, path) {
    const rest = document.days.restDay
    const hours = z.array(z.number().positive().max(24)).min(1).safeParse(value)
    if (!rest || !hours.success) throw problem(path, 'field.invalid')
    rest.blockMinutes = hours.data.map(minutes)
  },
}

function counted(of: 'rest_day' | 'holiday'): Parameter {
  return (draft, value, path) => {
    const wanted = flag(value, path)
    const month = capOf(draft, 'OT_MONTH_CAP', path)
    month.counts = [...month.counts.filter((each) => each !== of), ...(wanted ? [of] : [])]
  }
}

const california: Record<string, Parameter> = {
  dailyDoubleAfterHours({ document }, value, path) {
    for (const { ladder } of Object.values(document.days))
      if (ladder.length > 1 && ladder[0]) ladder[0].minutes = minutes(number(value, path))
  },
  seventhDayRule({ document }, value, path) {
    if (!flag(value, path)) document.seventhDay = null
  },
  // Counting an hour twice is no reading of the law that this product knows.
  pyramiding(_draft, value, path) {
    if (flag(value, path)) throw problem(path, 'policy.unknown_parameter')
  },
}

const japan: Record<string, Parameter> = {
  premiums(draft, value, path) {
    const given = numbers(value, path, ['overtime', 'overtimeOver60', 'legalHoliday', 'night'])
    const { document } = draft
    for (const { step } of steps(draft)) {
      if (step.label === 'overtime' && given.overtime !== undefined) step.rate = `${1 + given.overtime}`
      if (step.label === 'holiday' && given.legalHoliday !== undefined) step.rate = `${1 + given.legalHoliday}`
    }
    for (const premium of Object.values(document.premiums)) {
      if (premium.night && given.night !== undefined) premium.value = fraction(given.night)
      if (premium.monthOver && given.overtimeOver60 !== undefined)
        premium.value = fraction(round(given.overtimeOver60 - (given.overtime ?? 0.25)))
    }
  },
  monthCaps(draft, value, path) {
    const { standard, special, avg2to6 } = numbers(value, path, ['standard', 'special', 'avg2to6'])
    if (standard !== undefined) capOf(draft, 'MONTH_45', path).limit = minutes(standard)
    if (special !== undefined) capOf(draft, 'MONTH_100', path).limit = minutes(special)
    if (avg2to6 !== undefined) averageOf(draft, 'AVG_2TO6_80', path).limitMinutes = minutes(avg2to6)
  },
  yearCaps(draft, value, path) {
    const { standard, special } = numbers(value, path, ['standard', 'special'])
    if (standard !== undefined) capOf(draft, 'YEAR_360', path).limit = minutes(standard)
    if (special !== undefined) capOf(draft, 'YEAR_720', path).limit = minutes(special)
  },
}

/** A fraction of a policy as a number, for parameters that are numbers themselves. */
const amount = (text: string): number => exact(text).valueOf()
/** Sums of decimals without their tails: 0.5 − 0.25, 1.5 × 0.2. */
const round = (value: number): number => Math.round(value * 1e9) / 1e9

const singapore: Record<string, Parameter> = {
  restDayEmployer: flatDays('employer'),
  restDayEmployee: flatDays('employee'),
}

function flatDays(requestedBy: string): Parameter {
  return ({ document }, value, path) => {
    const { upToHalf, overHalf } = numbers(value, path, ['upToHalf', 'overHalf'])
    const { ladder = [], variants = [] } = document.days.restDay ?? {}
    const mine = variants.find(({ when }) => when.requestedBy === requestedBy)?.ladder ?? ladder
    const [half, over] = mine.find((step) => step.flatDays)?.flatDays ?? []
    if (half && upToHalf !== undefined) half.days = fraction(upToHalf)
    if (over && overHalf !== undefined) over.days = fraction(overHalf)
  }
}

const malaysia: Record<string, Parameter> = {
  ordinaryRateDivisor({ document }, value, path) {
    for (const rule of document.wages) if (rule.gives === 'daily' && !rule.when) rule.formula = `M/${number(value, path)}`
  },
  restDayOt: last('restDay'),
  holidayOt: last('publicHoliday'),
}

/** The rate of the last step of a kind of day: what is beyond its normal hours. */
function last(day: string): Parameter {
  return (draft, value, path) => {
    for (const { kind, step, isLast } of steps(draft)) if (kind === day && isLast) step.rate = fraction(number(value, path))
  }
}

const china: Record<string, Parameter> = {
  monthlyPayDays({ document }, value, path) {
    for (const rule of document.wages)
      if (rule.gives === 'hourly' && rule.formula.includes('M')) rule.formula = `M/${number(value, path)}/8`
  },
  multipliers: byDay({ workday: ['workday'], restDay: ['restDay'], statutoryHoliday: ['statutoryHoliday', 'publicHoliday'] }),
}

/** Sets every rate of a kind of day, by the name the case has for it. */
function byDay(days: Record<string, readonly string[]>): Parameter {
  return (draft, value, path) => {
    const given = numbers(value, path, Object.keys(days))
    for (const { kind, step } of steps(draft)) {
      const [name] = Object.entries(days).find(([, kinds]) => kinds.includes(kind)) ?? []
      const rate = name === undefined ? undefined : given[name]
      // A rest day that is given back is paid by nothing, whatever the rate.
      if (rate !== undefined && step.rate !== '0') step.rate = fraction(rate)
    }
  }
}

const vietnam: Record<string, Parameter> = {
  multipliers: byDay({ workday: ['workday'], weeklyDayOff: ['weeklyDayOff', 'restDay'], holiday: ['holiday', 'publicHoliday'] }),
  nightPremium({ document }, value, path) {
    for (const premium of Object.values(document.premiums))
      if (premium.night && !premium.classes?.some(isPremiumHour)) premium.value = fraction(number(value, path))
  },
  // Decree 145/2020 art. 57: night overtime has 20 % of the day's own rate more; by day overtime done before, that is the raised one.
  nightOtExtra(draft, value, path) {
    const extra = number(value, path)
    const rates = new Map([...steps(draft)].map(({ kind, step }) => [kind, amount(step.rate)]))
    const { document } = draft
    const night = amount(
      Object.values(document.premiums).find(({ night: at, classes }) => at && !classes?.some(isPremiumHour))?.value ?? '0.3',
    )
    for (const premium of Object.values(document.premiums)) {
      if (!premium.night || !premium.classes?.some(isPremiumHour)) continue
      const [day = 'workday'] = premium.days ?? []
      const base = day === 'workday' && premium.afterDayOvertime === false ? 1 : (rates.get(day) ?? 1)
      premium.value = fraction(round(night + extra * base))
    }
  },
}

const isPremiumHour = (of: string): boolean => of !== 'regular' && of !== 'within'

const philippines: Record<string, Parameter> = {
  day({ document }, value, path) {
    const names = [
      'ordinary',
      'restDay',
      'specialDay',
      'specialOnRest',
      'regularHoliday',
      'regularHolidayOnRest',
      'doubleHoliday',
      'doubleHolidayOnRest',
    ] as const
    const given = numbers(value, path, names)
    for (const name of names) {
      const rule = document.days[name === 'ordinary' ? 'workday' : name]
      const factor = given[name]
      if (rule && factor !== undefined) factorOf(rule, factor, overtimeShare(rule))
    }
  },
  otAddOn({ document }, value, path) {
    const { ordinary = 0.25, restOrHoliday = 0.3 } = numbers(value, path, ['ordinary', 'restOrHoliday'])
    for (const [kind, rule] of Object.entries(document.days))
      factorOf(rule, dayFactor(rule), 1 + (kind === 'workday' ? ordinary : restOrHoliday))
  },
  nightDifferential({ document }, value, path) {
    for (const premium of Object.values(document.premiums)) if (premium.night) premium.value = fraction(1 + number(value, path))
  },
}

/** The factor of a day's first eight hours: ordinary ones, or those of the first step where there are none. */
const dayFactor = ({ ordinary, ladder }: DayRule): number => amount(ordinary?.rate ?? ladder[0]?.rate ?? '1')
const overtimeShare = (rule: DayRule): number => amount(rule.ladder.at(-1)?.rate ?? '1') / dayFactor(rule)

/** What comes past eight hours is so much more of the same day's factor. */
function factorOf({ ordinary, ladder }: DayRule, factor: number, share: number): void {
  if (ordinary) ordinary.rate = fraction(round(factor))
  for (const [index, step] of ladder.entries()) {
    const isOvertime = ordinary !== null || index === ladder.length - 1
    step.rate = fraction(round(isOvertime ? factor * share : factor))
  }
}

const laws: Record<string, Record<string, Parameter>> = {
  ID: indonesia,
  TW: taiwan,
  'US-CA': california,
  'US-FLSA': {},
  'EU-WTD': {},
  'DE-ArbZG': {},
  JP: japan,
  SG: singapore,
  MY: malaysia,
  CN: china,
  VN: vietnam,
  PH: philippines,
}

/** What a parameter of a case means for a pack: its own, one of all packs, or a fact that its rules ask for. Undefined where it means nothing. */
export const parameterOf = ({ document }: Draft, name: string): Parameter | undefined =>
  laws[document.pack]?.[name] ?? common[name] ?? (factsAsked(document).has(name) ? fact(name) : undefined)

/** The facts that any rule of a document asks for. */
function factsAsked(value: unknown): Set<string> {
  if (typeof value !== 'object' || value === null) return new Set()
  const own = 'when' in value && typeof value.when === 'object' && value.when !== null ? Object.keys(value.when) : []
  return new Set([...own, ...Object.values(value).flatMap((inner) => [...factsAsked(inner)])])
}
