import type { DayKind } from '@lembur/contracts/overtime'
import type { Tx } from '@lembur/db'
import { addDays } from '@lembur/rules/dates'
import { oneOf } from './filter.ts'
import type { Known } from './limits.ts'
import type { BreakTuple } from './row.ts'

/** A counted request as it lies on its date: what hours of the day and rest are told from. */
export type Work = {
  id: string
  employeeId: string
  departmentId: string | null
  workDate: string
  startMinute: number
  endMinute: number
  minutes: number
  kind: DayKind
  breaks: BreakTuple[] | null
}

/** Farther away, work says nothing about rest. */
const around = 7

/**
 * The counted requests of these employees on the dates and a week around, in order of time. `exceptId` leaves one out. Started,
 * not awaited: it joins a flight.
 */
export const workAround = (tx: Tx, employeeIds: string[], first: string, last: string, exceptId: string | null = null): Promise<Work[]> =>
  workWithin(tx, employeeIds, { start: addDays(first, -around), end: addDays(last, around) }, exceptId)

/** The same on just these dates. */
export const workWithin = ({ sql }: Tx, employeeIds: string[], { start, end }: Known, exceptId: string | null = null): Promise<Work[]> =>
  sql<Work[]>`
    select request.id, request.employee_id as "employeeId", request.department_id as "departmentId", request.work_date as "workDate",
      request.start_minute as "startMinute", request.end_minute as "endMinute", request.minutes, request.kind,
      case when request.break_minutes > 0 then (
        select json_agg(json_build_array(rest.start_minute, rest.end_minute, rest.touched) order by rest.start_minute)
        from overtime_break rest where rest.organization_id = request.organization_id and rest.request_id = request.id) end as breaks
    from overtime_request request
    where ${oneOf(sql, sql`request.employee_id`, employeeIds)} and request.work_date between ${start} and ${end}
      and request.status in ('pending', 'approved') and request.id is distinct from ${exceptId}
    order by request.work_date, request.start_minute`.then((rows) => [...rows])
