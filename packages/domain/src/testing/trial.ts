import type { PolicyPatch } from '@lembur/contracts/policy'
import type { StartTrial } from '@lembur/contracts/trials'
import type { Ctx } from '../kernel/index.ts'
import { createPolicy, savePolicyDraft } from '../policy/index.ts'
import { openReplay, startTrial } from '../trial/index.ts'

let serial = 0

/** A first overtime hour at double instead of one and a half times. */
export const doubleFromTheFirst: PolicyPatch = {
  days: { workday: { ladder: [{ minutes: null, label: 'overtime', rate: '2', class: 'overtime' }] } },
}

/** A policy on the product's pack with this in its draft; answers its id. */
export async function aDraftPolicy(ctx: Ctx, patch: PolicyPatch = doubleFromTheFirst): Promise<string> {
  const { id } = await createPolicy(ctx, { name: `Policy ${++serial}`, description: '', pack: 'ID' })
  await savePolicyDraft(ctx, { policyId: id, layer: { extends: { pack: 'ID' }, patch }, note: '' })
  return id
}

/** Starts a trial of a policy over one period; answers its id. */
export const aTrial = async (ctx: Ctx, policyId: string, values: Partial<StartTrial> = {}): Promise<string> =>
  (await startTrial(ctx, { policyId, periods: 1, withWages: false, ...values })).id

/** Replays a trial to its end as the worker does, so many people at a time. */
export async function replayed(ctx: Ctx, id: string, size?: number): Promise<void> {
  const replay = await openReplay(ctx, id, size === undefined ? {} : { size })
  while (await replay?.next(ctx.now));
}
