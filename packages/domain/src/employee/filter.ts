import type { ListEmployees } from '@lembur/contracts/people'
import { employee } from '@lembur/db/schema'
import { and, eq, ilike, or, type SQL, sql } from 'drizzle-orm'
import { type Ctx, containing, withinReach } from '../kernel/index.ts'
import { fileReach } from '../overtime/index.ts'

/** What chooses employees, without paging and order. */
export type EmployeeFilter = Pick<ListEmployees, 'search' | 'departmentId' | 'isEnabled' | 'fileable'>

/** A filter as a condition on the table `employee`; undefined where it lets everyone through. */
export function matching(ctx: Ctx, { search, departmentId, isEnabled, fileable }: EmployeeFilter): SQL | undefined {
  return and(
    search ? or(ilike(employee.name, containing(search)), ilike(employee.workerId, containing(search))) : undefined,
    departmentId ? eq(employee.departmentId, departmentId) : undefined,
    isEnabled === undefined ? undefined : eq(employee.isEnabled, isEnabled),
    fileable ? mayBeFiledFor(ctx) : undefined,
  )
}

/** Enabled, and within the reach of the reader's right to file. */
function mayBeFiledFor({ actor, plant }: Ctx): SQL | undefined {
  const reach = fileReach(actor, plant)
  if (!reach) return sql`false`
  const columns = { employeeId: sql`${employee.id}`, departmentId: sql`${employee.departmentId}` }
  return and(eq(employee.isEnabled, true), withinReach(reach, actor, columns))
}
