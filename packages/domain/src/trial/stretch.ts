import { addDays } from '@lembur/rules/dates'
import type { CompiledPolicy } from '@lembur/rules/policy/compile'
import type { CountedRequest, Place } from '@lembur/rules/policy/requests'
import { lookbackDays } from './lookback.ts'
import type { ReplayedPerson } from './rows.ts'

/** A counted request with its length and the department it counts for. */
export type Filed = { request: CountedRequest; minutes: number; departmentId: string | null }

/** A policy, as the day and the person say which. */
export type PolicyOf = (of: { employeeId: string; departmentId: string | null; workDate: string }) => CompiledPolicy

/** Requests one after the other that are judged together. */
export type Stretch = { policy: CompiledPolicy; filed: Filed[] }

/** Somebody's requests as they come from the database, in order of time. */
export const filedOf = ({ departmentId: present, requests }: ReplayedPerson): Filed[] =>
  (requests ?? []).map(([workDate, startMinute, endMinute, minutes, kind, departmentId, breaks], index) => ({
    request: {
      id: String(index),
      workDate,
      startMinute,
      endMinute,
      kind,
      breaks: (breaks ?? []).map(([start, end]) => ({ start, end })),
    },
    minutes,
    departmentId: departmentId === null ? present : departmentId || null,
  }))

/** Cuts requests where the policy changes, and where `keyOf` does. */
export function stretches(
  all: readonly Filed[],
  employeeId: string,
  policyOf: PolicyOf,
  keyOf: (filed: Filed) => string,
): readonly Stretch[] {
  const found: (Stretch & { key: string })[] = []
  for (const filed of all) {
    const policy = policyOf({ employeeId, departmentId: filed.departmentId, workDate: filed.request.workDate })
    const key = keyOf(filed)
    const last = found.at(-1)
    if (last && last.policy === policy && last.key === key) last.filed.push(filed)
    else found.push({ policy, key, filed: [filed] })
  }
  return found
}

/** The days before a stretch that its policy counts: by their length alone. */
export function pastOf({ document }: CompiledPolicy, [first]: readonly Filed[], all: readonly Filed[]): NonNullable<Place['past']> {
  if (!first) return []
  const until = first.request.workDate
  const from = addDays(until, -lookbackDays(document))
  return all
    .filter(({ request }) => request.workDate >= from && request.workDate < until)
    .map(({ request, minutes }) => ({ date: request.workDate, kind: request.kind, minutes }))
}
