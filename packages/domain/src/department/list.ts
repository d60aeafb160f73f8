import type { ListOf } from '@lembur/contracts/paging'
import type { Department, ListDepartments } from '@lembur/contracts/people'
import { department } from '@lembur/db/schema'
import { and, asc, desc, eq, ilike, or } from 'drizzle-orm'
import { assertMay, type Ctx, containing, countOf, offsetOf, pageOf, read } from '../kernel/index.ts'
import { columns } from './access.ts'

/** A page of the organisation's departments; `search` looks in code and name. */
export async function listDepartments(ctx: Ctx, input: ListDepartments): Promise<ListOf<Department>> {
  assertMay(ctx.actor, 'department.read')
  const { search, isEnabled, sort, order } = input
  const where = and(
    search ? or(ilike(department.code, containing(search)), ilike(department.name, containing(search))) : undefined,
    isEnabled === undefined ? undefined : eq(department.isEnabled, isEnabled),
  )
  const way = order === 'asc' ? asc : desc
  return read(ctx, async (tx) => {
    const page = tx.db
      .select(columns)
      .from(department)
      .where(where)
      .orderBy(way(department[sort]), way(department.id))
      .limit(input.pageSize)
      .offset(offsetOf(input))
    const [rows, counted] = await Promise.all([page, countOf(tx, department, where)])
    return pageOf(rows, counted)
  })
}
