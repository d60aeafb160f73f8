import type { Ended, SignInRow } from '@lembur/contracts/account'
import type { ListOf } from '@lembur/contracts/paging'
import type { EndUserSessions, OfUser, PasswordLink } from '@lembur/contracts/users'
import { endSessionOf, listSessionsOf, newResetLink, resetPath } from '../account/index.ts'
import type { Gate } from '../identity/index.ts'
import { assertMay, type Ctx } from '../kernel/index.ts'
import { clearFactorsOf } from '../second-factor/index.ts'
import { assertChangeable, assertInPerson } from './access.ts'

/**
 * A link with which somebody chooses a new password, to hand to him; a personal token makes none. Errors: `permission.denied`,
 * `auth.in_person`, `not_found`, `access.self`, `access.developer`, `access.elsewhere`, `password.elsewhere`.
 */
export async function passwordLinkOf(ctx: Ctx, { userId }: OfUser): Promise<PasswordLink> {
  assertMay(ctx.actor, 'access.update')
  assertInPerson(ctx)
  await assertChangeable(ctx, userId, 'account')
  return { path: resetPath(await newResetLink(ctx, userId)) }
}

/** Where somebody is signed in. Errors: `permission.denied`, `not_found`. */
export async function sessionsOf(ctx: Ctx, { userId }: OfUser): Promise<ListOf<SignInRow>> {
  assertMay(ctx.actor, 'access.read')
  return listSessionsOf(ctx, userId)
}

/**
 * Ends one of somebody's sign-ins here, or all; anybody's, a developer's too, since it takes nothing from him but the
 * sessions. Errors: `permission.denied`, `not_found`.
 */
export async function endSessionsOf(gate: Pick<Gate, 'sessions'>, ctx: Ctx, { userId, sessionId }: EndUserSessions): Promise<Ended> {
  assertMay(ctx.actor, 'access.update')
  return endSessionOf(gate, ctx, userId, sessionId ?? null)
}

/** Takes away somebody's second factor, who has lost it. Errors: as of `passwordLinkOf`, but for the password's. */
export async function clearSecondFactorOf(ctx: Ctx, { userId }: OfUser): Promise<void> {
  assertMay(ctx.actor, 'access.update')
  assertInPerson(ctx)
  await assertChangeable(ctx, userId, 'account')
  await clearFactorsOf(ctx, userId)
}
