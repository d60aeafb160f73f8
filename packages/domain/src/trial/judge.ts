import type { Wage } from '@lembur/contracts/evaluation'
import type { HolidayRule } from '@lembur/rules/day-kind'
import { periodOf } from '@lembur/rules/period'
import { type Exact, exact, zero } from '@lembur/rules/policy/fraction'
import { judgeRequests, type Place } from '@lembur/rules/policy/requests'
import { payOf } from './pay.ts'
import type { ReplayedPerson } from './rows.ts'
import { type Filed, filedOf, type PolicyOf, pastOf, type Stretch, stretches } from './stretch.ts'
import type { PersonFigures, Sides } from './sums.ts'

/** What judging somebody needs besides his requests. */
export type Setting = {
  timeZone: string
  periodStartDay: number
  holidays: HolidayRule[]
  /** The first day that is replayed; what lies before is only counted. */
  firstDate: string
  policies: Sides<PolicyOf>
  /** Null: without money. */
  wageOf: ((employeeId: string, date: string) => Wage | null) | null
}

type Judged = { payableMinutes: Exact; violations: Map<string, number>; cost: Map<string, Exact> }

/** What one person's requests come to by both policies; null where he has none in the time that is replayed. */
export function judgePerson(setting: Setting, person: ReplayedPerson): PersonFigures | null {
  const all = filedOf(person)
  const replayed = all.filter(({ request }) => request.workDate >= setting.firstDate)
  if (replayed.length === 0) return null
  const before = judged(setting, setting.policies.before, person, { all, replayed })
  const after = judged(setting, setting.policies.after, person, { all, replayed })
  return {
    employeeId: person.id,
    departmentId: person.departmentId,
    requests: replayed.length,
    workedMinutes: replayed.reduce((sum, { minutes }) => sum + minutes, 0),
    payableMinutes: { before: before.payableMinutes, after: after.payableMinutes },
    violations: beside(before.violations, after.violations, 0),
    cost: beside(before.cost, after.cost, zero),
  }
}

type Requests = { all: readonly Filed[]; replayed: readonly Filed[] }

/**
 * Hours and violations come from all days at once, so that no rest and no week is cut in two. Averages are looked at as each
 * month ends, and money is rounded as each period is paid: for these the days are judged once more, in such stretches.
 */
function judged(setting: Setting, policyOf: PolicyOf, person: ReplayedPerson, { all, replayed }: Requests): Judged {
  const periodStartDay = person.periodStartDay ?? setting.periodStartDay
  const { timeZone, holidays, wageOf } = setting
  const evaluated = ({ policy, filed }: Stretch, wage: Wage | null = null) => {
    const place: Place = { timeZone, periodStartDay, holidays, past: pastOf(policy, filed, all), wage }
    const requests = filed.map(({ request }) => request)
    return judgeRequests(policy, requests, place, { trace: false }).evaluation
  }
  const sum: Judged = { payableMinutes: zero, violations: new Map(), cost: new Map() }
  const broken = (code: string) => sum.violations.set(code, (sum.violations.get(code) ?? 0) + 1)
  const whole = stretches(replayed, person.id, policyOf, () => '')
  for (const stretch of whole) {
    const { payableMinutes, violations } = evaluated(stretch)
    sum.payableMinutes = sum.payableMinutes.add(exact(payableMinutes))
    for (const { code, date } of violations) if (date !== null) broken(code)
  }
  if (whole.some(({ policy }) => Object.keys(policy.document.averages).length > 0)) {
    for (const month of stretches(replayed, person.id, policyOf, ({ request }) => request.workDate.slice(0, 7)))
      for (const { code, date } of evaluated(month).violations) if (date === null) broken(code)
  }
  if (wageOf) {
    const paid = ({ request: { workDate } }: Filed) => ({
      wage: wageOf(person.id, workDate),
      start: periodOf(workDate, periodStartDay).start,
    })
    for (const stretch of stretches(replayed, person.id, policyOf, (filed) => JSON.stringify(paid(filed)))) {
      const [first] = stretch.filed
      const pay = first && payOf(() => evaluated(stretch, paid(first).wage))
      if (pay) sum.cost.set(pay.currency ?? '', (sum.cost.get(pay.currency ?? '') ?? zero).add(exact(pay.amount)))
    }
  }
  return sum
}

function beside<Value>(before: Map<string, Value>, after: Map<string, Value>, none: Value): Map<string, Sides<Value>> {
  const keys = new Set([...before.keys(), ...after.keys()])
  return new Map([...keys].map((key) => [key, { before: before.get(key) ?? none, after: after.get(key) ?? none }]))
}
