import type { CreatedUser, CreateUser } from '@lembur/contracts/users'
import { newId } from '@lembur/db'
import { assertMay, type Ctx, conflict, field, forbidden, reachOf, translating, write } from '../kernel/index.ts'
import { passwordLinkOf } from './account-of.ts'
import { announceAccess } from './announce.ts'
import { getUser } from './get.ts'

/**
 * Makes a person who has no password yet: the link of the answer lets him choose one. Who may not give roles makes plain users. Errors:
 * `permission.denied`, `conflict.duplicate` (username).
 */
export async function addUser(ctx: Ctx, input: CreateUser): Promise<CreatedUser> {
  assertMay(ctx.actor, 'access.update')
  if (input.role !== 'user' && !reachOf(ctx.actor, 'role.update')) throw forbidden('role.update')
  const { username, displayName, email, workerId, language, role } = input
  const { organizationId } = ctx.actor
  const id = newId()
  const creating = write(ctx, 'user.create', async (tx) => {
    const { sql } = tx
    await sql`
      insert into "user" (id, username, display_name, email, language, worker_id, created_at, updated_at)
      values (${id}, ${username}, ${displayName}, ${email}, ${language}, ${workerId}, ${ctx.now}, ${ctx.now})`
    await sql`
      insert into membership (organization_id, id, user_id, role, role_is_local, employee_id, created_at, updated_at)
      values (${organizationId}, ${newId()}, ${id}, ${role}, ${role !== 'user'},
        (select id from employee where lower(worker_id) = lower(${workerId})), ${ctx.now}, ${ctx.now})`
    announceAccess(tx, id, 'created')
    return { subject: { type: 'user', id, label: username }, before: null, after: { username, displayName, email, role, workerId } }
  })
  await translating(creating, {
    user_username: () => conflict('conflict.duplicate', { username, fields: [field('username', 'conflict.duplicate')] }),
  })
  const link = ctx.actor.tokenScopes ? null : await passwordLinkOf(ctx, { userId: id })
  return { user: await getUser(ctx, { id }), link }
}
