import { SignInWay } from '@lembur/contracts/identity'
import type { FactorWay, SecondFactor, SignInWithPasskey } from '@lembur/contracts/second-factor'
import { z } from 'zod'
import {
  admit,
  arrivalOf,
  type Challenge,
  factorsOf,
  type Gate,
  missedChallenge,
  type Proven,
  type SignedIn,
  takeChallenge,
  type Visit,
  waitingChallenge,
} from '../identity/index.ts'
import { DomainError, field, invalid } from '../kernel/index.ts'
import { useAppCode, useRecoveryCode, wrongCode } from './codes.ts'
import { judged } from './guess.ts'
import { checkPasskey, unknownPasskey } from './passkey-check.ts'

/** What `admit` has left in the challenge of the next step. */
const Step = z.object({ way: SignInWay, remember: z.boolean() })

/** Who waits at a step of a sign-in, and how he came. Errors: `auth.challenge_over` for a challenge that is of none. */
export function waitingPerson({ userId, data }: Challenge): Proven {
  const step = Step.safeParse(data)
  if (!userId || !step.success) throw new DomainError('unauthenticated', 'auth.challenge_over')
  return { userId, ...step.data, twice: true }
}

/** How a waiting step can be answered. Errors: `auth.challenge_over`. */
export async function waysOfStep({ services }: Gate, { now }: Visit, challenge: string): Promise<FactorWay[]> {
  const sql = services.database.global
  const { userId } = waitingPerson(await waitingChallenge(sql, 'second_factor', challenge, now))
  return factorsOf(sql, userId)
}

/**
 * The second step of a sign-in: lets in who waits there, if the code or the passkey is his. Five wrong answers end the step,
 * and wrong ones of all his steps together slow down the next.
 * Errors: `auth.challenge_over`, `auth.wrong_code` (`code`), `auth.unknown_passkey`, `auth.too_many_attempts`, those of `admit`.
 */
export async function passSecondFactor(gate: Gate, visit: Visit, origin: string | null, input: SecondFactor): Promise<SignedIn> {
  const sql = gate.services.database.global
  const waiting = waitingPerson(await waitingChallenge(sql, 'second_factor', input.challenge, visit.now))
  const right = await judged(gate, waiting.userId, visit.now, () => shows(gate, visit, origin, waiting.userId, input))
  if (!right) {
    await missedChallenge(sql, input.challenge)
    throw input.way === 'passkey' ? unknownPasskey() : wrongCode()
  }
  await takeChallenge(sql, 'second_factor', input.challenge, visit.now)
  return admit(gate, visit, waiting)
}

async function shows(gate: Gate, visit: Visit, origin: string | null, userId: string, input: SecondFactor): Promise<boolean> {
  const { way, code, passkey, answer } = input
  if (way === 'passkey') {
    if (!passkey || !answer) throw invalid([field('passkey', 'text.required')])
    return refused(checkPasskey(gate, visit, origin, { passkey, answer }, userId))
  }
  if (!code) throw invalid([field('code', 'text.required')])
  const ctx = await arrivalOf(gate, visit, userId)
  return way === 'totp' ? useAppCode(ctx, code) : useRecoveryCode(ctx, code)
}

/** A passkey that is not his is a wrong answer like any other; what else goes wrong is no answer at all. */
async function refused(checking: Promise<string>): Promise<boolean> {
  try {
    await checking
    return true
  } catch (error) {
    if (error instanceof DomainError && error.code === 'auth.unknown_passkey') return false
    throw error
  }
}

/**
 * Signs in by a passkey alone: something he has, and the finger, face or PIN with which it was unlocked. Errors:
 * `auth.challenge_over`, `auth.unknown_passkey`, `passkey.address`, those of `admit`.
 */
export async function signInWithPasskey(gate: Gate, visit: Visit, origin: string | null, input: SignInWithPasskey): Promise<SignedIn> {
  const userId = await checkPasskey(gate, visit, origin, input, null)
  return admit(gate, visit, { userId, way: 'passkey', remember: input.remember, twice: true })
}
