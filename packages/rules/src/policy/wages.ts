import type { Wage } from '@lembur/contracts/evaluation'
import { type CompiledPolicy, type Facts, holds, type WagePlan } from './compile.ts'
import { type Exact, exact } from './fraction.ts'
import { problem } from './problem.ts'

/** What a wage comes to; `by` are the rules that were used, first to last. */
export type Resolved = { value: Exact; by: WagePlan[] }

/** Names in formulas for what is known of a wage and of the work; hours are decimal hours. */
export function wageValues(
  wage: Wage,
  facts: Facts,
  work: { minutes: number; straightMinutes: number; normMinutes: number | null },
): Map<string, Exact> {
  const values = new Map<string, Exact>()
  const put = (name: string, value: string | undefined) => value !== undefined && values.set(name, exact(value))
  put('M', wage.monthly)
  put('D', wage.daily)
  put('H', wage.hourly)
  put('W', wage.weekly)
  for (const [name, value] of Object.entries(wage.parts ?? {})) put(name, value)
  for (const [name, value] of Object.entries(facts)) if (typeof value === 'number') values.set(name, exact(String(value)))
  values.set('hours', exact(work.minutes).div(60))
  values.set('straightHours', exact(work.straightMinutes).div(60))
  if (work.normMinutes !== null) values.set('normHours', exact(work.normMinutes).div(60))
  if (wage.rates)
    values.set(
      'earnings',
      wage.rates.reduce((sum, { rate, minutes }) => sum.add(exact(rate).mul(minutes).div(60)), exact(0)),
    )
  return values
}

const symbols = { monthly: 'M', daily: 'D', hourly: 'H' } as const

/**
 * The hourly or daily wage: by the first rule all of whose names are known, else as it was given; a rule may itself need a wage
 * that another rule gives.
 * @returns null where no rule leads to it
 */
export function resolveWage(
  gives: 'monthly' | 'daily' | 'hourly',
  values: ReadonlyMap<string, Exact>,
  policy: CompiledPolicy,
  facts: Facts,
): Resolved | null {
  return resolve(gives, values, policy, facts, [])
}

function resolve(
  gives: 'monthly' | 'daily' | 'hourly',
  values: ReadonlyMap<string, Exact>,
  policy: CompiledPolicy,
  facts: Facts,
  asked: readonly string[],
): Resolved | null {
  if (asked.includes(gives)) return null
  const given = values.get(symbols[gives])
  const rules = policy.wages.filter((rule) => rule.gives === gives && holds(rule.when, facts))
  for (const rule of rules) {
    // A wage that was given is only replaced by a rule that works on it: a regular rate, or a floor.
    if (given && !rule.formula.names.has(symbols[gives]) && !rule.when) continue
    const found = compute(rule, values, policy, facts, [...asked, gives])
    if (found) return found
  }
  return given ? { value: given, by: [] } : null
}

function compute(
  rule: WagePlan,
  values: ReadonlyMap<string, Exact>,
  policy: CompiledPolicy,
  facts: Facts,
  asked: readonly string[],
): Resolved | null {
  const known = new Map(values)
  const by: WagePlan[] = []
  for (const name of rule.formula.names) {
    if (known.has(name)) continue
    const needed = name === 'M' ? 'monthly' : name === 'D' ? 'daily' : name === 'H' ? 'hourly' : null
    const found = needed && resolve(needed, values, policy, facts, asked)
    if (!found) return null
    known.set(name, found.value)
    by.push(...found.by)
  }
  const value = computed(rule, known)
  if (!value || value.lt(0)) throw problem('wage', 'policy.formula')
  return { value, by: [...by, rule] }
}

/** Null for a division by nothing: hours that were not worked. */
function computed({ formula }: WagePlan, values: ReadonlyMap<string, Exact>): Exact | null {
  try {
    return formula.compute(values)
  } catch {
    return null
  }
}
