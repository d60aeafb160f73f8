import type { DayKind } from '@lembur/contracts/overtime'
import type { TrialReach } from '@lembur/contracts/trials'
import type { Fragment, Tx } from '@lembur/db'

type Sql = Tx['sql']

/** A counted request as the query packs it: a list costs a third of an object on both sides. */
type Packed = [
  workDate: string,
  startMinute: number,
  endMinute: number,
  minutes: number,
  kind: DayKind,
  /** Null: his present one; empty: none. */
  departmentId: string | null,
  breaks: [start: number, end: number][] | null,
]

/** Somebody with his counted requests, in order of time. */
export type ReplayedPerson = { id: string; departmentId: string | null; periodStartDay: number | null; requests: Packed[] | null }

/** Whose work a trial replays, as a condition on the alias `person`: the newest assignment says whose policy it is going to be. */
export function whose(sql: Sql, reach: TrialReach, policyId: string): Fragment {
  if (reach === 'everyone') return sql`true`
  const newest = (target: Fragment) => sql`(
    select assigned.policy_id from policy_assignment assigned where ${target} order by assigned.effective_from desc limit 1)`
  const own = newest(sql`assigned.scope = 'employee' and assigned.employee_id = person.id`)
  const departments = newest(sql`assigned.scope = 'department' and assigned.department_id = person.department_id`)
  return sql`coalesce(${own}, ${departments}, ${newest(sql`assigned.scope = 'organisation'`)}) = ${policyId}`
}

export type BatchOf = { policyId: string; reach: TrialReach; after: string | null; size: number; from: string; to: string }

/**
 * The next people in the order of their ids with everything that counts of them between two dates, in one query. Started
 * when called, so that the database reads while others are judged.
 */
export const nextPeople = ({ sql }: Pick<Tx, 'sql'>, { policyId, reach, after, size, from, to }: BatchOf) => sql<ReplayedPerson[]>`
  with person as materialized (
    select id, department_id, period_start_day from employee person
    where ${after === null ? sql`true` : sql`person.id > ${after}`} and ${whose(sql, reach, policyId)} order by id limit ${size})
  select person.id, person.department_id as "departmentId", person.period_start_day as "periodStartDay", filed.requests
  from person left join lateral (
    select json_agg(json_build_array(request.work_date, request.start_minute, request.end_minute, request.minutes, request.kind,
      case when request.department_id is distinct from person.department_id then coalesce(request.department_id::text, '') end,
      case when request.break_minutes > 0 then (
        select json_agg(json_build_array(pause.start_minute, pause.end_minute) order by pause.start_minute) from overtime_break pause
        where pause.request_id = request.id) end) order by request.work_date, request.start_minute) as requests
    from overtime_request request
    where request.employee_id = person.id and request.work_date between ${from} and ${to} and request.status in ('pending', 'approved')) filed on true
  order by person.id`
