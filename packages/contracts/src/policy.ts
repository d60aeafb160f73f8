import { z } from 'zod'
import { WorkDate } from './time.ts'

/** Rules are small; a document beyond these figures is a slip or an attack. */
const most = { rules: 50, steps: 24, text: 300 }

const areFew = (rules: object) => Object.keys(rules).length <= most.rules

/** What every object answers to (`toString`) is no name: whoever looks a rule up by it would find something that is none. */
const isTaken = (text: string) => text in Object.prototype
const name = z
  .string({ error: 'text.required' })
  .regex(/^[A-Za-z][\w.-]{0,59}$/, { error: 'policy.name' })
  .refine((text) => !isTaken(text), { error: 'policy.name' })
const text = z.string().trim().max(most.text, { error: 'text.too_long' })

/** A number that is exact: `4/3`, `1.5`, `2`. Never negative; up to nine digits on each side. */
export const Fraction = z.string().regex(/^\d{1,9}(\.\d{1,9})?(\/[1-9]\d{0,8})?$/, { error: 'policy.fraction' })

/** A sum of wages in words of arithmetic: names, numbers, `+ - * / ( )`, `min(a, b)`, `max(a, b)`. */
export const Formula = z.string().trim().min(1).max(120)

/**
 * How money is rounded: `none`, or a way and a place. `-0` and `-1` are whole units, `-2` two decimals, `-100` whole hundreds:
 * `floor-1` cuts off below the rupiah, `half-up-2` rounds to the cent.
 */
export const Rounding = z.string().regex(/^(none|(floor|ceil|half-up)-(0|1|2|3|4|10|100|1000))$/, { error: 'policy.rounding' })

const minutesUpTo = (limit: number) =>
  z.int({ error: 'policy.minutes' }).min(0, { error: 'policy.minutes' }).max(limit, { error: 'policy.minutes' })
const dayMinutes = minutesUpTo(1440)

/** How sure we are of a rule: A authority text, B two independent sources, C known but unsourced, D open, for counsel to decide. */
export const confidences = ['A', 'B', 'C', 'D'] as const

/** Where a rule stands written. */
export const PolicySource = z.strictObject({
  article: text.min(1),
  confidence: z.enum(confidences),
  url: text.optional(),
  note: text.optional(),
})
export type PolicySource = z.infer<typeof PolicySource>

/**
 * What an hour counts as, for caps, averages and obligations: `regular` within the norm, `within` between the scheduled and
 * the statutory hours, `overtime` past the norm, `rest_day` and `holiday` on such days, `emergency` outside every cap.
 */
export const hourClasses = ['regular', 'within', 'overtime', 'rest_day', 'holiday', 'emergency'] as const
export const HourClass = z.enum(hourClasses)
export type HourClass = z.infer<typeof HourClass>

/** A number among facts, which formulas compute with: up to nine digits and six decimals, so that it is exact as it is written. */
const fact = z.number().refine((value) => /^-?\d{1,9}(\.\d{1,6})?$/.test(String(value)), { error: 'policy.fraction' })

/** Facts of a case that a rule may ask for, `{"workWeekDays": 6, "emergency": true}`: all must be as named. */
export const Condition = z.record(name, z.union([z.boolean(), fact, z.string().max(60)])).refine(areFew, { error: 'policy.too_many_rules' })
export type Condition = z.infer<typeof Condition>

/** A flat sum in day wages instead of hours: the first line whose share of the norm was not passed. `upTo: null` is the rest. */
const FlatDays = z.strictObject({ upTo: Fraction.nullable(), days: Fraction, label: text.optional() })

/** A stretch of a day's premium hours, one after the other; `minutes: null` is all that is left, `norm` the norm of the day. */
export const LadderStep = z.strictObject({
  minutes: z.union([dayMinutes.min(1, { error: 'policy.minutes' }), z.literal('norm')]).nullable(),
  label: text.min(1),
  /** On top of a monthly wage or in all, as `payScope` says. 0 where `flatDays` pays. */
  rate: Fraction,
  class: HourClass,
  flatDays: z.array(FlatDays).min(1).max(6).optional(),
  /** The law is silent about these hours: they are paid, and a warning says so. */
  beyondScale: z.boolean().optional(),
  source: name.optional(),
})
export type LadderStep = z.infer<typeof LadderStep>

