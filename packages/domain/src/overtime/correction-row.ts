import type { Correction, CountedShift } from '@lembur/contracts/overtime'
import type { Fragment, Tx } from '@lembur/db'
import { formatClock } from '@lembur/rules/clock'
import { requestNumber } from '@lembur/rules/numbers'
import type { OvertimeRequest } from './access.ts'

/** A correction as the database gives it. */
export type StoredCorrection = Omit<Correction, 'number' | 'of' | 'landsIn'> & {
  numberYear: number
  number: number
  ofYear: number
  ofMonth: number
  year: number
  month: number
}

/** The columns of a `StoredCorrection`, where `correctionJoins` are. */
export const correctionColumns = (sql: Tx['sql']): Fragment => sql`
  correction.id, correction.request_id as "requestId", request.number_year as "numberYear", request.number, request.employee_id as "employeeId",
  employee.worker_id as "employeeWorkerId", employee.name as "employeeName", department.code as "departmentCode",
  correction.of_year as "ofYear", correction.of_month as "ofMonth", correction.year, correction.month, correction.before, correction.after,
  correction.difference_minutes as "differenceMinutes", correction.reason, corrector.display_name as "createdByName",
  correction.created_at as "createdAt"`

export const correctionJoins = (sql: Tx['sql']): Fragment => sql`
  join overtime_request request on request.organization_id = correction.organization_id and request.id = correction.request_id
  join employee on employee.organization_id = request.organization_id and employee.id = request.employee_id
  left join department on department.organization_id = request.organization_id and department.id = request.department_id
  left join "user" corrector on corrector.id = correction.created_by_id`

export const presentCorrection = ({ numberYear, number, ofYear, ofMonth, year, month, ...rest }: StoredCorrection): Correction => ({
  ...rest,
  number: requestNumber(numberYear, number),
  of: { year: ofYear, month: ofMonth },
  landsIn: { year, month },
})

/**
 * The corrections of one request, oldest first: the last of them says what counts. In order of their ids, which are made behind
 * the lock; the clock was read before it. Started, not awaited: it joins a flight.
 */
export const correctionsOf = ({ sql }: Tx, requestId: string): Promise<Correction[]> =>
  sql<StoredCorrection[]>`
    select ${correctionColumns(sql)} from overtime_correction correction ${correctionJoins(sql)}
    where correction.request_id = ${requestId} order by correction.id`.then((rows) => rows.map(presentCorrection))

/** A request as it was counted before anybody corrected it. */
export const countedShift = (row: OvertimeRequest): CountedShift => ({
  workDate: row.workDate,
  ...shiftTimes(row.startMinute, row.endMinute),
  breaks: (row.breaks ?? []).map(([start, end]) => breakTimes({ start, end })),
  breakMinutes: row.breakMinutes,
  minutes: row.minutes,
  kind: row.kind,
  counts: true,
})

export const shiftTimes = (start: number, end: number) => ({
  timeStart: formatClock(start),
  timeEnd: formatClock(end),
  startMinute: start,
  endMinute: end,
})

export const breakTimes = ({ start, end }: { start: number; end: number }): CountedShift['breaks'][number] => ({
  start: formatClock(start),
  end: formatClock(end),
  startMinute: start,
  endMinute: end,
})
