import {
  AddPasskey,
  ConfirmTotp,
  NewPasskeyOptions,
  NewTotp,
  RecoveryCodes,
  RemovePasskey,
  RenamePasskey,
  SecondFactorState,
  WithProof,
} from '@lembur/contracts/second-factor'
import type { Gate, Session } from '@lembur/domain/identity'
import type { Ctx } from '@lembur/domain/kernel'
import {
  addPasskey,
  type Owner,
  removePasskey,
  removeTotp,
  renamePasskey,
  renewRecoveryCodes,
  secondFactorState,
  setUpPasskey,
  setUpTotp,
  takeTotp,
} from '@lembur/domain/second-factor'
import { z } from 'zod'
import { inPerson, router } from '../trpc.ts'

const ownerOf = ({ gate, domain, session }: { gate: Gate; domain: Ctx; session: Session }): Owner => ({
  gate,
  ctx: domain,
  familyId: session.familyId,
})

/** One's own second factor, which no program looks after. */
export const secondFactor = router({
  state: inPerson.output(SecondFactorState).query(({ ctx }) => secondFactorState(ctx.domain)),

  setUpTotp: inPerson
    .input(WithProof)
    .output(NewTotp)
    .mutation(({ ctx, input }) => setUpTotp(ownerOf(ctx), input)),

  confirmTotp: inPerson
    .input(ConfirmTotp)
    .output(RecoveryCodes)
    .mutation(({ ctx, input }) => takeTotp(ctx.domain, input)),

  removeTotp: inPerson
    .input(WithProof)
    .output(z.null())
    .mutation(async ({ ctx, input }) => {
      await removeTotp(ownerOf(ctx), input)
      return null
    }),

  setUpPasskey: inPerson
    .input(WithProof)
    .output(NewPasskeyOptions)
    .mutation(({ ctx, input }) => setUpPasskey(ownerOf(ctx), ctx.page, input)),

  addPasskey: inPerson
    .input(AddPasskey)
    .output(RecoveryCodes)
    .mutation(({ ctx, input }) => addPasskey(ctx.domain, ctx.page, input)),

  renamePasskey: inPerson
    .input(RenamePasskey)
    .output(z.null())
    .mutation(async ({ ctx, input }) => {
      await renamePasskey(ctx.domain, input)
      return null
    }),

  removePasskey: inPerson
    .input(RemovePasskey)
    .output(z.null())
    .mutation(async ({ ctx, input }) => {
      await removePasskey(ownerOf(ctx), input)
      return null
    }),

  renewRecoveryCodes: inPerson
    .input(WithProof)
    .output(RecoveryCodes)
    .mutation(({ ctx, input }) => renewRecoveryCodes(ownerOf(ctx), input)),
})
