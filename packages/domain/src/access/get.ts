import type { UserDetail } from '@lembur/contracts/users'
import { assertMay, type Ctx, notFound, read } from '../kernel/index.ts'
import { elsewhereOf, lockOf } from './access.ts'
import { detailColumns, rowColumns, type StoredUser, source } from './columns.ts'

/** A person with what vouches for him, without any secret. Errors: `not_found`, `permission.denied`. */
export async function getUser(ctx: Ctx, { id }: { id: string }): Promise<UserDetail> {
  assertMay(ctx.actor, 'access.read')
  const [rows, elsewhere] = await Promise.all([
    read(ctx, ({ sql }) =>
      sql<StoredUser[]>`
        select ${rowColumns(sql)}, ${detailColumns(sql)} from ${source(sql, ctx.actor.organizationId)} and person.id = ${id}`.then(
        (found) => [...found],
      ),
    ),
    elsewhereOf(ctx, id),
  ])
  const [row] = rows
  if (!row) throw notFound('user')
  const person = { userId: id, role: row.role }
  return { ...row, locked: lockOf(ctx, person, elsewhere, 'rights'), accountLocked: lockOf(ctx, person, elsewhere, 'account') }
}
