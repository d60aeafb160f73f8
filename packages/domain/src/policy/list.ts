import type { ListOf } from '@lembur/contracts/paging'
import type { ListPolicies, Policy } from '@lembur/contracts/policies'
import { policy } from '@lembur/db/schema'
import { asc, ilike, or, sql } from 'drizzle-orm'
import { assertMay, type Ctx, containing, countOf, offsetOf, pageOf, read } from '../kernel/index.ts'
import { columns } from './access.ts'
import { presented } from './row.ts'

/** A page of the organisation's policies by name; `search` looks in name and description. */
export async function listPolicies(ctx: Ctx, input: ListPolicies): Promise<ListOf<Policy>> {
  assertMay(ctx.actor, 'policy.read')
  const { search } = input
  const where = search ? or(ilike(policy.name, containing(search)), ilike(policy.description, containing(search))) : undefined
  return read(ctx, async (tx) => {
    const page = tx.db
      .select(columns)
      .from(policy)
      .where(where)
      .orderBy(asc(sql`lower(${policy.name})`), asc(policy.id))
      .limit(input.pageSize)
      .offset(offsetOf(input))
    const [rows, counted] = await Promise.all([page, countOf(tx, policy, where)])
    return pageOf(await presented(ctx, tx, rows), counted)
  })
}
