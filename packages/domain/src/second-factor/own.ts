import type { NewPasskeyOptions, NewTotp, RecoveryCodes, SecondFactorState } from '@lembur/contracts/second-factor'
import { needsSecondFactor } from '../identity/index.ts'
import { type Ctx, ruleViolation, write } from '../kernel/index.ts'
import { heldBy, holdsNone, lockHeld, ofHimself } from './held.ts'
import { assertOwner, meansOf, type Owner } from './owner.ts'
import { preparePasskey } from './passkey-add.ts'
import { giveRecoveryCodes } from './recovery.ts'
import { prepareTotp } from './totp.ts'

/** What the actor has set up besides his password. */
export async function secondFactorState(ctx: Ctx): Promise<SecondFactorState> {
  const { services, actor } = ctx
  const sql = services.database.global
  const [held, means, required, passkeys] = await Promise.all([
    heldBy(sql, actor.userId),
    meansOf(ctx),
    needsSecondFactor(services.database, actor.organizationId, actor.role),
    sql<SecondFactorState['passkeys']>`
      select id, name, created_at as "createdAt", last_used_at as "lastUsedAt" from passkey where user_id = ${actor.userId} order by created_at, id`,
  ])
  return {
    totpSince: held.authenticatorApp,
    passkeys: [...passkeys],
    recoveryCodesLeft: held.recoveryCodes,
    required,
    hasKey: services.vault.hasKey,
    hasPassword: means.passwordHash !== null,
  }
}

/** The first step to an authenticator app of one's own. Errors: those of `assertOwner`, `secret.no_key`. */
export async function setUpTotp(owner: Owner, { proof }: { proof: string }): Promise<NewTotp> {
  await assertOwner(owner, proof)
  return prepareTotp(owner.ctx)
}

/** The first step to a passkey of one's own. Errors: those of `assertOwner`, `passkey.address`. */
export async function setUpPasskey(owner: Owner, origin: string | null, { proof }: { proof: string }): Promise<NewPasskeyOptions> {
  await assertOwner(owner, proof)
  return preparePasskey(owner.ctx, origin)
}

/** Ten new recovery codes in place of those from before. Errors: `factor.none`, those of `assertOwner`. */
export async function renewRecoveryCodes(owner: Owner, { proof }: { proof: string }): Promise<RecoveryCodes> {
  const { ctx } = owner
  const { userId } = ctx.actor
  if (holdsNone(await heldBy(ctx.services.database.global, userId))) throw ruleViolation('factor.none')
  await assertOwner(owner, proof)
  const { recoveryCodes } = await write(ctx, 'factor.renew_recovery_codes', async (tx) => {
    const { held, subject } = await lockHeld(tx, userId)
    if (holdsNone(held)) throw ruleViolation('factor.none')
    const recoveryCodes = await giveRecoveryCodes(tx, ctx)
    tx.announce(ofHimself(ctx))
    return { recoveryCodes, subject, before: held, after: await heldBy(tx.sql, userId) }
  })
  return { recoveryCodes }
}
