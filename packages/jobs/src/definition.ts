import type { z } from 'zod'

/** What is asked of a queue; `short` keeps one waiting job a key, and lets another wait while one runs. */
export type QueueSettings = {
  policy: 'standard' | 'short'
  retryLimit: number
  /** Seconds before the first retry; doubles with `retryBackoff`. */
  retryDelay: number
  retryBackoff?: boolean
  /** Seconds after which a run is given up and the job runs again, though its worker is alive. */
  expireInSeconds: number
  /** Seconds without a sign of life after which the worker counts as dead and the job runs again; at least 10. */
  heartbeatSeconds: number
  /** Seconds that a finished job is kept to look at. */
  deleteAfterSeconds: number
}

export type JobDefinition<Payload extends z.ZodType = z.ZodType> = {
  name: string
  payload: Payload
  queue: QueueSettings
  /** Sends with the same key merge while one waits; the first payload is kept, so a payload is ids only. */
  key?: (payload: z.infer<Payload>) => string
  /** Seconds to wait for more writes of the same key before the job starts. */
  settleSeconds?: number
  /** Cron expression (UTC) of a job that only finds work and fans out. */
  schedule?: string
}

/** A job is a definition; its handler is in the worker. */
export const defineJob = <Payload extends z.ZodType>(definition: JobDefinition<Payload>): JobDefinition<Payload> => definition

/** What a job's handler is given. */
export type PayloadOf<Job extends JobDefinition> = z.infer<Job['payload']>
