import { Id } from '@lembur/contracts/ids'
import { z } from 'zod'
import { defineJob } from './definition.ts'

/**
 * Replays a policy that is not in force over periods that were. It may take minutes; what it has come to is stored with each
 * portion of people, so that another worker goes on within seconds of one that was killed.
 */
export const replayPolicy = defineJob({
  name: 'trial.replay',
  payload: z.object({ organizationId: Id, trialId: Id }),
  queue: {
    policy: 'short',
    retryLimit: 5,
    retryDelay: 2,
    retryBackoff: true,
    expireInSeconds: 6 * 3600,
    heartbeatSeconds: 10,
    deleteAfterSeconds: 86_400,
  },
  key: ({ organizationId, trialId }) => `${organizationId}/${trialId}`,
})
