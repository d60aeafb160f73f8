import type { ListOf } from '@lembur/contracts/paging'
import type { ListRegulations, Regulation } from '@lembur/contracts/rules'
import { regulation } from '@lembur/db/schema'
import { and, asc, eq, ilike, or } from 'drizzle-orm'
import { assertMay, type Ctx, containing, countOf, offsetOf, pageOf, read } from '../kernel/index.ts'
import { columns } from './access.ts'

/** A page of the regulations in the plant's order; `search` looks in title and description. */
export async function listRegulations(ctx: Ctx, input: ListRegulations): Promise<ListOf<Regulation>> {
  assertMay(ctx.actor, 'regulation.read')
  const { search, category, isActive } = input
  const where = and(
    search ? or(ilike(regulation.title, containing(search)), ilike(regulation.description, containing(search))) : undefined,
    category ? eq(regulation.category, category) : undefined,
    isActive === undefined ? undefined : eq(regulation.isActive, isActive),
  )
  return read(ctx, async (tx) => {
    const page = tx.db
      .select(columns)
      .from(regulation)
      .where(where)
      .orderBy(asc(regulation.position), asc(regulation.id))
      .limit(input.pageSize)
      .offset(offsetOf(input))
    const [rows, counted] = await Promise.all([page, countOf(tx, regulation, where)])
    return pageOf(rows, counted)
  })
}
