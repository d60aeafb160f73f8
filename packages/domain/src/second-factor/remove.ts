import type { Tx } from '@lembur/db'
import { needsSecondFactor } from '../identity/index.ts'
import { type Ctx, notFound, ruleViolation, write } from '../kernel/index.ts'
import { type Held, heldBy, holdsNone, lockHeld, ofHimself } from './held.ts'
import { assertOwner, type Owner } from './owner.ts'

/** Calls one of the actor's own passkeys something else. Errors: `not_found`. */
export async function renamePasskey(ctx: Ctx, { id, name }: { id: string; name: string }): Promise<void> {
  await write(ctx, 'factor.rename_passkey', async (tx) => {
    const { held, subject } = await lockHeld(tx, ctx.actor.userId)
    const rows = await tx.sql`update passkey set name = ${name} where id = ${id} and user_id = ${ctx.actor.userId} returning id`
    if (rows.length === 0) throw notFound('passkey')
    tx.announce(ofHimself(ctx))
    return { subject, before: held, after: await heldBy(tx.sql, ctx.actor.userId) }
  })
}

/** Removes one of the actor's own passkeys. Errors: `not_found`, those of `assertOwner`, `factor.required`. */
export async function removePasskey(owner: Owner, { id, proof }: { id: string; proof: string }): Promise<void> {
  const { ctx } = owner
  const { userId } = ctx.actor
  const [own] = await ctx.services.database.global`select id from passkey where id = ${id} and user_id = ${userId}`
  if (!own) throw notFound('passkey')
  await assertOwner(owner, proof)
  await takeAway(ctx, 'factor.remove_passkey', ({ sql }) => sql`delete from passkey where id = ${id} and user_id = ${userId} returning id`)
}

/** Removes the actor's own authenticator app. Errors: `factor.none`, those of `assertOwner`, `factor.required`. */
export async function removeTotp(owner: Owner, { proof }: { proof: string }): Promise<void> {
  const { ctx } = owner
  const { userId } = ctx.actor
  if (!(await heldBy(ctx.services.database.global, userId)).authenticatorApp) throw ruleViolation('factor.none')
  await assertOwner(owner, proof)
  await takeAway(ctx, 'factor.remove_totp', ({ sql }) => sql`delete from totp where user_id = ${userId} returning user_id`)
}

/** The last one goes only where his role gets in without, and the recovery codes go with it: they stand in for nothing then. */
async function takeAway(ctx: Ctx, action: string, remove: (tx: Tx) => Promise<readonly unknown[]>): Promise<void> {
  const { userId, organizationId, role } = ctx.actor
  await write(ctx, action, async (tx) => {
    const { held, subject } = await lockHeld(tx, userId)
    if ((await remove(tx)).length === 0) throw notFound('factor')
    let after: Held = await heldBy(tx.sql, userId)
    if (holdsNone(after)) {
      if (await needsSecondFactor(ctx.services.database, organizationId, role)) throw ruleViolation('factor.required')
      await tx.sql`delete from recovery_code where user_id = ${userId}`
      after = { ...after, recoveryCodes: 0 }
    }
    tx.announce(ofHimself(ctx))
    return { subject, before: held, after }
  })
}
