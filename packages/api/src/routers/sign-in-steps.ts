import { Me, SignInResult } from '@lembur/contracts/identity'
import {
  AddFirstPasskey,
  AskForPasskey,
  ConfirmFirstTotp,
  FactorWays,
  NewPasskeyOptions,
  NewTotp,
  PasskeyOptions,
  SecondFactor,
  SetUpAndSignedIn,
  SignInWithPasskey,
  WaitingStep,
} from '@lembur/contracts/second-factor'
import {
  askForPasskey,
  enterWithFirstPasskey,
  enterWithFirstTotp,
  passSecondFactor,
  setUpFirstPasskey,
  setUpFirstTotp,
  signInWithPasskey,
  waysOfStep,
} from '@lembur/domain/second-factor'
import { enterByCookie, enterForTokens } from '../entering.ts'
import { everyone, openRest } from '../trpc.ts'

const tag = 'Signing in'

/** What comes after name and password, or in place of them: part of the router `auth`. */
export const signInSteps = {
  /** How a step can be answered; a mutation, so that its secret stands in no address. */
  secondFactorWays: everyone
    .input(WaitingStep)
    .output(FactorWays)
    .mutation(async ({ ctx, input }) => ({ ways: await waysOfStep(ctx.gate, ctx, input.challenge) })),

  secondFactor: everyone
    .input(SecondFactor)
    .output(Me)
    .mutation(async ({ ctx, input }) => enterByCookie(ctx, await passSecondFactor(ctx.gate, ctx, ctx.page, input))),

  secondFactorForTokens: everyone
    .meta(
      openRest(
        'POST',
        '/auth/login/second-factor',
        tag,
        'The second step of a sign-in, with the challenge that the first was answered with',
      ),
    )
    .input(SecondFactor)
    .output(SignInResult)
    .mutation(async ({ ctx, input }) => enterForTokens(ctx, await passSecondFactor(ctx.gate, ctx, ctx.page, input))),

  passkeyOptions: everyone
    .input(AskForPasskey)
    .output(PasskeyOptions)
    .mutation(({ ctx, input }) => askForPasskey(ctx.gate, ctx, ctx.page, input)),

  signInWithPasskey: everyone
    .input(SignInWithPasskey)
    .output(Me)
    .mutation(async ({ ctx, input }) => enterByCookie(ctx, await signInWithPasskey(ctx.gate, ctx, ctx.page, input))),

  setUpTotp: everyone
    .input(WaitingStep)
    .output(NewTotp)
    .mutation(({ ctx, input }) => setUpFirstTotp(ctx.gate, ctx, input.challenge)),

  confirmTotp: everyone
    .input(ConfirmFirstTotp)
    .output(SetUpAndSignedIn)
    .mutation(async ({ ctx, input }) => {
      const { signed, recoveryCodes } = await enterWithFirstTotp(ctx.gate, ctx, input)
      return { recoveryCodes, me: await enterByCookie(ctx, signed) }
    }),

  setUpPasskey: everyone
    .input(WaitingStep)
    .output(NewPasskeyOptions)
    .mutation(({ ctx, input }) => setUpFirstPasskey(ctx.gate, ctx, ctx.page, input.challenge)),

  confirmPasskey: everyone
    .input(AddFirstPasskey)
    .output(SetUpAndSignedIn)
    .mutation(async ({ ctx, input }) => {
      const { signed, recoveryCodes } = await enterWithFirstPasskey(ctx.gate, ctx, ctx.page, input)
      return { recoveryCodes, me: await enterByCookie(ctx, signed) }
    }),
}