const dayRuleFields = {
  /** The hours up to the norm; null: none, every hour of such a day is on the ladder. */
  ordinary: z.strictObject({ label: text.min(1), rate: Fraction, inPay: z.boolean() }).nullable(),
  /** What the ladder counts: hours past the norm, or all hours of the day (its first steps then lie within the norm). */
  countedFrom: z.enum(['overtime', 'day']),
  ladder: z.array(LadderStep).min(1).max(most.steps),
  /** Fewer minutes than this count as this many: work of 2 h, paid as 8. */
  atLeastMinutes: dayMinutes.optional(),
  /** The day counts as the first of these that holds it: 5 h of 4, 8, 12 are 8. */
  blockMinutes: z.array(dayMinutes).min(1).max(12).optional(),
  source: name.optional(),
}

/** How the hours of one kind of day are paid. The first variant whose facts are given stands in for what it names. */
export const DayRule = z.strictObject({
  ...dayRuleFields,
  variants: z
    .array(z.strictObject({ when: Condition, ...z.strictObject(dayRuleFields).partial().shape }))
    .max(12)
    .optional(),
})
export type DayRule = z.infer<typeof DayRule>

/** Something more for some hours, on top of what the ladder gives. */
export const Premium = z.strictObject({
  /** Hours between `night.from` and `night.to` only. */
  night: z.boolean().optional(),
  classes: z.array(HourClass).min(1).optional(),
  /** Kinds of day. */
  days: z.array(name).min(1).optional(),
  /** Only where, earlier that day, overtime was done outside the night, or only where none was. */
  afterDayOvertime: z.boolean().optional(),
  /** Only what lies past so many minutes of that class in the calendar month. */
  monthOver: z.strictObject({ class: HourClass, minutes: minutesUpTo(44_640) }).optional(),
  when: Condition.optional(),
  /** Added to the rate, or multiplied with it, as `combination` says; of `highest` the rate itself. */
  value: Fraction,
  /** Put behind the label of the hours. */
  suffix: z.string().max(60),
  source: name.optional(),
})
export type Premium = z.infer<typeof Premium>

export const ruleSeverities = ['violation', 'needs-agreement', 'needs-special-clause', 'warning'] as const
export const RuleSeverity = z.enum(ruleSeverities)
export type RuleSeverity = z.infer<typeof RuleSeverity>

export const capWindows = ['day', 'week', 'month', 'period', 'quarter', 'year', 'months3'] as const
export type CapWindow = (typeof capWindows)[number]

const ruleFields = {
  title: text.optional(),
  severity: RuleSeverity,
  /** Whether the limit itself is still allowed (`over`) or already too much (`reach`). */
  breachedBy: z.enum(['over', 'reach']).default('over'),
  when: Condition.optional(),
  source: name.optional(),
}

/** The most of some hours in a day, week, month …; `months3` is every three calendar months running. */
export const Cap = z.strictObject({
  ...ruleFields,
  window: z.enum(capWindows),
  counts: z.array(HourClass).min(1),
  /** Minutes, or a share of the day's norm. */
  limit: z.union([minutesUpTo(600_000), z.strictObject({ ofNorm: Fraction })]),
})
export type Cap = z.infer<typeof Cap>

/** The most of some hours on average over each of several lengths of time that end now. */
export const Average = z.strictObject({
  ...ruleFields,
  unit: z.enum(['week', 'month']),
  windows: z.array(z.int().min(1).max(60)).min(1).max(12),
  counts: z.array(HourClass).min(1),
  limitMinutes: minutesUpTo(44_640),
})
export type Average = z.infer<typeof Average>

