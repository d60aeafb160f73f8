import { Id } from '@lembur/contracts/ids'
import { z } from 'zod'
import { defineJob } from './definition.ts'

/** Mails a link for a new password to each of these people; to nobody where a request named nobody, so that it takes as long. */
export const mailReset = defineJob({
  name: 'account.mail-reset',
  payload: z.object({ userIds: z.array(Id).max(5) }),
  queue: {
    policy: 'standard',
    retryLimit: 3,
    retryDelay: 30,
    retryBackoff: true,
    expireInSeconds: 120,
    heartbeatSeconds: 10,
    deleteAfterSeconds: 3600,
  },
})
