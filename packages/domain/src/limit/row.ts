import type { DayKind } from '@lembur/contracts/overtime'
import type { Limit } from '@lembur/contracts/rules'
import type { Tx } from '@lembur/db'
import { department, employee, overtimeLimit } from '@lembur/db/schema'
import { and, eq } from 'drizzle-orm'

const columns = {
  id: overtimeLimit.id,
  scope: overtimeLimit.scope,
  departmentId: overtimeLimit.departmentId,
  departmentCode: department.code,
  employeeId: overtimeLimit.employeeId,
  employeeName: employee.name,
  span: overtimeLimit.span,
  kinds: overtimeLimit.kinds,
  advisedMinutes: overtimeLimit.advisedMinutes,
  maxMinutes: overtimeLimit.maxMinutes,
  severity: overtimeLimit.severity,
  version: overtimeLimit.version,
}

/** Limits with the names of what they are for. */
export const limits = ({ db }: Tx) =>
  db
    .select(columns)
    .from(overtimeLimit)
    .leftJoin(department, and(eq(department.organizationId, overtimeLimit.organizationId), eq(department.id, overtimeLimit.departmentId)))
    .leftJoin(employee, and(eq(employee.organizationId, overtimeLimit.organizationId), eq(employee.id, overtimeLimit.employeeId)))
    .$dynamic()

/** Kinds of day are stored as one text: a limit is read whole, never searched by kind. */
export const kindsOf = (stored: string | null): DayKind[] | null => (stored ? (stored.split(',') as DayKind[]) : null)

export const presented = ({ kinds, ...row }: Omit<Limit, 'kinds'> & { kinds: string | null }): Limit => ({ ...row, kinds: kindsOf(kinds) })
