import type { Role } from '@lembur/contracts/access'
import { assertMay, type Ctx, ruleViolation, systemUserId, write } from '../kernel/index.ts'
import { elsewhereOf, loadForChange } from './access.ts'
import { announceAccess } from './announce.ts'

/**
 * Gives somebody another role, which no service changes any more. Nobody gives `developer` but the command line, and nobody
 * changes a developer or himself. Errors: `permission.denied`, `not_found`, `access.self`, `access.developer`.
 */
export async function setRole(ctx: Ctx, { userId, role }: { userId: string; role: Role }): Promise<void> {
  assertMay(ctx.actor, 'role.update')
  if (role === 'developer' && ctx.actor.userId !== systemUserId) throw ruleViolation('access.developer')
  const elsewhere = await elsewhereOf(ctx, userId)
  await write(ctx, 'user.set_role', async (tx) => {
    const person = await loadForChange(ctx, tx, userId, { elsewhere, what: 'rights' })
    const subject = { type: 'user', id: userId, label: person.username }
    if (person.role === role && person.roleIsLocal) return { subject, before: null, after: null }
    tx.later(() =>
      tx.sql`
        update membership set role = ${role}, role_is_local = true, updated_at = ${ctx.now}
        where organization_id = ${ctx.actor.organizationId} and user_id = ${userId}`.execute(),
    )
    announceAccess(tx, userId)
    return { subject, before: { role: person.role, roleIsLocal: person.roleIsLocal }, after: { role, roleIsLocal: true } }
  })
}
