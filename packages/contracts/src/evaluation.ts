import { z } from 'zod'
import { Condition, HourClass, RuleSeverity } from './policy.ts'
import { WorkDate } from './time.ts'

/** A local time to the minute, or an instant with its offset. */
export const LocalTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/, { error: 'time.invalid' })

/** Work from `start` up to but without `end`. */
export const WorkInterval = z.object({
  start: LocalTime,
  end: LocalTime,
  /** Whose it is, for those who ask what became of it. */
  tag: z.string().max(100).optional(),
  /** Work outside the normal hours: none of it fills the norm. The product's requests are such. */
  overtime: z.boolean().optional(),
  /** The day it was asked for, where that is not the day it starts on. */
  workDate: WorkDate.optional(),
  /** Kind of its first day, where somebody decided another than the calendar's. */
  day: z.string().max(60).optional(),
})
export type WorkInterval = z.infer<typeof WorkInterval>

/** Minutes that came before, by what they are counted for. What is left out is not known, and its limits are not looked at. */
export const Before = z.object({
  weekWorked: z.int().min(0).optional(),
  weekOvertime: z.int().min(0).optional(),
  monthOvertime: z.int().min(0).optional(),
  periodOvertime: z.int().min(0).optional(),
  quarterOvertime: z.int().min(0).optional(),
  yearOvertime: z.int().min(0).optional(),
  months3Overtime: z.int().min(0).optional(),
})
export type Before = z.infer<typeof Before>

/** A day's work known by its length alone: it is counted, not paid again. */
export const PastDay = z.object({ date: WorkDate, day: z.string(), minutes: z.int().min(0), overtime: z.boolean() })
export type PastDay = z.infer<typeof PastDay>

/** Sums of money as text with a point, so that nothing is lost on the way. */
const money = z.string().regex(/^\d{1,15}(\.\d{1,6})?$/)

/** Money, for whoever wants pay. One way of being paid is enough. */
export const Wage = z.object({
  currency: z.string().max(3).optional(),
  monthly: money.optional(),
  daily: money.optional(),
  hourly: money.optional(),
  weekly: money.optional(),
  /** Any other name that the policy's formulas use. */
  parts: z.record(z.string(), money).optional(),
  /** Several rates of one week, each with its minutes. */
  rates: z.array(z.object({ rate: money, minutes: z.int().min(0) })).optional(),
})
export type Wage = z.infer<typeof Wage>

/** What is evaluated: work, breaks, the calendar, what came before. Everything in the zone of the place. */
export const EvaluationInput = z.object({
  timeZone: z.string().max(60),
  /** Kind of every day that `calendar` does not name. */
  day: z.string().max(60).default('workday'),
  calendar: z.record(z.string(), z.string().max(60)).default({}),
  intervals: z.array(WorkInterval).max(2000).default([]),
  breaks: z
    .array(z.object({ start: LocalTime, end: LocalTime }))
    .max(4000)
    .default([]),
  /** A week known by its hours alone, in minutes. */
  weekMinutes: z.int().min(0).max(10_080).optional(),
  facts: Condition.default({}),
  before: Before.default({}),
  past: z.array(PastDay).max(1000).optional(),
  /** First day of the plant's period, 1 to 28. */
  periodStartDay: z.int().min(1).max(28).default(26),
  /** Totals of whole weeks or months, oldest first, for averages alone. */
  totals: z
    .array(z.object({ label: z.string(), minutes: z.record(z.string(), z.int().min(0)) }))
    .max(120)
    .optional(),
  wage: Wage.optional(),
})
export type EvaluationInput = z.infer<typeof EvaluationInput>

/** Hours of one label and rate. */
export const Band = z.object({
  label: z.string(),
  /** Exact: `3/2`. */
  rate: z.string(),
  minutes: z.int(),
  class: HourClass,
  inPay: z.boolean(),
  /** Paid as so many day wages instead of by the hour. */
  flatDays: z.string().optional(),
  /** Minutes count that were not worked: the day was deemed longer. */
  deemed: z.boolean().optional(),
  /** Of a deemed band: the minutes of the day that were. */
  actualMinutes: z.int().optional(),
  article: z.string().nullable(),
})
export type Band = z.infer<typeof Band>

/** A stretch of the clock at one rate: what a band is made of, to be drawn. Deemed minutes have none. */
export const Piece = z.object({
  tag: z.string().nullable(),
  date: WorkDate,
  day: z.string(),
  startsAt: z.string(),
  minutes: z.int(),
  label: z.string(),
  rate: z.string(),
  class: HourClass,
  inPay: z.boolean(),
})
export type Piece = z.infer<typeof Piece>

export const Violation = z.object({
  code: z.string(),
  limit: z.number(),
  actual: z.number(),
  /** `h` hours, `min` minutes, `d` days. */
  unit: z.enum(['h', 'min', 'd']),
  severity: RuleSeverity,
  article: z.string().nullable(),
  /** The day or the first day of the week, month … */
  date: z.string().nullable(),
})
export type Violation = z.infer<typeof Violation>

/** Where a cap stands once the work is counted; minutes. */
export const CapState = z.object({
  code: z.string(),
  window: z.string(),
  from: WorkDate,
  to: WorkDate,
  beforeMinutes: z.int(),
  addedMinutes: z.int(),
  limitMinutes: z.int(),
  severity: RuleSeverity,
  breached: z.boolean(),
  article: z.string().nullable(),
})
export type CapState = z.infer<typeof CapState>

export const AverageState = z.object({
  code: z.string(),
  window: z.string(),
  total: z.number(),
  average: z.number(),
  limit: z.number(),
  ok: z.boolean(),
})
export type AverageState = z.infer<typeof AverageState>

/**
 * One line of an explanation: what was done (`code`, a sentence of the client's), by which rule, written where, with which
 * numbers. Lines are in the order in which the result came about.
 */
export const traceCodes = [
  'policy',
  'interval',
  'break',
  'night',
  'day',
  'norm_day',
  'norm_week',
  'band',
  'premium',
  'deemed',
  'flat_days',
  'seventh_day',
  'rounded_minutes',
  'cap',
  'average',
  'rest',
  'break_rule',
  'spread',
  'consecutive_days',
  'ban',
  'beyond_scale',
  'obligation',
  'wage',
  'payable',
  'pay',
] as const
export const TraceLine = z.object({
  code: z.enum(traceCodes),
  rule: z.string().nullable(),
  article: z.string().nullable(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type TraceLine = z.infer<typeof TraceLine>

export const Pay = z.object({
  scope: z.enum(['overtime', 'total']),
  /** Rounded once, as the policy says. */
  amount: z.string(),
  currency: z.string().nullable(),
  /** The hourly wage that was used, exact to six decimals. */
  hourly: z.string(),
})
export type Pay = z.infer<typeof Pay>

export const Evaluation = z.object({
  policy: z.object({ pack: z.string(), version: z.string(), title: z.string() }),
  bands: z.array(Band),
  pieces: z.array(Piece),
  workedMinutes: z.int(),
  /** Minutes times rate of what is paid by the hour; exact. */
  payableMinutes: z.string(),
  pay: Pay.nullable(),
  violations: z.array(Violation),
  caps: z.array(CapState),
  averages: z.array(AverageState),
  obligations: z.array(z.string()),
  trace: z.array(TraceLine),
})
export type Evaluation = z.infer<typeof Evaluation>
