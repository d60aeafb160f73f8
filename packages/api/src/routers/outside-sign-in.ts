import { ExchangeToken, Me, SignInWays } from '@lembur/contracts/identity'
import { exchangeToken, signInWays } from '@lembur/domain/identity'
import { enterByCookie } from '../entering.ts'
import { everyone, openRest } from '../trpc.ts'

const tag = 'Signing in'

/** Ways in by services outside; that of OpenID Connect is a journey of the browser, `/api/auth/oidc/start`. */
export const outsideSignIn = {
  ways: everyone
    .meta(openRest('GET', '/auth/ways', tag, 'Which ways in there are'))
    .output(SignInWays)
    .query(({ ctx }) => signInWays(ctx.gate.services)),

  exchange: everyone
    .meta(openRest('POST', '/auth/exchange-token', tag, 'Sign a browser in by the token of the company’s portal: the session cookie'))
    .input(ExchangeToken)
    .output(Me)
    .mutation(async ({ ctx, input }) => enterByCookie(ctx, await exchangeToken(ctx.gate, ctx, input.token))),
}
