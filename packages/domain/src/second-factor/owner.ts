import { type Gate, passwordFits } from '../identity/index.ts'
import { type Ctx, field, invalid, ruleViolation } from '../kernel/index.ts'
import { digitsOf } from './app.ts'
import { useAppCode, useRecoveryCode } from './codes.ts'
import { judged } from './guess.ts'

/** Somebody who is signed in, and the sign-in he came with; null where he came without one. */
export type Owner = { gate: Gate; ctx: Ctx; familyId: string | null }

/** How young a sign-in has to be to say by itself who sits there. */
const freshMinutes = 10

/** What somebody can show that it is him: a password that we keep, or codes. */
export type Means = { passwordHash: string | null; hasApp: boolean; hasCodes: boolean }

/**
 * Makes sure that it is the owner who changes what opens his account, and not somebody at a desk he has left: by his
 * password, or by a code, so that whoever signs in with a passkey alone needs none. Who has neither password nor code here
 * needs a sign-in of the last ten minutes instead. Errors: `input.invalid` (`proof`), `factor.sign_in_again`,
 * `auth.too_many_attempts`.
 */
export async function assertOwner({ gate, ctx, familyId }: Owner, proof: string): Promise<void> {
  const { userId } = ctx.actor
  const means = await meansOf(ctx)
  if (!means.passwordHash && !means.hasApp && !means.hasCodes) return assertFresh(ctx, familyId)
  if (!proof) throw invalid([field('proof', 'text.required')])
  if (!(await judged(gate, userId, ctx.now, () => shows(ctx, means, proof)))) throw invalid([field('proof', 'factor.wrong_proof')])
}

export async function meansOf({ services, actor: { userId } }: Ctx): Promise<Means> {
  const [row] = await services.database.global<Means[]>`
    select password_hash as "passwordHash", exists (select from totp where user_id = ${userId} and confirmed_at is not null) as "hasApp",
      exists (select from recovery_code where user_id = ${userId} and used_at is null) as "hasCodes"
    from "user" where id = ${userId}`
  return row ?? { passwordHash: null, hasApp: false, hasCodes: false }
}

async function shows(ctx: Ctx, { passwordHash, hasApp }: Means, proof: string): Promise<boolean> {
  if (hasApp && digitsOf(proof)) return useAppCode(ctx, proof)
  return (await passwordFits(passwordHash, proof)) || useRecoveryCode(ctx, proof)
}

async function assertFresh({ services, now }: Ctx, familyId: string | null): Promise<void> {
  const since = new Date(now.getTime() - freshMinutes * 60_000)
  const [row] = await services.database.global<{ id: string }[]>`
    select id from sign_in where id = ${familyId} and created_at >= ${since}`
  if (!row) throw ruleViolation('factor.sign_in_again')
}
