import type { RenameSession } from '@lembur/contracts/account'
import { type Ctx, notFound, write } from '../kernel/index.ts'
import { announceAccount } from './announce.ts'

/** Gives one of one's own sign-ins a name; an empty one gives it back the name of its device. Errors: `not_found`. */
export async function renameSession(ctx: Ctx, { id, name }: RenameSession): Promise<{ id: string }> {
  const { userId, displayName } = ctx.actor
  await write(ctx, 'account.rename_session', async (tx) => {
    const [before] = await tx.sql<{ name: string | null }[]>`
      select name from sign_in where id = ${id} and user_id = ${userId} for no key update`
    if (!before) throw notFound('session')
    const after = { name: name || null }
    const same = before.name === after.name
    tx.later(() => tx.sql`update sign_in set name = ${after.name} where id = ${id}`.execute())
    announceAccount(tx, userId)
    return { subject: { type: 'user', id: userId, label: displayName }, before: same ? null : before, after: same ? null : after }
  })
  return { id }
}
