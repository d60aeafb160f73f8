import { ListTrials, StartTrial, TrialDetail, TrialId, TrialList, TrialRow } from '@lembur/contracts/trials'
import { cancelTrial, getTrial, listTrials, removeTrial, resumeTrial, startTrial } from '@lembur/domain/trial'
import { can, rest, router } from '../trpc.ts'

const tag = 'Policy trials'
const path = '/v1/policy-trials'

export const trial = router({
  list: can('policy.update')
    .meta(rest('GET', path, tag, 'The trials of a policy, the newest first'))
    .input(ListTrials)
    .output(TrialList)
    .query(({ ctx, input }) => listTrials(ctx.domain, input)),

  get: can('policy.update')
    .meta(rest('GET', `${path}/{id}`, tag, 'What a policy would have changed, by department and for whom the most'))
    .input(TrialId)
    .output(TrialDetail)
    .query(({ ctx, input }) => getTrial(ctx.domain, input)),

  start: can('policy.update')
    .meta(rest('POST', path, tag, 'Replay a policy’s draft over the last periods'))
    .input(StartTrial)
    .output(TrialRow)
    .mutation(({ ctx, input }) => startTrial(ctx.domain, input)),

  cancel: can('policy.update')
    .meta(rest('POST', `${path}/{id}/cancel`, tag, 'Stop a trial; it can go on where it was'))
    .input(TrialId)
    .output(TrialRow)
    .mutation(({ ctx, input }) => cancelTrial(ctx.domain, input)),

  resume: can('policy.update')
    .meta(rest('POST', `${path}/{id}/resume`, tag, 'Have a trial that was stopped or failed go on'))
    .input(TrialId)
    .output(TrialRow)
    .mutation(({ ctx, input }) => resumeTrial(ctx.domain, input)),

  remove: can('policy.update')
    .meta(rest('DELETE', `${path}/{id}`, tag, 'Throw a trial away'))
    .input(TrialId)
    .output(TrialId)
    .mutation(({ ctx, input }) => removeTrial(ctx.domain, input)),
})
