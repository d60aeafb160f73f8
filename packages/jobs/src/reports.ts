import { Id } from '@lembur/contracts/ids'
import { WorkDate } from '@lembur/contracts/time'
import { z } from 'zod'
import { defineJob } from './definition.ts'

const day = 86_400

/** Builds are cheap to repeat: one whose worker was killed runs again within seconds of the missing heartbeat. */
const build = {
  policy: 'short',
  retryLimit: 3,
  retryDelay: 2,
  retryBackoff: true,
  expireInSeconds: 120,
  heartbeatSeconds: 10,
  deleteAfterSeconds: day,
} as const

/** Builds the daily form and the daily summary of a work date, or takes them away when nothing is left to report. */
export const rebuildDailyWorkbooks = defineJob({
  name: 'report.rebuild-daily',
  payload: z.object({ organizationId: Id, date: WorkDate }),
  queue: build,
  key: ({ organizationId, date }) => `${organizationId}/${date}`,
  settleSeconds: 0.5,
})

/** Builds the period form and the period summary of the period that contains a date; `start` is the period's first day. */
export const rebuildPeriodWorkbooks = defineJob({
  name: 'report.rebuild-period',
  payload: z.object({ organizationId: Id, start: WorkDate }),
  queue: { ...build, expireInSeconds: 600 },
  key: ({ organizationId, start }) => `${organizationId}/${start}`,
  settleSeconds: 1,
})

/**
 * Puts the last built version of a workbook on the share, or removes the file of one that reports nothing any more.
 * `attempt` counts from 1. A try that the share refused makes the next one itself, with a wait of its own; the queue's
 * retries are for a worker that was killed. A waiting later try has another key, so that a new version never waits for it.
 */
export const deliverReport = defineJob({
  name: 'report.deliver',
  payload: z.object({ organizationId: Id, reportFileId: Id, attempt: z.int().min(1) }),
  queue: { ...build, expireInSeconds: 300 },
  key: ({ organizationId, reportFileId, attempt }) => `${organizationId}/${reportFileId}${attempt > 1 ? '/again' : ''}`,
})

/**
 * After data was put back from an archive: takes official workbooks off the share that were put there after `since` and that
 * no row names. A share that is away is waited for, for half a day.
 */
export const clearShare = defineJob({
  name: 'report.clear-share',
  payload: z.object({ since: z.iso.datetime() }),
  queue: { ...build, retryLimit: 8, retryDelay: 60, expireInSeconds: 600 },
  key: ({ since }) => since,
})
