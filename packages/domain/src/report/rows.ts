import { defaultDepartment, type ReportRow } from '@lembur/contracts/reports'
import type { Fragment, Tx } from '@lembur/db'
import { formatClock } from '@lembur/rules/clock'
import type { Period } from '@lembur/rules/period'

type Found = Omit<ReportRow, 'timeStart' | 'timeEnd'> & { startMinute: number; endMinute: number }

/** Rows that are held at a time, however many a workbook has. */
const batch = 1000

/** What is reported of these dates: pending and approved requests of people who are not excluded; of aliases `request` and `employee`. */
export const reported = (sql: Tx['sql'], { start, end }: Period): Fragment => sql`
  request.work_date between ${start} and ${end} and request.status in ('pending', 'approved') and not employee.exclude_from_reports`

/**
 * The rows of a workbook in its order: by department code, date, start, worker id. For a single date that is the order of
 * the daily workbooks, too. Names are those of today; who has no department is under the default one. Read by a cursor of
 * one statement, so all rows are of one moment; the transaction must stay open meanwhile.
 */
export async function* reportRows({ sql }: Tx, range: Period): AsyncGenerator<ReportRow> {
  const { code, name } = defaultDepartment
  const reading = sql<Found[]>`
    select coalesce(department.code, ${code}) as "departmentCode",
      coalesce(department.name, (select own.name from department own where own.code = ${code}), ${name}) as "departmentName",
      employee.worker_id as "workerId", employee.name as "employeeName", request.work_date as "workDate", request.start_minute as "startMinute",
      request.end_minute as "endMinute", request.minutes, request.break_minutes > 0 as "hasBreak", request.kind, request.reason, request.detail
    from overtime_request request
    join employee on employee.organization_id = request.organization_id and employee.id = request.employee_id
    left join department on department.organization_id = request.organization_id and department.id = request.department_id
    where ${reported(sql, range)}
    order by 1, request.work_date, request.start_minute, employee.worker_id, request.id`
  for await (const rows of reading.cursor(batch)) {
    for (const { startMinute, endMinute, ...row } of rows) {
      yield { ...row, timeStart: formatClock(startMinute), timeEnd: formatClock(endMinute) }
    }
  }
}
