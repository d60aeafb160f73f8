import { ApiTokenList, ChangePassword, CreateApiToken, Ended, NewApiToken, RenameSession, SignInList } from '@lembur/contracts/account'
import { ById } from '@lembur/contracts/ids'
import {
  changePassword,
  createToken,
  endOtherSessions,
  endSession,
  listSessions,
  listTokens,
  renameSession,
  revokeToken,
} from '@lembur/domain/account'
import { inPerson, rest, router } from '../trpc.ts'

const tag = 'One’s own account'
const sessions = '/v1/me/sessions'
const tokens = '/v1/me/tokens'

/** What somebody does with his own account: all of it in person. */
export const account = router({
  sessions: inPerson
    .meta(rest('GET', sessions, tag, 'Where one is signed in'))
    .output(SignInList)
    .query(({ ctx }) => listSessions(ctx.domain, ctx.session)),

  renameSession: inPerson
    .meta(rest('PATCH', `${sessions}/{id}`, tag, 'Give a sign-in a name'))
    .input(RenameSession)
    .output(ById)
    .mutation(({ ctx, input }) => renameSession(ctx.domain, input)),

  endSession: inPerson
    .meta(rest('DELETE', `${sessions}/{id}`, tag, 'End a sign-in, with its tokens'))
    .input(ById)
    .output(Ended)
    .mutation(({ ctx, input }) => endSession(ctx.gate, ctx.domain, input)),

  endOtherSessions: inPerson
    .meta(rest('DELETE', sessions, tag, 'End every sign-in but the one that asks'))
    .output(Ended)
    .mutation(({ ctx }) => endOtherSessions(ctx.gate, ctx.domain, ctx.session)),

  tokens: inPerson
    .meta(rest('GET', tokens, tag, 'One’s own tokens for programs'))
    .output(ApiTokenList)
    .query(({ ctx }) => listTokens(ctx.domain)),

  createToken: inPerson
    .meta(rest('POST', tokens, tag, 'Make a token; it is shown in this answer only'))
    .input(CreateApiToken)
    .output(NewApiToken)
    .mutation(({ ctx, input }) => createToken(ctx.domain, input)),

  revokeToken: inPerson
    .meta(rest('DELETE', `${tokens}/{id}`, tag, 'Revoke a token'))
    .input(ById)
    .output(ById)
    .mutation(({ ctx, input }) => revokeToken(ctx.gate, ctx.domain, input)),

  changePassword: inPerson
    .meta(rest('POST', '/v1/me/password', tag, 'Change one’s own password; every other sign-in ends'))
    .input(ChangePassword)
    .output(Ended)
    .mutation(({ ctx, input }) => changePassword(ctx.gate, ctx.domain, ctx.session, input)),
})
