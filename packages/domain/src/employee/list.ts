import type { ListOf } from '@lembur/contracts/paging'
import type { Employee, ListEmployees } from '@lembur/contracts/people'
import { department, employee } from '@lembur/db/schema'
import { asc, desc } from 'drizzle-orm'
import { assertMay, type Ctx, countOf, offsetOf, pageOf, read } from '../kernel/index.ts'
import { columns, ofDepartment } from './access.ts'
import { matching } from './filter.ts'

const sorts = {
  workerId: employee.workerId,
  name: employee.name,
  departmentCode: department.code,
  isEnabled: employee.isEnabled,
  createdAt: employee.createdAt,
}

/**
 * A page of the organisation's employees. `search` looks in name and worker id; `fileable` leaves those whom the reader
 * may file overtime for. Within equal values they stand by worker id.
 */
export async function listEmployees(ctx: Ctx, input: ListEmployees): Promise<ListOf<Employee>> {
  assertMay(ctx.actor, 'employee.read')
  const where = matching(ctx, input)
  const way = input.order === 'asc' ? asc : desc
  return read(ctx, async (tx) => {
    const page = tx.db
      .select(columns)
      .from(employee)
      .leftJoin(department, ofDepartment)
      .where(where)
      .orderBy(way(sorts[input.sort]), way(employee.workerId))
      .limit(input.pageSize)
      .offset(offsetOf(input))
    const [rows, counted] = await Promise.all([page, countOf(tx, employee, where)])
    return pageOf(rows, counted)
  })
}
