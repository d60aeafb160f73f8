import { Id } from '@lembur/contracts/ids'
import { z } from 'zod'
import { defineJob } from './definition.ts'

const queue = {
  policy: 'short',
  retryLimit: 1,
  retryDelay: 30,
  expireInSeconds: 60,
  heartbeatSeconds: 10,
  deleteAfterSeconds: 3600,
} as const

/**
 * Finds signed-in people of whom the company's service was not asked for an hour, and fans out. Looked for every five
 * minutes: each is then asked after about once an hour, and not all of them at the same minute.
 */
export const syncPeople = defineJob({
  name: 'identity.sync',
  payload: z.object({}),
  queue,
  key: () => 'all',
  schedule: '*/5 * * * *',
})

/** Asks the company's service what it says of one person now. */
export const syncPerson = defineJob({
  name: 'identity.sync-person',
  payload: z.object({ identityId: Id }),
  queue,
  key: ({ identityId }) => identityId,
})
