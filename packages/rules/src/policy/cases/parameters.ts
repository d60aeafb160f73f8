import type { PolicyDocument } from '@lembur/contracts/policy'
import { z } from 'zod'
import { problem } from '../problem.ts'

/** A policy that is being made to what a case says; facts it says go along. */
export type Draft = { document: PolicyDocument; facts: Record<string, string | number | boolean>; named: Set<string> }

/** Makes the draft say what a parameter says. `path` names it in errors. */
export type Parameter = (draft: Draft, value: unknown, path: string) => void

const read = <Schema extends z.ZodType>(schema: Schema, value: unknown, path: string): z.infer<Schema> => {
  const result = schema.safeParse(value)
  if (!result.success) throw problem(path, typeof value === 'number' && value < 0 ? 'evaluation.negative' : 'field.invalid')
  return result.data
}

export const number = (value: unknown, path: string): number => read(z.number().min(0), value, path)
export const flag = (value: unknown, path: string): boolean => read(z.boolean(), value, path)
export const words = (value: unknown, path: string): string => read(z.string().min(1), value, path)
export const numbers = <Name extends string>(value: unknown, path: string, names: readonly Name[]): Partial<Record<Name, number>> =>
  read(z.partialRecord(z.enum(names), z.number().min(0)), value, path)
export const rows = <Shape extends z.ZodRawShape>(value: unknown, path: string, shape: Shape) =>
  read(z.array(z.object(shape)).min(1), value, path)

export const minutes = (hours: number): number => Math.round(hours * 60)
/** A decimal of a case as an exact number: 0.25, 1.5. */
export const fraction = (value: number): string => String(value)

/** The rule of a code below any pack's prefix: `ID.OT_DAY_CAP` for `OT_DAY_CAP`. It counts as named. */
function inSort<Rule>(rules: Record<string, Rule>, { named }: Draft, code: string, path: string): Rule {
  const [id, rule] = Object.entries(rules).find(([known]) => known.slice(known.indexOf('.') + 1) === code) ?? []
  if (id === undefined || !rule) throw problem(path, 'policy.unknown_parameter')
  named.add(id)
  return rule
}
export const capOf = (draft: Draft, code: string, path: string) => inSort(draft.document.caps, draft, code, path)
export const averageOf = (draft: Draft, code: string, path: string) => inSort(draft.document.averages, draft, code, path)
const restOf = (draft: Draft, code: string, path: string) => inSort(draft.document.rests, draft, code, path)
const breakOf = (draft: Draft, code: string, path: string) => inSort(draft.document.breaks, draft, code, path)
const spreadOf = (draft: Draft, code: string, path: string) => inSort(draft.document.spreads, draft, code, path)

/** Every rule of a sort, where there is one sort of it only. They count as named. */
function named<Rule>(rules: Record<string, Rule>, draft: Draft, path: string): Rule[] {
  const entries = Object.entries(rules)
  if (entries.length === 0) throw problem(path, 'policy.unknown_parameter')
  for (const [id] of entries) draft.named.add(id)
  return entries.map(([, rule]) => rule)
}
const breaksOf = (draft: Draft, path: string) => named(draft.document.breaks, draft, path)
const averagesOf = (draft: Draft, unit: 'week' | 'month', path: string) =>
  named(Object.fromEntries(Object.entries(draft.document.averages).filter(([, rule]) => rule.unit === unit)), draft, path)

/** Sets the length of a cap, in hours. */
export const cap =
  (code: string): Parameter =>
  (draft, value, path) => {
    const rule = capOf(draft, code, path)
    rule.limit = minutes(number(value, path))
    // The case says what holds for it: nothing is left to ask.
    delete rule.when
  }

