import type { JobDefinition } from '@lembur/jobs'
import { mailReset } from '@lembur/jobs/account'
import { syncPeople, syncPerson } from '@lembur/jobs/identity'
import { clearShare, deliverReport, rebuildDailyWorkbooks, rebuildPeriodWorkbooks } from '@lembur/jobs/reports'
import { replayPolicy } from '@lembur/jobs/trial'
import { clearOldActivity, mergeTotals, sweep } from '@lembur/jobs/upkeep'
import type { JobResult, JobWithMetadata, PgBoss } from 'pg-boss'
import { z } from 'zod'
import { JobFailure } from './failure.ts'
import type { Given, Handler, Run } from './handler.ts'
import { mailResetTo } from './handlers/account/mail-reset.ts'
import { syncPeople as syncPeopleOf } from './handlers/identity/sync-people.ts'
import { syncPerson as syncPersonOf } from './handlers/identity/sync-person.ts'
import { replay } from './handlers/policy/replay.ts'
import { clearShare as clearShareOf } from './handlers/report/clear-share.ts'
import { deliver } from './handlers/report/deliver.ts'
import { rebuildDaily } from './handlers/report/rebuild-daily.ts'
import { rebuildPeriod } from './handlers/report/rebuild-period.ts'
import { clearActivityOf } from './handlers/upkeep/clear-activity.ts'
import { mergeTotalsOf } from './handlers/upkeep/merge-totals.ts'
import { sweepAll } from './handlers/upkeep/sweep.ts'

/** How a queue is worked. `batch` jobs are taken at once; `together` runs them at the same time, otherwise one by one. */
type Working = { batch: number; pollSeconds: number; together?: boolean }

type Registered = {
  job: JobDefinition
  working: Working
  perform(given: Given, job: JobWithMetadata): Promise<JobResult>
}

/**
 * A batch of one would be one job a poll, however many wait. Jobs that wait to settle, and later tries, are not announced
 * when they fall due, so their queues are looked at often.
 */
export const registered: readonly Registered[] = [
  register(rebuildDailyWorkbooks, rebuildDaily, { batch: 10, pollSeconds: 0.5 }),
  register(rebuildPeriodWorkbooks, rebuildPeriod, { batch: 2, pollSeconds: 0.5 }),
  register(deliverReport, deliver, { batch: 10, pollSeconds: 1, together: true }),
  register(clearShare, clearShareOf, { batch: 1, pollSeconds: 5 }),
  register(mergeTotals, mergeTotalsOf, { batch: 2, pollSeconds: 5 }),
  register(clearOldActivity, clearActivityOf, { batch: 1, pollSeconds: 30 }),
  register(mailReset, mailResetTo, { batch: 5, pollSeconds: 2, together: true }),
  register(syncPeople, syncPeopleOf, { batch: 1, pollSeconds: 30 }),
  register(syncPerson, syncPersonOf, { batch: 10, pollSeconds: 5, together: true }),
  register(replayPolicy, replay, { batch: 1, pollSeconds: 2 }),
  register(sweep, sweepAll, { batch: 1, pollSeconds: 5 }),
]

/** An invalid payload never becomes valid: it goes to the dead letters at once. */
function register<Payload extends z.ZodType>(
  job: JobDefinition<Payload>,
  handler: Handler<z.infer<Payload>>,
  working: Working,
): Registered {
  return {
    job,
    working,
    async perform(given, { id, data, retryCount, retryLimit }) {
      const payload = job.payload.safeParse(data)
      if (!payload.success) {
        const reason = z.prettifyError(payload.error)
        given.log.error({ job: job.name, jobId: id, reason }, 'the job cannot be understood and was given up')
        return { id, status: 'deadletter', output: { message: reason } }
      }
      const run: Run = { id, isRepeated: retryCount > 0, isLast: retryCount >= retryLimit }
      try {
        await handler(given, payload.data, run)
        return { id, status: 'completed' }
      } catch (error) {
        tell(given, job.name, run, error)
        return { id, status: 'failed', output: { message: error instanceof Error ? error.message : String(error) } }
      }
    },
  }
}

function tell({ log }: Given, job: string, { id: jobId, isLast }: Run, error: unknown): void {
  const known = error instanceof JobFailure
  const line = { job, jobId, ...(known ? error.about : {}), err: known ? error.cause : error }
  if (isLast) log.error(line, 'the job failed and was given up')
  else log.warn(line, 'the job failed and is tried again')
}

/** Has every job worked, and its schedule kept. */
export async function work(boss: PgBoss, given: Given): Promise<void> {
  for (const { job, working, perform } of registered) {
    const { batch, pollSeconds, together } = working
    const options = {
      batchSize: batch,
      burstWhenBatchFull: true,
      pollingIntervalSeconds: pollSeconds,
      notifyPollingIntervalSeconds: pollSeconds,
      includeMetadata: true,
      perJobResults: true,
    } as const
    await boss.work(job.name, options, async (jobs: JobWithMetadata[]) => {
      if (together) return Promise.all(jobs.map((each) => perform(given, each)))
      const results: JobResult[] = []
      for (const each of jobs) results.push(await perform(given, each))
      return results
    })
    if (job.schedule) await boss.schedule(job.name, job.schedule, {}, { singletonKey: job.key?.({}) })
  }
}
