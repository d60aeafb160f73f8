import { Me, RefreshToken, SignIn, SignInResult, Tokens, TokenVerdict, UpdateMe, VerifyToken } from '@lembur/contracts/identity'
import { me, refreshTokens, signIn, signOut, updateMe, verifyToken } from '@lembur/domain/identity'
import { z } from 'zod'
import { enterByCookie, enterForTokens } from '../entering.ts'
import { everyone, openRest, rest, router, signedIn } from '../trpc.ts'
import { outsideSignIn } from './outside-sign-in.ts'
import { passwordReset } from './password-reset.ts'
import { signInSteps } from './sign-in-steps.ts'

const tag = 'Signing in'

export const auth = router({
  ...signInSteps,
  ...outsideSignIn,
  ...passwordReset,

  signIn: everyone
    .input(SignIn)
    .output(Me)
    .mutation(async ({ ctx, input }) => enterByCookie(ctx, await signIn(ctx.gate, ctx, input))),

  signInForTokens: everyone
    .meta(openRest('POST', '/auth/login/local', tag, 'Sign in: tokens for a program, and the session cookie for a browser'))
    .input(SignIn)
    .output(SignInResult)
    .mutation(async ({ ctx, input }) => enterForTokens(ctx, await signIn(ctx.gate, ctx, input))),

  refresh: everyone
    .meta(openRest('POST', '/auth/token/refresh', tag, 'Change a refresh token for the next pair; each works once'))
    .input(RefreshToken)
    .output(Tokens)
    .mutation(({ ctx, input }) => refreshTokens(ctx.gate, ctx, input.refresh)),

  verify: everyone
    .meta(openRest('POST', '/auth/token/verify', tag, 'Whether a token is good; without one, the one that came along'))
    .input(VerifyToken)
    .output(TokenVerdict)
    .mutation(async ({ ctx, input }) => ({ valid: await verifyToken(ctx.gate, ctx, input.token ?? ctx.secrets[0]) })),

  signOut: everyone
    .meta(openRest('POST', '/auth/logout', tag, 'End the session and the tokens that came along'))
    .output(z.null())
    .mutation(async ({ ctx }) => {
      await signOut(ctx.gate, ctx, ctx.secrets)
      ctx.cookies?.clear()
      return null
    }),

  me: signedIn
    .meta(rest('GET', '/auth/me', tag, 'The reader himself, with what he may do'))
    .output(Me)
    .query(({ ctx }) => me(ctx.domain)),

  /** The same for a page that does not know yet whether somebody is signed in: nobody is an answer too. */
  current: everyone.output(Me.nullable()).query(({ ctx }) => ctx.domain && me(ctx.domain)),

  updateMe: signedIn
    .meta(rest('PATCH', '/auth/me', tag, 'Change one’s own language'))
    .input(UpdateMe)
    .output(Me)
    .mutation(({ ctx, input }) => updateMe(ctx.domain, input)),
})
