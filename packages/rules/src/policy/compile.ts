import type { Condition, DayRule, HourClass, LadderStep, PolicyDocument, Premium } from '@lembur/contracts/policy'
import { type Computation, readFormula } from './formula.ts'
import { type Exact, exact } from './fraction.ts'
import { type Fault, PolicyProblem } from './problem.ts'
import { cutsOf, nightOf } from './slices.ts'

/** Facts of a case, as conditions ask for them. */
export type Facts = Readonly<Condition>

export type Step = Omit<LadderStep, 'rate' | 'flatDays'> & {
  rate: Exact
  flatDays: { upTo: Exact | null; days: Exact; label: string | undefined }[] | null
}

export type DayPlan = {
  ordinary: { label: string; rate: Exact; inPay: boolean } | null
  countedFrom: DayRule['countedFrom']
  ladder: Step[]
  atLeastMinutes: number
  blockMinutes: readonly number[]
  source: string | undefined
}

export type PremiumPlan = Omit<Premium, 'value'> & { id: string; value: Exact }
export type WagePlan = {
  gives: 'monthly' | 'daily' | 'hourly'
  formula: Computation
  when: Condition | undefined
  source: string | undefined
}
export type NormPlan = { dayMinutes: number | null; weekMinutes: number | null }

/** A policy that was checked and read once, to be evaluated many times. */
export type CompiledPolicy = {
  document: PolicyDocument
  night: { from: number; to: number } | null
  cuts: number[]
  premiums: PremiumPlan[]
  wages: WagePlan[]
  seventhDay: { days: number; plan: DayPlan } | null
  /** The plan of a kind of day under these facts; undefined for a kind that the policy does not know. */
  planOf(kind: string, facts: Facts): DayPlan | undefined
  normOf(facts: Facts): NormPlan
  /** What is written where a rule says it is; null where it does not say. */
  articleOf(source: string | undefined): string | null
}

/** Whether all facts are as a rule asks; a fact that nobody gave is false. */
export function holds(when: Condition | undefined, facts: Facts): boolean {
  return Object.entries(when ?? {}).every(([name, wanted]) => (facts[name] ?? false) === wanted)
}

/**
 * Checks what a schema cannot, and reads fractions and formulas. Every fault is named at once.
 * @throws PolicyProblem
 */
export function compile(document: PolicyDocument): CompiledPolicy {
  const faults = [...faultsOf(document)]
  const wages = document.wages.flatMap(({ gives, formula, when, source }, index): WagePlan[] => {
    const read = readFormula(formula)
    if (!read) faults.push({ path: `wages.${index}.formula`, code: 'policy.formula' })
    return read ? [{ gives, formula: read, when, source }] : []
  })
  if (faults.length > 0) throw new PolicyProblem(faults)
  const variants = Object.fromEntries(Object.entries(document.days).map(([kind, rule]) => [kind, plansOf(rule)]))
  const night = nightOf(document.night)
  const { seventhDay, norm } = document
  const isUnpaid = document.payScope === 'none' && Object.keys(document.days).length === 0
  return {
    document,
    night,
    cuts: cutsOf(document.day.midnight === 'fixed' ? document.day.startsAt : 0, night),
    premiums: Object.entries(document.premiums).map(([id, premium]) => ({ ...premium, id, value: exact(premium.value) })),
    wages,
    seventhDay: seventhDay && {
      days: seventhDay.days,
      plan: {
        ordinary: null,
        countedFrom: seventhDay.countedFrom,
        ladder: seventhDay.ladder.map(stepOf),
        atLeastMinutes: 0,
        blockMinutes: [],
        source: seventhDay.source,
      },
    },
    planOf: (kind, facts) => (isUnpaid ? unpaid : variants[kind]?.find(({ when }) => holds(when, facts))?.plan),
    normOf(facts) {
      const variant = norm.variants?.find(({ when }) => holds(when, facts))
      return {
        dayMinutes: variant?.dayMinutes === undefined ? norm.dayMinutes : variant.dayMinutes,
        weekMinutes: variant?.weekMinutes === undefined ? norm.weekMinutes : variant.weekMinutes,
      }
    },
    articleOf: (source) => (source === undefined ? null : (document.sources[source]?.article ?? null)),
  }
}

/** Of a law without pay: hours within the norm, and hours past it, so that caps have something to count. */
const unpaid: DayPlan = {
  ordinary: { label: 'regular', rate: exact(1), inPay: false },
  countedFrom: 'overtime',
  ladder: [{ minutes: null, label: 'overtime', rate: exact(1), class: 'overtime', flatDays: null }],
  atLeastMinutes: 0,
  blockMinutes: [],
  source: undefined,
}

/** The variants of a day rule, each whole, and the rule itself last, which always holds. */
function plansOf({ variants = [], ...rule }: DayRule): { when: Condition; plan: DayPlan }[] {
  return [...variants, { when: {} }].map(({ when, ...changed }) => ({ when, plan: planOf({ ...rule, ...changed }) }))
}

const planOf = ({ ordinary, countedFrom, ladder, atLeastMinutes = 0, blockMinutes = [], source }: Omit<DayRule, 'variants'>): DayPlan => ({
  ordinary: ordinary && { ...ordinary, rate: exact(ordinary.rate) },
  countedFrom,
  ladder: ladder.map(stepOf),
  atLeastMinutes,
  blockMinutes,
  source,
})

const stepOf = ({ flatDays, ...step }: LadderStep): Step => ({
  ...step,
  rate: exact(step.rate),
  flatDays: flatDays?.map(({ upTo, days, label }) => ({ upTo: upTo === null ? null : exact(upTo), days: exact(days), label })) ?? null,
})

function* faultsOf(document: PolicyDocument): Generator<Fault> {
  const kinds = Object.keys(document.days)
  if (document.payScope !== 'none' && !kinds.includes('workday')) yield { path: 'days.workday', code: 'policy.no_workday' }
  for (const [path, kind] of kindsNamed(document)) {
    if (kinds.length > 0 && !kinds.includes(kind)) yield { path, code: 'policy.unknown_day' }
  }
  for (const [path, source] of sourcesNamed(document, '')) {
    if (!(source in document.sources)) yield { path, code: 'policy.unknown_source' }
  }
}

function* kindsNamed({ plantDays, premiums, obligations }: PolicyDocument): Generator<[path: string, kind: string]> {
  for (const [day, kind] of Object.entries(plantDays)) yield [`plantDays.${day}`, kind]
  for (const [sort, rules] of Object.entries({ premiums, obligations })) {
    for (const [id, { days = [] }] of Object.entries(rules)) {
      for (const [index, kind] of days.entries()) yield [`${sort}.${id}.days.${index}`, kind]
    }
  }
}

/** Every `source` of a document, wherever it stands. */
function* sourcesNamed(value: unknown, path: string): Generator<[path: string, source: string]> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`
    if (key === 'source' && typeof inner === 'string') yield [at, inner]
    else if (path !== '' || key !== 'sources') yield* sourcesNamed(inner, at)
  }
}

/** Whether a class is among those that a rule counts. */
export const counts = (classes: readonly HourClass[] | undefined, of: HourClass): boolean => !classes || classes.includes(of)