/** The least rest: between two days' work, or once within every week (`every: week`). */
export const Rest = z.strictObject({ ...ruleFields, every: z.enum(['shift', 'week']), minutes: minutesUpTo(10_080) })
export type Rest = z.infer<typeof Rest>

/** The least break in a shift whose work is longer than `overMinutes`; of several the last that applies. */
export const BreakRule = z.strictObject({
  ...ruleFields,
  tiers: z
    .array(z.strictObject({ overMinutes: dayMinutes, minutes: dayMinutes }))
    .min(1)
    .max(6),
  /** Shorter pieces do not count. */
  partMinutes: dayMinutes.optional(),
  /** No longer than this without any. */
  continuousMinutes: dayMinutes.optional(),
})
export type BreakRule = z.infer<typeof BreakRule>

/** The most from the first minute of a shift to its last, breaks included. */
export const Spread = z.strictObject({ ...ruleFields, minutes: dayMinutes })
export type Spread = z.infer<typeof Spread>

/** The most days with work one after the other. */
export const ConsecutiveDays = z.strictObject({ ...ruleFields, days: z.int().min(1).max(31) })
export type ConsecutiveDays = z.infer<typeof ConsecutiveDays>

/** Something the employer owes besides pay: a meal, a day off, a report. */
export const Obligation = z.strictObject({
  text: text.min(1),
  /** Hours of these classes in a day, this many minutes or more. */
  classes: z.array(HourClass).min(1),
  atLeastMinutes: dayMinutes,
  days: z.array(name).min(1).optional(),
  when: Condition.optional(),
  source: name.optional(),
})
export type Obligation = z.infer<typeof Obligation>

/** What must not be worked at all on a kind of day, unless the facts say so. */
export const Ban = z.strictObject({ ...ruleFields, days: z.array(name).min(1) })
export type Ban = z.infer<typeof Ban>

/**
 * A day that comes after so many days of the same workweek, all worked: California's seventh. Its ladder takes the place of
 * the day's own.
 */
export const SeventhDay = z.strictObject({
  days: z.int().min(2).max(7),
  ladder: z.array(LadderStep).min(1).max(most.steps),
  countedFrom: z.enum(['overtime', 'day']),
  source: name.optional(),
})
export type SeventhDay = z.infer<typeof SeventhDay>

/**
 * One way to a wage: from what is given to what is asked. Names in formulas: `M` monthly, `D` daily, `H` hourly, `W` weekly
 * wage; `basic`, `fixed`, `variable` parts of it; `bonus`, `earnings`, `hours`, `straightHours`, `daysPerWeek`, `normHours`.
 */
export const WageRule = z.strictObject({
  gives: z.enum(['monthly', 'daily', 'hourly']),
  formula: Formula,
  when: Condition.optional(),
  source: name.optional(),
})
export type WageRule = z.infer<typeof WageRule>

/** What the law asks besides arithmetic: who is covered, consent, records, hours that no rule of this form can say. */
export const Remark = z.strictObject({ text: text.min(1), source: name.optional() })
export type Remark = z.infer<typeof Remark>

/** The product's own days: what each is to this policy. */
export const PlantDays = z.strictObject({ weekday: name, saturday: name, sunday: name, holiday: name })
export type PlantDays = z.infer<typeof PlantDays>

const rulesOf = <Rule extends z.ZodType>(rule: Rule) => z.record(name, rule).refine(areFew, { error: 'policy.too_many_rules' }).default({})

/**
 * A whole policy: what the law, an agreement or a plant says about overtime, as data. All lengths in minutes, all rates exact.
 * Rules stand under their code, so that a layer can change one (`patch`, RFC 7396) without repeating the others.
 */
