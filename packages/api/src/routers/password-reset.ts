import { RequestReset, ResetPassword } from '@lembur/contracts/account'
import { requestReset, resetPassword } from '@lembur/domain/account'
import { z } from 'zod'
import { everyone, openRest } from '../trpc.ts'

const tag = 'Signing in'

/** A forgotten password; a part of `auth`. */
export const passwordReset = {
  requestReset: everyone
    .meta(openRest('POST', '/auth/password/forgotten', tag, 'Ask for a link by mail; the answer is the same whoever is named'))
    .input(RequestReset)
    .output(z.null())
    .mutation(async ({ ctx, input }) => {
      await requestReset(ctx.gate, ctx, input)
      return null
    }),

  resetPassword: everyone
    .meta(openRest('POST', '/auth/password/reset', tag, 'Choose a new password by a link; every sign-in ends'))
    .input(ResetPassword)
    .output(z.null())
    .mutation(async ({ ctx, input }) => {
      await resetPassword(ctx.gate, ctx, input)
      return null
    }),
}
