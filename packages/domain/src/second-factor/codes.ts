import { type Ctx, DomainError, field, sealedFor, write } from '../kernel/index.ts'
import { stepOfCode } from './app.ts'
import { heldBy, lockHeld, ofHimself } from './held.ts'
import { readRecoveryCode, spendRecoveryCode } from './recovery.ts'

/**
 * Whether a code is one that his app shows now. Each works once: the step it belongs to is over with it. Errors:
 * `secret.no_key`, `secret.unreadable`.
 */
export async function useAppCode({ services, actor, now }: Ctx, typed: string): Promise<boolean> {
  const sql = services.database.global
  const [row] = await sql<{ sealed: string }[]>`select sealed from totp where user_id = ${actor.userId} and confirmed_at is not null`
  if (!row) return false
  const step = stepOfCode(services.vault.open(row.sealed, sealedFor.totp(actor.userId)), typed, now)
  if (step === null) return false
  const taken = await sql`update totp set last_step = ${step} where user_id = ${actor.userId} and last_step < ${step} returning user_id`
  return taken.length > 0
}

/** Whether this is one of his recovery codes that was not used yet. It is then, and the audit says so. */
export async function useRecoveryCode(ctx: Ctx, typed: string): Promise<boolean> {
  const letters = readRecoveryCode(typed)
  if (!letters) return false
  const { right } = await write(ctx, 'factor.use_recovery_code', async (tx) => {
    const { held, subject } = await lockHeld(tx, ctx.actor.userId)
    const right = await spendRecoveryCode(tx, ctx, letters)
    tx.announce(ofHimself(ctx))
    return { right, subject, before: right ? held : null, after: right ? await heldBy(tx.sql, ctx.actor.userId) : null }
  })
  return right
}

export const wrongCode = () => new DomainError('unauthenticated', 'auth.wrong_code', { fields: [field('code', 'auth.wrong_code')] })
