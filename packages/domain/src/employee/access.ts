import type { Employee } from '@lembur/contracts/people'
import type { Tx } from '@lembur/db'
import { department, employee } from '@lembur/db/schema'
import { and, eq } from 'drizzle-orm'
import { type Authorized, assertMay, type Ctx, notFound, proven } from '../kernel/index.ts'

/** An employee as people see him; the department's code and name are those of today. */
export const columns = {
  id: employee.id,
  workerId: employee.workerId,
  name: employee.name,
  departmentId: employee.departmentId,
  departmentCode: department.code,
  departmentName: department.name,
  isEnabled: employee.isEnabled,
  excludeFromReports: employee.excludeFromReports,
  periodStartDay: employee.periodStartDay,
  version: employee.version,
  createdAt: employee.createdAt,
  updatedAt: employee.updatedAt,
}

/** Joins the department that `columns` names. */
export const ofDepartment = and(eq(department.organizationId, employee.organizationId), eq(department.id, employee.departmentId))

const selected = ({ db }: Tx, id: string) =>
  db.select(columns).from(employee).leftJoin(department, ofDepartment).where(eq(employee.id, id)).$dynamic()

/** An employee for whoever may read them. Errors: `not_found`, `permission.denied`. */
export async function loadForReading(ctx: Ctx, tx: Tx, id: string): Promise<Authorized<Employee, 'read'>> {
  assertMay(ctx.actor, 'employee.read')
  const [row] = await selected(tx, id)
  if (!row) throw notFound('employee')
  return proven('read', row)
}

/** Locks an employee for whoever may change them. Errors: `not_found`, `permission.denied`. */
export async function loadForWriting(ctx: Ctx, tx: Tx, id: string, action: 'update' | 'delete'): Promise<Authorized<Employee, 'write'>> {
  assertMay(ctx.actor, `employee.${action}`)
  const [row] = await selected(tx, id).for('no key update', { of: employee })
  if (!row) throw notFound('employee')
  return proven('write', row)
}
