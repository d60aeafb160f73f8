import type { ListOf } from '@lembur/contracts/paging'
import type { ListUsers, UserRow } from '@lembur/contracts/users'
import type { Fragment, Tx } from '@lembur/db'
import { assertMay, type Ctx, containing, countedUpTo, offsetOf, pageOf, read } from '../kernel/index.ts'
import { rowColumns, source } from './columns.ts'

/** A page of the people who sign in, by name. `search` looks in name, user name, e-mail and worker id. */
export async function listUsers(ctx: Ctx, input: ListUsers): Promise<ListOf<UserRow>> {
  assertMay(ctx.actor, 'access.read')
  return read(ctx, async (tx) => {
    const { sql } = tx
    const chosen = () => sql`${source(sql, ctx.actor.organizationId)} ${matching(tx, input)}`
    const [rows, [counted]] = await Promise.all([
      sql<UserRow[]>`
        select ${rowColumns(sql)} from ${chosen()}
        order by lower(person.display_name), person.id limit ${input.pageSize} offset ${offsetOf(input)}`,
      sql<{ count: number }[]>`select count(*)::int as count from (select 1 from ${chosen()} limit ${countedUpTo + 1}) capped`,
    ])
    return pageOf([...rows], counted?.count ?? 0)
  })
}

function matching({ sql }: Tx, { search, role, isActive }: ListUsers): Fragment {
  const parts = [sql``]
  if (search) {
    const pattern = containing(search)
    parts.push(sql`and (person.display_name ilike ${pattern} or person.username ilike ${pattern} or person.email ilike ${pattern}
      or person.worker_id ilike ${pattern})`)
  }
  if (role?.length) parts.push(sql`and member.role = any(${role})`)
  if (isActive !== undefined) parts.push(sql`and (member.is_active and person.is_active) = ${isActive}`)
  return parts.reduce((all, part) => sql`${all} ${part}`)
}
