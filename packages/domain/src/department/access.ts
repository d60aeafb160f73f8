import type { Department } from '@lembur/contracts/people'
import type { Tx } from '@lembur/db'
import { department, employee } from '@lembur/db/schema'
import { eq, sql } from 'drizzle-orm'
import { type Authorized, assertMay, type Ctx, notFound, proven } from '../kernel/index.ts'

/** A department as people see it, with how many employees it has. */
export const columns = {
  id: department.id,
  code: department.code,
  name: department.name,
  isEnabled: department.isEnabled,
  employees: sql<number>`(select count(*)::int from ${employee} where ${eq(employee.departmentId, department.id)})`,
  version: department.version,
  createdAt: department.createdAt,
  updatedAt: department.updatedAt,
}

/** A department for whoever may read them. Errors: `not_found`, `permission.denied`. */
export async function loadForReading(ctx: Ctx, { db }: Tx, id: string): Promise<Authorized<Department, 'read'>> {
  assertMay(ctx.actor, 'department.read')
  const [row] = await db.select(columns).from(department).where(eq(department.id, id))
  if (!row) throw notFound('department')
  return proven('read', row)
}

/** Locks a department for whoever may change them. Errors: `not_found`, `permission.denied`. */
export async function loadForWriting(
  ctx: Ctx,
  { db }: Tx,
  id: string,
  action: 'update' | 'delete',
): Promise<Authorized<Department, 'write'>> {
  assertMay(ctx.actor, `department.${action}`)
  const [row] = await db.select(columns).from(department).where(eq(department.id, id)).for('no key update')
  if (!row) throw notFound('department')
  return proven('write', row)
}
