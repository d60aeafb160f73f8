import { assertMay, type Ctx, write } from '../kernel/index.ts'
import { elsewhereOf, loadForChange } from './access.ts'
import { announceAccess } from './announce.ts'

/**
 * Shuts somebody out: his sessions and tokens of this organisation end at once and for good, in open tabs too. Who belongs to no other
 * organisation is shut out altogether. Errors: `permission.denied`, `not_found`, `access.self`, `access.developer`.
 */
export const deactivateUser = (ctx: Ctx, { userId }: { userId: string }): Promise<void> => setActive(ctx, userId, false)

/** Lets somebody in again, with the rights he had. Errors: as of `deactivateUser`. */
export const activateUser = (ctx: Ctx, { userId }: { userId: string }): Promise<void> => setActive(ctx, userId, true)

async function setActive(ctx: Ctx, userId: string, isActive: boolean): Promise<void> {
  assertMay(ctx.actor, 'access.update')
  const elsewhere = await elsewhereOf(ctx, userId)
  await write(ctx, isActive ? 'user.activate' : 'user.deactivate', async (tx) => {
    const { sql } = tx
    const { organizationId } = ctx.actor
    const person = await loadForChange(ctx, tx, userId, { elsewhere, what: 'rights' })
    const subject = { type: 'user', id: userId, label: person.username }
    if (person.isActive === isActive) return { subject, before: null, after: null }
    tx.later(() =>
      sql`
        update membership set is_active = ${isActive}, updated_at = ${ctx.now}
        where organization_id = ${organizationId} and user_id = ${userId}`.execute(),
    )
    if (isActive || !elsewhere.isMember)
      tx.later(() => sql`update "user" set is_active = ${isActive}, updated_at = ${ctx.now} where id = ${userId}`.execute())
    if (!isActive)
      for (const table of ['sign_in', 'api_token'])
        tx.later(() => sql`delete from ${sql(table)} where user_id = ${userId} and active_organization_id = ${organizationId}`.execute())
    announceAccess(tx, userId)
    return { subject, before: { isActive: person.isActive }, after: { isActive } }
  })
}