/** Every step of every ladder, those of variants too, with the kind of day it is for. */
export function* steps({ document }: Draft) {
  for (const [kind, { ladder, variants = [] }] of Object.entries(document.days)) {
    for (const each of [ladder, ...variants.map((variant) => variant.ladder ?? [])]) {
      for (const [index, step] of each.entries()) yield { kind, step, index, isLast: index === each.length - 1 }
    }
  }
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** Something that is so in this case. */
export const fact =
  (name: string): Parameter =>
  ({ facts }, value, path) => {
    facts[name] = read(z.union([z.string(), z.number(), z.boolean()]), value, path)
  }

/** Parameters that mean the same in every pack. */
export const common: Record<string, Parameter> = {
  workWeekDays: fact('workWeekDays'),
  multiplierMode: fact('multiplierMode'),
  regularRate: fact('regularRate'),
  dailyNormHours({ document }, value, path) {
    document.norm.dayMinutes = minutes(number(value, path))
    for (const variant of document.norm.variants ?? []) delete variant.dayMinutes
  },
  weeklyNormHours({ document }, value, path) {
    document.norm.weekMinutes = minutes(number(value, path))
    for (const variant of document.norm.variants ?? []) delete variant.weekMinutes
  },
  scheduledHours({ document }, value, path) {
    document.norm.scheduledMinutes = minutes(number(value, path))
  },
  workweekStart({ document }, value, path) {
    const day = weekdays.indexOf(words(value, path)) + 1
    if (day === 0) throw problem(path, 'field.invalid')
    document.norm.weekStartsOn = day
  },
  workdayStart({ document }, value, path) {
    const [hour = Number.NaN, minute = Number.NaN] = words(value, path).split(':').map(Number)
    if (!(hour < 24 && minute < 60)) throw problem(path, 'time.invalid')
    document.day.startsAt = hour * 60 + minute
  },
  midnightRule({ document }, value, path) {
    const rules = { 'calendar-day': 'kind-change', 'shift-start': 'shift-start' } as const
    const rule = read(z.enum(['calendar-day', 'shift-start']), value, path)
    document.day.midnight = rules[rule]
  },
  night({ document }, value, path) {
    const [from = '', to = ''] = read(z.array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)).length(2), value, path)
    document.night = { ...document.night, from, to }
  },
  rounding({ document }, value, path) {
    const { hourly, final } = read(z.object({ hourly: z.string(), final: z.string() }), value, path)
    document.rounding = { ...document.rounding, hourly, final }
  },
  hourlyDivisor({ document }, value, path) {
    const divisor = number(value, path)
    for (const rule of document.wages) if (rule.gives === 'hourly' && /^M *\//.test(rule.formula)) rule.formula = `M/${divisor}`
  },
  hourlyFormula: formula('hourly'),
  dailyFormula: formula('daily'),
  dailyOtCapHours: cap('OT_DAY_CAP'),
  weeklyOtCapHours: cap('OT_WEEK_CAP'),
  monthlyOtCapHours: cap('OT_MONTH_CAP'),
  quarterOtCapHours: cap('OT_QUARTER_CAP'),
  yearlyOtCapHours: cap('OT_YEAR_CAP'),
  dailyTotalCapHours: cap('DAY_TOTAL_CAP'),
  dailyMaxHours: cap('DAY_MAX'),
  dailyMaxWithOt: cap('DAY_MAX_WITH_OT'),
  weeklyMaxWithOt: cap('WEEK_MAX_WITH_OT'),
  dailyOtCapShare(draft, value, path) {
    capOf(draft, 'OT_DAY_CAP', path).limit = { ofNorm: fraction(number(value, path)) }
  },
  spreadOverHours(draft, value, path) {
    spreadOf(draft, 'SPREAD_OVER', path).minutes = minutes(number(value, path))
  },
  dailyRestHours(draft, value, path) {
    restOf(draft, 'DAILY_REST', path).minutes = minutes(number(value, path))
  },
  weeklyRestHours(draft, value, path) {
    restOf(draft, 'WEEKLY_REST', path).minutes = minutes(number(value, path))
  },
  averageWeeklyCapHours(draft, value, path) {
    for (const rule of averagesOf(draft, 'week', path)) rule.limitMinutes = minutes(number(value, path))
  },
  referenceWeeks(draft, value, path) {
    for (const rule of averagesOf(draft, 'week', path)) rule.windows = [number(value, path)]
  },
  breakAfterHours(draft, value, path) {
    for (const tier of breaksOf(draft, path).flatMap(({ tiers }) => tiers)) tier.overMinutes = minutes(number(value, path))
  },
  breakMinMinutes(draft, value, path) {
    for (const tier of breaksOf(draft, path).flatMap(({ tiers }) => tiers)) tier.minutes = number(value, path)
  },
  breaks(draft, value, path) {
    const tiers = rows(value, path, { overHours: z.number().min(0), minutes: z.int().min(0) })
    breakOf(draft, 'BREAK', path).tiers = tiers.map(({ overHours, minutes: least }) => ({
      overMinutes: minutes(overHours),
      minutes: least,
    }))
  },
  otMultiplier(draft, value, path) {
    // 29 CFR 778.114: of a fluctuating week the salary pays every hour once, and half-time is what comes on top.
    const isOnTop = draft.facts.regularRate === 'fluctuating' && number(value, path) < 1
    for (const { step } of steps(draft)) if (step.label === 'overtime') step.rate = fraction(number(value, path) + (isOnTop ? 1 : 0))
  },
}

/** A wage formula as the case writes it. */
function formula(gives: 'hourly' | 'daily'): Parameter {
  return ({ document }, value, path) => {
    const rules = document.wages.filter((rule) => rule.gives === gives)
    if (rules.length === 0) throw problem(path, 'policy.unknown_parameter')
    for (const rule of rules.filter(({ when }) => !when)) rule.formula = words(value, path)
  }
}
