import { type Exact, exact, fractionText, zero } from '@lembur/rules/policy/fraction'

/** By the policy that was in force, and by the one that is tried. */
export type Sides<Value> = { before: Value; after: Value }

/** What replaying one person came to. */
export type PersonFigures = {
  employeeId: string
  departmentId: string | null
  requests: number
  workedMinutes: number
  payableMinutes: Sides<Exact>
  violations: Map<string, Sides<number>>
  /** By currency, which is empty where a wage names none. */
  cost: Map<string, Sides<Exact>>
}

/** Sums of several people as they are stored: exact numbers as text, `3161/3`. */
export type Tally = {
  people: number
  peopleAffected: number
  requests: number
  workedMinutes: number
  payableMinutes: Sides<string>
  violations: Record<string, Sides<number>>
}
export type Changed = { employeeId: string; payableMinutes: Sides<string>; violations: Sides<number> }
export type Sums = { total: Tally; departments: Record<string, Tally>; changed: Changed[] }

/** Money is kept apart from the other sums, since it is sealed. By currency. */
export type Costs = Record<string, Sides<string>>
export type Money = { total: Costs; departments: Record<string, Costs>; people: Record<string, Costs> }

/** As many of those whose hours change the most are named. */
const mostNamed = 20
/** The key of the people who are of no department. */
export const nowhere = 'none'

const emptyTally = (): Tally => ({
  people: 0,
  peopleAffected: 0,
  requests: 0,
  workedMinutes: 0,
  payableMinutes: { before: '0', after: '0' },
  violations: {},
})
export const emptySums = (): Sums => ({ total: emptyTally(), departments: {}, changed: [] })
export const emptyMoney = (): Money => ({ total: {}, departments: {}, people: {} })

const differs = ({ before, after }: Sides<Exact>) => !before.equals(after)

/** Whether the tried policy changes anything for somebody: hours, violations or money. */
export const isAffected = ({ payableMinutes, violations, cost }: PersonFigures): boolean =>
  differs(payableMinutes) ||
  [...violations.values()].some(({ before, after }) => before !== after) ||
  [...cost.values()].some((sides) => differs(sides))

/** The sums with these people added; in whatever portions they come, the sums are the same. */
export function withPeople(sums: Sums, people: readonly PersonFigures[]): Sums {
  const departments = { ...sums.departments }
  for (const [key, of] of byDepartment(people)) departments[key] = tallied(departments[key] ?? emptyTally(), of)
  const named = [...sums.changed, ...people.filter(isAffected).map(changedOf)]
  return { total: tallied(sums.total, people), departments, changed: named.toSorted(byChange).slice(0, mostNamed) }
}

/** The money with that of these people added; of single people only those are kept who are named. */
export function withMoney(money: Money, people: readonly PersonFigures[], named: readonly Changed[]): Money {
  const departments = { ...money.departments }
  for (const [key, of] of byDepartment(people)) departments[key] = costed(departments[key] ?? {}, of)
  const known = new Map(Object.entries(money.people))
  const names = new Set(named.map(({ employeeId }) => employeeId))
  for (const person of people) known.set(person.employeeId, costed({}, [person]))
  const kept = Object.fromEntries([...known].filter(([employeeId]) => names.has(employeeId)))
  return { total: costed(money.total, people), departments, people: kept }
}

function byDepartment(people: readonly PersonFigures[]): Map<string, PersonFigures[]> {
  return Map.groupBy(people, ({ departmentId }) => departmentId ?? nowhere)
}

function tallied(tally: Tally, people: readonly PersonFigures[]): Tally {
  const violations = { ...tally.violations }
  let payable: Sides<Exact> = { before: exact(tally.payableMinutes.before), after: exact(tally.payableMinutes.after) }
  const sums = { ...tally }
  for (const person of people) {
    sums.people++
    if (isAffected(person)) sums.peopleAffected++
    sums.requests += person.requests
    sums.workedMinutes += person.workedMinutes
    payable = added(payable, person.payableMinutes)
    for (const [code, { before, after }] of person.violations) {
      const known = violations[code] ?? { before: 0, after: 0 }
      violations[code] = { before: known.before + before, after: known.after + after }
    }
  }
  return { ...sums, payableMinutes: written(payable), violations }
}

function costed(costs: Costs, people: readonly PersonFigures[]): Costs {
  const sums = new Map(
    Object.entries(costs).map(([currency, { before, after }]) => [currency, { before: exact(before), after: exact(after) }]),
  )
  for (const { cost } of people) {
    for (const [currency, sides] of cost) sums.set(currency, added(sums.get(currency) ?? { before: zero, after: zero }, sides))
  }
  return Object.fromEntries([...sums].map(([currency, sides]) => [currency, written(sides)]))
}

const added = (a: Sides<Exact>, b: Sides<Exact>): Sides<Exact> => ({ before: a.before.add(b.before), after: a.after.add(b.after) })
const written = ({ before, after }: Sides<Exact>): Sides<string> => ({ before: fractionText(before), after: fractionText(after) })

function changedOf({ employeeId, payableMinutes, violations }: PersonFigures): Changed {
  const all = [...violations.values()]
  const count = (side: keyof Sides<number>) => all.reduce((sum, of) => sum + of[side], 0)
  return { employeeId, payableMinutes: written(payableMinutes), violations: { before: count('before'), after: count('after') } }
}

const hoursChange = ({ payableMinutes: { before, after } }: Changed) => exact(after).sub(exact(before)).abs()
const violationsChange = ({ violations: { before, after } }: Changed) => Math.abs(after - before)

/** Most changed hours first, then violations; who changes as much as another stands in the order of ids, so that no run differs. */
function byChange(a: Changed, b: Changed): number {
  const hours = hoursChange(b).compare(hoursChange(a))
  return hours || violationsChange(b) - violationsChange(a) || (a.employeeId < b.employeeId ? -1 : 1)
}
