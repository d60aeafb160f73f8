import type { EvaluationInput, Wage } from '@lembur/contracts/evaluation'
import { PolicyDocument, PolicyLayer } from '@lembur/contracts/policy'
import { z } from 'zod'
import { addDays } from '../../dates.ts'
import { type CompiledPolicy, compile } from '../compile.ts'
import { type LayerLookup, resolveLayer } from '../layers.ts'
import { packOf } from '../packs.ts'
import { PolicyProblem, parsed, problem } from '../problem.ts'
import { type Draft, minutes } from './parameters.ts'
import { parameterOf } from './parameters-by-law.ts'

/** Sorts of rules of which only those that a case names are looked at. */
const checked = ['caps', 'averages', 'rests', 'breaks', 'spreads', 'consecutiveDays', 'bans'] as const

const span = z.object({ start: z.string(), end: z.string() })
const hours = z.number().min(0, { error: 'evaluation.negative' })
const ofWeek = hours.max(168, { error: 'evaluation.too_long' })
const money = z.number().min(0, { error: 'evaluation.negative' })

/** The input of a case: local times of `tz`, lengths in decimal hours, sums as numbers. What it does not name is a fact for rules. */
const CaseInput = z.looseObject({
  tz: z.string().default('UTC'),
  dayType: z.string().default('workday'),
  calendar: z.record(z.string(), z.string()).default({}),
  intervals: z.array(span).default([]),
  breaks: z.array(span).default([]),
  weekHours: ofWeek.optional(),
  weekHoursBefore: ofWeek.optional(),
  weekOvertimeBefore: ofWeek.optional(),
  monthOvertimeBefore: hours.optional(),
  quarterOvertimeBefore: hours.optional(),
  yearOvertimeBefore: hours.optional(),
  months3OvertimeBefore: hours.optional(),
  monthlyWage: money.optional(),
  dailyWage: money.optional(),
  hourlyRate: money.optional(),
  weeklySalary: money.optional(),
  wageComponents: z.object({ basic: money, fixedAllowance: money.default(0), variableAllowance: money.default(0) }).optional(),
  bonus: money.optional(),
  rates: z.array(z.object({ rate: money, hours: ofWeek })).optional(),
  currency: z.string().optional(),
  months: z.array(z.string()).optional(),
  overtimePlusHoliday: z.array(hours).optional(),
  overtimeOnly: z.array(hours).optional(),
  holidayWork: z.array(hours).optional(),
  weeksWorked: z.array(z.object({ weeks: z.int().min(1).max(520), hours: ofWeek })).optional(),
})
type CaseInput = z.infer<typeof CaseInput>

export const LawCase = z.looseObject({ id: z.string(), policy: z.record(z.string(), z.unknown()), input: CaseInput })
export type LawCase = z.infer<typeof LawCase>

/** A case as the engine takes it. */
export type ReadCase = { id: string; policy: CompiledPolicy; input: EvaluationInput }

/**
 * Reads a case of the form of `overtime-law-cases.json`. Its policy is a pack with parameters (only the limits that these name are
 * checked), a whole document (`format`), or a layer (`extends`).
 * @throws PolicyProblem naming the field of the case: `policy.dailyOtCapHours`, `input.intervals.0.end`
 */
export function readCase(value: unknown, lookup?: LayerLookup): ReadCase {
  const { id, policy, input } = parsed(LawCase, value)
  const date = input.intervals[0]?.start.slice(0, 10) ?? `${input.months?.at(-1) ?? '2026-01'}-01`
  const { compiled, facts } = at('policy', () => policyOf(policy, date, lookup))
  return { id, policy: compiled, input: at('input', () => inputOf(input, facts, compiled)) }
}

/** Fields of a case that the engine knows by another name. */
const namesOfCase: Record<string, string> = { timeZone: 'tz', day: 'dayType' }

/** Faults of something that stands in a case, with the names it has there. */
export function at<Result>(place: 'policy' | 'input', run: () => Result): Result {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof PolicyProblem)) throw error
    throw new PolicyProblem(
      error.problems.map(({ path, code }) => ({ path: [place, namesOfCase[path] ?? path].filter(Boolean).join('.'), code })),
    )
  }
}

type Facts = Draft['facts']

function policyOf(value: Record<string, unknown>, date: string, lookup?: LayerLookup): { compiled: CompiledPolicy; facts: Facts } {
  if ('format' in value) return { compiled: compile(parsed(PolicyDocument, value)), facts: {} }
  if ('extends' in value) return { compiled: compile(resolveLayer(parsed(PolicyLayer, value), date, lookup)), facts: {} }
  const { pack, version, ...parameters } = value
  if (typeof pack !== 'string') throw problem('pack', 'policy.unknown_pack')
  if (version !== undefined && typeof version !== 'string') throw problem('version', 'policy.unknown_version')
  const draft: Draft = { document: structuredClone(packOf(pack, version, date)), facts: {}, named: new Set() }
  // How a rate comes about is known before what it is multiplied by.
  const inTurn = Object.entries(parameters).sort(([a], [b]) => Number(b === 'regularRate') - Number(a === 'regularRate'))
  for (const [name, given] of inTurn) {
    const parameter = parameterOf(draft, name)
    if (!parameter) throw problem(name, 'policy.unknown_parameter')
    parameter(draft, given, name)
  }
  for (const sort of checked) {
    for (const id of Object.keys(draft.document[sort])) if (!draft.named.has(id)) delete draft.document[sort][id]
  }
  return { compiled: compile(draft.document), facts: draft.facts }
}

