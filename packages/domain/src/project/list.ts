import type { ListOf } from '@lembur/contracts/paging'
import type { ListProjects, Project } from '@lembur/contracts/people'
import { project } from '@lembur/db/schema'
import { and, asc, desc, eq, ilike } from 'drizzle-orm'
import { assertMay, type Ctx, containing, countOf, offsetOf, pageOf, read } from '../kernel/index.ts'
import { columns } from './access.ts'

/** A page of the organisation's projects; `search` looks in the name. */
export async function listProjects(ctx: Ctx, input: ListProjects): Promise<ListOf<Project>> {
  assertMay(ctx.actor, 'project.read')
  const { search, isEnabled, sort, order } = input
  const where = and(
    search ? ilike(project.name, containing(search)) : undefined,
    isEnabled === undefined ? undefined : eq(project.isEnabled, isEnabled),
  )
  const way = order === 'asc' ? asc : desc
  return read(ctx, async (tx) => {
    const page = tx.db
      .select(columns)
      .from(project)
      .where(where)
      .orderBy(way(project[sort]), way(project.id))
      .limit(input.pageSize)
      .offset(offsetOf(input))
    const [rows, counted] = await Promise.all([page, countOf(tx, project, where)])
    return pageOf(rows, counted)
  })
}
