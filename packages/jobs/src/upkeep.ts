import { Id } from '@lembur/contracts/ids'
import { z } from 'zod'
import { defineJob } from './definition.ts'

const hour = 3600

/** Every minute: finds organisations with unmerged totals, ended sessions and old events, and fans out. */
export const sweep = defineJob({
  name: 'upkeep.sweep',
  payload: z.object({}),
  queue: { policy: 'short', retryLimit: 1, retryDelay: 5, expireInSeconds: 60, heartbeatSeconds: 10, deleteAfterSeconds: hour },
  key: () => 'all',
  schedule: '* * * * *',
})

/** Folds what writes have appended into the totals that statistics read. */
export const mergeTotals = defineJob({
  name: 'upkeep.merge-totals',
  payload: z.object({ organizationId: Id }),
  queue: {
    policy: 'short',
    retryLimit: 3,
    retryDelay: 5,
    retryBackoff: true,
    expireInSeconds: 120,
    heartbeatSeconds: 10,
    deleteAfterSeconds: hour,
  },
  key: ({ organizationId }) => organizationId,
})

/** Once a day: clears what the activity log has of days that are not kept any more. */
export const clearOldActivity = defineJob({
  name: 'upkeep.clear-activity',
  payload: z.object({ organizationId: Id }),
  queue: {
    policy: 'short',
    retryLimit: 3,
    retryDelay: 60,
    retryBackoff: true,
    expireInSeconds: 3600,
    heartbeatSeconds: 30,
    deleteAfterSeconds: 24 * hour,
  },
  key: ({ organizationId }) => organizationId,
})