/** Other names under which cases speak of days. */
const dayNames: Record<string, string> = {
  ordinary: 'workday',
  weekday: 'workday',
  weekend: 'restDay',
  weeklyRest: 'restDay',
  holiday: 'publicHoliday',
}

function inputOf(input: CaseInput, facts: Facts, { document: { days } }: CompiledPolicy): EvaluationInput {
  const { tz, dayType, calendar, intervals, breaks, weekHours } = input
  const known = { ...facts, ...factsOf(input) }
  const kind = (name: string) => (name in days ? name : (dayNames[name] ?? name))
  const before = {
    weekWorked: input.weekHoursBefore,
    weekOvertime: input.weekOvertimeBefore,
    monthOvertime: input.monthOvertimeBefore,
    quarterOvertime: input.quarterOvertimeBefore,
    yearOvertime: input.yearOvertimeBefore,
    months3Overtime: input.months3OvertimeBefore,
  }
  const wage = wageOf(input)
  const totals = totalsOf(input)
  return {
    timeZone: tz,
    day: kind(dayType),
    calendar: Object.fromEntries(Object.entries(calendar).map(([date, name]) => [date, kind(name)])),
    intervals,
    breaks,
    facts: known,
    before: Object.fromEntries(Object.entries(before).flatMap(([name, value]) => (value === undefined ? [] : [[name, minutes(value)]]))),
    periodStartDay: 1,
    ...(weekHours !== undefined && { weekMinutes: minutes(weekHours) }),
    ...(wage && { wage }),
    ...(totals && { totals }),
  }
}

/** Whatever else is said of a case and is no list: `emergency`, `requestedBy`, `daysPerWeek`. */
function factsOf(input: CaseInput): Facts {
  const named = Object.keys(CaseInput.shape)
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]): [string, string | number | boolean][] =>
      !named.includes(name) && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
        ? [[name, value]]
        : [],
    ),
  )
}

function wageOf({ monthlyWage, dailyWage, hourlyRate, weeklySalary, wageComponents, bonus, rates, currency }: CaseInput): Wage | null {
  const parts = {
    ...(wageComponents && {
      basic: wageComponents.basic,
      fixed: wageComponents.fixedAllowance,
      variable: wageComponents.variableAllowance,
    }),
    ...(bonus !== undefined && { bonus }),
  }
  const wage: Wage = {
    ...(monthlyWage !== undefined && { monthly: String(monthlyWage) }),
    ...(dailyWage !== undefined && { daily: String(dailyWage) }),
    ...(hourlyRate !== undefined && { hourly: String(hourlyRate) }),
    ...(weeklySalary !== undefined && { weekly: String(weeklySalary) }),
    ...(Object.keys(parts).length > 0 && {
      parts: Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, String(value)])),
    }),
    ...(rates && { rates: rates.map(({ rate, hours: worked }) => ({ rate: String(rate), minutes: minutes(worked) })) }),
  }
  return Object.keys(wage).length === 0 ? null : { ...wage, ...(currency !== undefined && { currency }) }
}

/** Whole weeks or months for averages. A month left out in between is refused: an average over it would be of other months. */
function totalsOf({ weeksWorked, months, overtimePlusHoliday, overtimeOnly, holidayWork }: CaseInput): EvaluationInput['totals'] {
  if (weeksWorked) {
    const weeks = weeksWorked.flatMap(({ weeks: many, hours: worked }) => Array.from({ length: many }, () => worked))
    return weeks.map((worked, index) => ({ label: `week ${index + 1}`, minutes: { total: minutes(worked) } }))
  }
  return months?.map((month, index): { label: string; minutes: Record<string, number> } => {
    const before = months[index - 1]
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw problem(`months.${index}`, 'date.invalid')
    if (before && addDays(`${before}-01`, 31).slice(0, 7) !== month) throw problem(`months.${index}`, 'evaluation.gap')
    const total = overtimePlusHoliday?.[index]
    const [overtime, holiday] = [overtimeOnly?.[index], holidayWork?.[index]]
    if (total === undefined && overtime === undefined) throw problem(`overtimePlusHoliday.${index}`, 'evaluation.gap')
    return {
      label: month,
      minutes: total === undefined ? { overtime: minutes(overtime ?? 0), holiday: minutes(holiday ?? 0) } : { total: minutes(total) },
    }
  })
}