export const PolicyDocument = z.strictObject({
  format: z.literal(1),
  pack: z.string().regex(/^[A-Z][A-Za-z0-9-]{1,19}$/, { error: 'policy.name' }),
  version: text.min(1),
  title: text.min(1),
  jurisdiction: text.min(1),
  /** ISO 4217; null where every wage names its own. */
  currency: z.string().length(3).nullable().default(null),
  effectiveFrom: WorkDate.or(z.string().regex(/^19\d\d-\d\d-\d\d$/)),
  effectiveTo: WorkDate.nullable(),
  sources: z.record(name, PolicySource),
  /** What the law leaves open and counsel must decide, in a sentence each. */
  openQuestions: z.array(text.min(1)).max(30).default([]),
  /** What is so for all work under this policy: `{"workWeekDays": 6}`. What is said of a single case goes before it. */
  facts: Condition.default({}),
  /** `overtime`: pay is what comes on top of a monthly wage. `total`: all pay of the hours. `none`: this law sets no pay. */
  payScope: z.enum(['overtime', 'total', 'none']),
  norm: z.strictObject({
    dayMinutes: dayMinutes.nullable(),
    weekMinutes: minutesUpTo(10_080).nullable(),
    /** The contract's own hours where they are fewer than the norm; what lies between is `within`. */
    scheduledMinutes: dayMinutes.nullable().default(null),
    scheduledLabel: text.default('scheduled'),
    withinLabel: text.default('within-statutory'),
    /** 1 Monday to 7 Sunday. */
    weekStartsOn: z.int().min(1).max(7),
    variants: z
      .array(
        z.strictObject({
          when: Condition,
          dayMinutes: dayMinutes.nullable().optional(),
          weekMinutes: minutesUpTo(10_080).nullable().optional(),
        }),
      )
      .max(12)
      .optional(),
    source: name.optional(),
  }),
  day: z.strictObject({
    /**
     * To which day work past midnight belongs: to the one its shift began on (`shift-start`); to that, except where the next
     * is another kind of day (`kind-change`); or always to the day the clock shows, each beginning at `startsAt` (`fixed`).
     */
    midnight: z.enum(['shift-start', 'kind-change', 'fixed']),
    startsAt: dayMinutes.max(1439, { error: 'policy.minutes' }).default(0),
    /** Work that goes on after a shorter gap than this is the same shift. */
    joinsWithinMinutes: dayMinutes.default(240),
    source: name.optional(),
  }),
  night: z
    .strictObject({
      from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
      to: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
      source: name.optional(),
    })
    .nullable(),
  /** By kind of day; `workday` is always there. */
  days: rulesOf(DayRule),
  plantDays: PlantDays,
  seventhDay: SeventhDay.nullable().default(null),
  combination: z.enum(['additive', 'multiplicative', 'highest']),
  premiums: rulesOf(Premium),
  caps: rulesOf(Cap),
  averages: rulesOf(Average),
  rests: rulesOf(Rest),
  breaks: rulesOf(BreakRule),
  spreads: rulesOf(Spread),
  consecutiveDays: rulesOf(ConsecutiveDays),
  bans: rulesOf(Ban),
  obligations: rulesOf(Obligation),
  wages: z.array(WageRule).max(40).default([]),
  rounding: z.strictObject({
    /** Each day's hours of a kind, to so many minutes; 1 is exact. */
    minutes: z
      .strictObject({ unit: z.int().min(1).max(60), mode: z.enum(['floor', 'ceil', 'half-up']) })
      .default({ unit: 1, mode: 'floor' }),
    hourly: Rounding,
    final: Rounding,
    source: name.optional(),
  }),
  remarks: z.array(Remark).max(40).default([]),
})
export type PolicyDocument = z.infer<typeof PolicyDocument>

/** A change of a policy: a JSON merge patch (RFC 7396). Rules are taken away by null, lists replaced whole. */
export const PolicyPatch = z.record(z.string().max(60), z.unknown())
export type PolicyPatch = z.infer<typeof PolicyPatch>

/** A layer on a pack, or on another policy, by its name; without `version` the one in force on the day. */
export const PolicyLayer = z.strictObject({
  extends: z.strictObject({
    pack: z.string().max(40).optional(),
    policy: z.string().max(100).optional(),
    version: z.string().max(60).optional(),
  }),
  patch: PolicyPatch.default({}),
})
export type PolicyLayer = z.infer<typeof PolicyLayer>
