import { systemContext } from '@lembur/domain/kernel'
import { failTrial, lastingProblem, openReplay } from '@lembur/domain/trial'
import type { PayloadOf } from '@lembur/jobs'
import type { replayPolicy as job } from '@lembur/jobs/trial'
import { JobFailure } from '../../failure.ts'
import type { Handler } from '../../handler.ts'

/**
 * Replays a policy, some people at a time, until all are through or somebody stops it: a run that was broken off goes on where
 * it was. What no repetition can help, as a policy that is not right, fails the trial at once.
 */
export const replay: Handler<PayloadOf<typeof job>> = async ({ services, now, log }, { organizationId, trialId }, run) => {
  const ctx = await systemContext(services, organizationId, now(), run.id)
  try {
    const replay = await openReplay(ctx, trialId)
    while (await replay?.next(now()));
  } catch (error) {
    const problem = lastingProblem(error)
    if (problem || run.isLast) await failTrial({ ...ctx, now: now() }, trialId, problem ?? 'internal')
    if (!problem) throw new JobFailure({ trialId }, error)
    log.warn({ trialId, reason: problem }, 'a policy cannot be tried')
  }
}
