import { soon } from '@lembur/domain/testing'
import { deadLetterQueue, jobs } from '@lembur/jobs'
import { rebuildDailyWorkbooks } from '@lembur/jobs/reports'
import { PgBoss } from 'pg-boss'
import { expect, inject, it } from 'vitest'
import { registered } from './register.ts'
import { workplace } from './testing/workplace.ts'
import { startWorker } from './worker.ts'

it('has a handler for every job', () => {
  expect(registered.map(({ job }) => job.name).sort()).toEqual(jobs.map(({ name }) => name).sort())
})

it('puts a job with an invalid payload aside at once, instead of trying it again', async () => {
  const place = await workplace(inject('databaseUrl'))
  const boss = new PgBoss({ connectionString: place.test.url, max: 1, supervise: false, schedule: false, migrate: false })
  await boss.start()
  const worker = await startWorker({ url: place.test.url, share: place.given.share })
  try {
    const id = await boss.send(rebuildDailyWorkbooks.name, { organizationId: 'nobody', date: '2026-02-30' })
    await soon(async () => {
      const [job] = await boss.findJobs(rebuildDailyWorkbooks.name, { id: id! })
      expect(job).toMatchObject({ state: 'failed', retryCount: 0, output: { message: expect.stringContaining('date') } })
      expect(await boss.findJobs(deadLetterQueue, {})).toHaveLength(1)
    })
  } finally {
    await worker.stop()
    await boss.stop({ graceful: false })
    await place.end()
  }
})
