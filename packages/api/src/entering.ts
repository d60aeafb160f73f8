import type { Me, SignInResult } from '@lembur/contracts/identity'
import { issueTokens, me, type SignedIn } from '@lembur/domain/identity'
import type { z } from 'zod'
import type { ApiContext } from './context.ts'

/** Gives the browser its session: one that is kept has a date to end on, any other ends with the browser. */
export function keepCookie({ cookies }: ApiContext, { secret, kind, expiresAt }: SignedIn): void {
  cookies?.set(secret, kind === 'remembered' ? expiresAt : null)
}

/** A browser's way in, whichever it was: the cookie, and who he is. */
export async function enterByCookie(ctx: ApiContext, signed: SignedIn): Promise<Me> {
  keepCookie(ctx, signed)
  return me(signed.ctx)
}

/** A program's way in: a first pair of tokens besides. */
export async function enterForTokens(ctx: ApiContext, signed: SignedIn): Promise<z.infer<typeof SignInResult>> {
  keepCookie(ctx, signed)
  return { ...(await issueTokens(signed)), user: await me(signed.ctx) }
}
