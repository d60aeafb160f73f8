import type { OvertimeBreak, OvertimeRow } from '@lembur/contracts/overtime'
import type { Fragment, Tx } from '@lembur/db'
import { formatClock } from '@lembur/rules/clock'
import { hoursOf, type Span } from '@lembur/rules/hours'
import { requestNumber } from '@lembur/rules/numbers'
import { canTransition } from '@lembur/rules/transitions'
import { type Actor, covers, type PlantSettings, type Reach, reachOf } from '../kernel/index.ts'
import { type InPeriod, periodJoin, periodState, takesDecisions, takesRequests } from '../period/index.ts'

type Sql = Tx['sql']

/** A break as the database gives it: start, end, moved by a person. */
export type BreakTuple = [start: number, end: number, touched: boolean]

/** A request as the database gives it, with the names of today; the row before rights and readable times are added. */
export type StoredRow = Omit<OvertimeRow, 'number' | 'hours' | 'timeStart' | 'timeEnd' | 'breaks' | 'can'> & {
  numberYear: number
  number: number
  breaks: BreakTuple[] | null
  /** How far the period it lies in is. */
  periodState: InPeriod['periodState']
}

/**
 * The columns of a `StoredRow`, of an alias `request` whose rows are already chosen: names are joined to the page, never
 * inside its limit, where a missing name would make the database walk the table.
 */
export const rowColumns = (sql: Sql): Fragment => sql`
  request.id, request.number_year as "numberYear", request.number, request.employee_id as "employeeId", employee.worker_id as "employeeWorkerId",
  employee.name as "employeeName", request.department_id as "departmentId", department.code as "departmentCode",
  request.project_id as "projectId", project.name as "projectName", request.work_date as "workDate", request.start_minute as "startMinute",
  request.end_minute as "endMinute", request.break_minutes as "breakMinutes", request.minutes, request.kind, request.status, request.reason,
  request.detail, filer.display_name as "filedByName", decider.display_name as "decidedByName", request.decided_at as "decidedAt",
  request.decision_reason as "decisionReason", request.created_at as "createdAt", request.updated_at as "updatedAt", request.version,
  ${periodState(sql)},
  case when request.break_minutes > 0 then (
    select json_agg(json_build_array(rest.start_minute, rest.end_minute, rest.touched) order by rest.start_minute)
    from overtime_break rest where rest.organization_id = request.organization_id and rest.request_id = request.id) end as breaks`

export const rowJoins = (sql: Sql): Fragment => sql`
  join employee on employee.organization_id = request.organization_id and employee.id = request.employee_id
  join project on project.organization_id = request.organization_id and project.id = request.project_id
  left join department on department.organization_id = request.organization_id and department.id = request.department_id
  left join "user" filer on filer.id = request.filed_by_id
  left join "user" decider on decider.id = request.decided_by_id
  ${periodJoin(sql, sql`request.work_date`)}`

/**
 * How far an actor files: by role and overrides, or for anyone where the plant keeps the predecessor's habit. The habit is for
 * filing alone: what is stored is changed, as it is seen, by role and overrides.
 */
export function fileReach(actor: Actor, plant: PlantSettings): Reach | null {
  const reach = reachOf(actor, 'overtime.create')
  return reach && plant.anyoneFilesForAnyone ? { everywhere: true } : reach
}

/**
 * Adds what the reader may do, worked out once for the actor and then for each row. Field by field: a list makes
 * thousands of rows a second, and copying "the rest" of one costs more than all else here.
 */
export function presenter(actor: Actor): (stored: StoredRow) => OvertimeRow {
  const changing = reachOf(actor, 'overtime.update')
  const deciding = reachOf(actor, 'overtime.decide')
  return (row) => {
    const mayChange = changing !== null && row.status === 'pending' && takesRequests(row.periodState) && covers(changing, actor, row)
    const mayDecide =
      deciding !== null && row.employeeId !== actor.employeeId && takesDecisions(row.periodState) && covers(deciding, actor, row)
    return {
      id: row.id,
      number: numberOf(row),
      employeeId: row.employeeId,
      employeeWorkerId: row.employeeWorkerId,
      employeeName: row.employeeName,
      departmentId: row.departmentId,
      departmentCode: row.departmentCode,
      projectId: row.projectId,
      projectName: row.projectName,
      workDate: row.workDate,
      timeStart: formatClock(row.startMinute),
      timeEnd: formatClock(row.endMinute),
      startMinute: row.startMinute,
      endMinute: row.endMinute,
      breaks: (row.breaks ?? []).map(([start, end, touched]) => breakOf({ start, end }, touched)),
      breakMinutes: row.breakMinutes,
      minutes: row.minutes,
      hours: hoursOf(row.minutes),
      kind: row.kind,
      status: row.status,
      reason: row.reason,
      detail: row.detail,
      filedByName: row.filedByName,
      decidedByName: row.decidedByName,
      decidedAt: row.decidedAt,
      decisionReason: row.decisionReason,
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
      version: row.version,
      can: {
        revise: mayChange,
        withdraw: mayChange,
        decide: mayDecide && canTransition(row.status, 'approved'),
        reopen: mayDecide && canTransition(row.status, 'pending'),
      },
    }
  }
}

/** The number of a stored row, as people say it. */
export const numberOf = (row: Pick<StoredRow, 'numberYear' | 'number'>): string => requestNumber(row.numberYear, row.number)

export const breakOf = ({ start, end }: Span, touched: boolean): OvertimeBreak => ({
  start: formatClock(start),
  end: formatClock(end),
  startMinute: start,
  endMinute: end,
  minutes: end - start,
  touched,
})
