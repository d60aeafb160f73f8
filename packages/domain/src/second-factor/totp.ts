import type { NewTotp, RecoveryCodes } from '@lembur/contracts/second-factor'
import { missedChallenge, newChallenge, takeChallenge, waitingChallenge } from '../identity/index.ts'
import { type Ctx, DomainError, notFound, read, sealedFor, write } from '../kernel/index.ts'
import { appUri, type Entry, newAppSecret, stepOfCode } from './app.ts'
import { wrongCode } from './codes.ts'
import { heldBy, holdsNone, lockHeld, ofHimself } from './held.ts'
import { giveRecoveryCodes } from './recovery.ts'

/** How long somebody may look for his phone. */
const setupMinutes = 15

/**
 * Makes the secret of a new authenticator app for the actor himself. Nothing holds yet: the app he has goes on until a code
 * of the new one was right. Errors: `secret.no_key`.
 */
export async function prepareTotp(ctx: Ctx): Promise<NewTotp> {
  const { services, actor, now } = ctx
  const secret = newAppSecret()
  const sealed = services.vault.seal(secret, sealedFor.totp(actor.userId))
  const entry = await entryOf(ctx)
  const setup = await newChallenge(services.database.global, {
    kind: 'second_factor_setup',
    userId: actor.userId,
    data: { sealed },
    minutes: setupMinutes,
    now,
  })
  return { setup, secret, uri: appUri(secret, entry) }
}

async function entryOf(ctx: Ctx): Promise<Entry> {
  const { organizationId, userId } = ctx.actor
  const [row] = await read(
    ctx,
    async ({ sql }) => sql<Entry[]>`
      select plant.app_name as issuer, person.username as label
      from "user" person cross join organization plant where person.id = ${userId} and plant.id = ${organizationId}`,
  )
  if (!row) throw notFound('user')
  return row
}

/**
 * Takes the app whose first code this is, in place of the one there was; whoever has no recovery codes gets them. `only` is
 * for a sign-in that waits for its first factor: one that was set up meanwhile is not to be gone around.
 * Errors: `auth.wrong_code`, `auth.challenge_over`, `secret.no_key`.
 */
export async function takeTotp(
  ctx: Ctx,
  { setup, code }: { setup: string; code: string },
  only: 'any' | 'first' = 'any',
): Promise<RecoveryCodes> {
  const { services, actor, now } = ctx
  const waiting = await waitingChallenge(services.database.global, 'second_factor_setup', setup, now)
  const { sealed } = waiting.data
  if (waiting.userId !== actor.userId || typeof sealed !== 'string') throw over()
  const step = stepOfCode(services.vault.open(sealed, sealedFor.totp(actor.userId)), code, now)
  if (step === null) {
    await missedChallenge(services.database.global, setup)
    throw wrongCode()
  }
  return write(ctx, 'factor.set_totp', async (tx) => {
    const { held, subject } = await lockHeld(tx, actor.userId)
    if (only === 'first' && !holdsNone(held)) throw over()
    await takeChallenge(tx.sql, 'second_factor_setup', setup, now)
    await tx.sql`
      insert into totp (user_id, sealed, confirmed_at, last_step, created_at) values (${actor.userId}, ${sealed}, ${now}, ${step}, ${now})
      on conflict (user_id) do update set sealed = excluded.sealed, confirmed_at = excluded.confirmed_at,
        last_step = excluded.last_step, created_at = excluded.created_at`
    const recoveryCodes = held.recoveryCodes > 0 ? null : await giveRecoveryCodes(tx, ctx)
    tx.announce(ofHimself(ctx))
    return { recoveryCodes, subject, before: held, after: await heldBy(tx.sql, actor.userId) }
  })
}

const over = () => new DomainError('unauthenticated', 'auth.challenge_over')
