import type { NewPasskeyAnswer, NewPasskeyOptions, NewTotp, RecoveryCodes } from '@lembur/contracts/second-factor'
import {
  admit,
  arrivalOf,
  factorsOf,
  type Gate,
  type Proven,
  type SignedIn,
  takeChallenge,
  type Visit,
  waitingChallenge,
} from '../identity/index.ts'
import { type Ctx, DomainError } from '../kernel/index.ts'
import { waitingPerson } from './enter.ts'
import { addPasskey, preparePasskey } from './passkey-add.ts'
import { prepareTotp, takeTotp } from './totp.ts'

/** A set-up that his role demanded has ended in a sign-in. */
export type SetUpAndSignedIn = RecoveryCodes & { signed: SignedIn }

/**
 * Who waits because his role needs a second factor and he has none. As soon as he has one, from wherever, this door is shut:
 * a password alone must not put a factor beside it. Errors: `auth.challenge_over`, `auth.account_disabled`.
 */
async function waitingForFirst(gate: Gate, visit: Visit, challenge: string): Promise<{ ctx: Ctx; waiting: Proven }> {
  const sql = gate.services.database.global
  const waiting = waitingPerson(await waitingChallenge(sql, 'second_factor_setup', challenge, visit.now))
  if ((await factorsOf(sql, waiting.userId)).length > 0) throw new DomainError('unauthenticated', 'auth.challenge_over')
  return { ctx: await arrivalOf(gate, visit, waiting.userId), waiting }
}

async function enter(gate: Gate, visit: Visit, challenge: string, waiting: Proven, codes: RecoveryCodes): Promise<SetUpAndSignedIn> {
  await takeChallenge(gate.services.database.global, 'second_factor_setup', challenge, visit.now)
  return { recoveryCodes: codes.recoveryCodes, signed: await admit(gate, visit, waiting) }
}

/** The secret of a first authenticator app, within a sign-in that needs one. Errors: `auth.challenge_over`, `secret.no_key`. */
export async function setUpFirstTotp(gate: Gate, visit: Visit, challenge: string): Promise<NewTotp> {
  const { ctx } = await waitingForFirst(gate, visit, challenge)
  return prepareTotp(ctx)
}

/** Takes the app and lets its owner in. Errors: `auth.wrong_code`, `auth.challenge_over`, those of `admit`. */
export async function enterWithFirstTotp(
  gate: Gate,
  visit: Visit,
  { challenge, ...given }: { challenge: string; setup: string; code: string },
): Promise<SetUpAndSignedIn> {
  const { ctx, waiting } = await waitingForFirst(gate, visit, challenge)
  return enter(gate, visit, challenge, waiting, await takeTotp(ctx, given, 'first'))
}

/** What a first passkey is made of, within a sign-in that needs one. Errors: `auth.challenge_over`, `passkey.address`. */
export async function setUpFirstPasskey(gate: Gate, visit: Visit, origin: string | null, challenge: string): Promise<NewPasskeyOptions> {
  const { ctx } = await waitingForFirst(gate, visit, challenge)
  return preparePasskey(ctx, origin)
}

/** Adds the passkey and lets its owner in. Errors: `auth.unknown_passkey`, `auth.challenge_over`, those of `admit`. */
export async function enterWithFirstPasskey(
  gate: Gate,
  visit: Visit,
  origin: string | null,
  { challenge, ...given }: { challenge: string; setup: string; name: string; answer: NewPasskeyAnswer },
): Promise<SetUpAndSignedIn> {
  const { ctx, waiting } = await waitingForFirst(gate, visit, challenge)
  return enter(gate, visit, challenge, waiting, await addPasskey(ctx, origin, given, 'first'))
}
