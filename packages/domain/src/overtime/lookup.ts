import type { Tx } from '@lembur/db'
import { type InPeriod, inPeriod, periodJoin } from '../period/index.ts'
import { rowColumns, rowJoins, type StoredRow } from './row.ts'

/** Who is filed for, and the period of his that the work date lies in. */
export type FilingEmployee = InPeriod & {
  id: string
  workerId: string
  name: string
  departmentId: string | null
  departmentCode: string | null
  isEnabled: boolean
  periodStartDay: number | null
}
export type FilingProject = { id: string; name: string; isEnabled: boolean }

/**
 * Locks the employee and finds the project. The lock makes writers for one employee wait for each other, so that no two
 * sum the same past; it does not hold up foreign keys. The query is sent when this is called, so called first it is first
 * in the flight, and the sums behind it see what the writer before has committed.
 */
export async function whoAndWhat(
  { sql }: Tx,
  employeeId: string,
  projectId: string,
  workDate: string,
): Promise<{ employee: FilingEmployee | null; project: FilingProject | null }> {
  const locking = sql<FilingEmployee[]>`
    select employee.id, employee.worker_id as "workerId", employee.name, employee.department_id as "departmentId",
        (select code from department where department.organization_id = employee.organization_id and department.id = employee.department_id) as "departmentCode",
        employee.is_enabled as "isEnabled", employee.period_start_day as "periodStartDay", ${inPeriod(sql)}
    from employee ${periodJoin(sql, sql`${workDate}::date`)} where employee.id = ${employeeId} for no key update of employee`.execute()
  const finding = sql<FilingProject[]>`select id, name, is_enabled as "isEnabled" from project where id = ${projectId}`.execute()
  const [[employee], [project]] = await Promise.all([locking, finding])
  return { employee: employee ?? null, project: project ?? null }
}

/** Locks an employee by himself, before sums are taken for a decision. Sent when called, as `whoAndWhat` is. */
export async function lockEmployee({ sql }: Tx, employeeId: string): Promise<{ periodStartDay: number | null }> {
  const locking = sql<
    { periodStartDay: number | null }[]
  >`select period_start_day as "periodStartDay" from employee where id = ${employeeId} for no key update`.execute()
  const [row] = await locking
  return row ?? { periodStartDay: null }
}

/** A request by id within the organisation, without asking who may see it: for verbs that have just written it. */
export async function storedById({ sql }: Tx, id: string): Promise<StoredRow | null> {
  const [row] = await sql<StoredRow[]>`select ${rowColumns(sql)} from overtime_request request ${rowJoins(sql)} where request.id = ${id}`
  return row ?? null
}
