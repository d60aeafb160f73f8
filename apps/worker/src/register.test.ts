import { soon } from '@lembur/domain/testing'
import { deadLetterQueue, jobs } from '@lembur/jobs'
import { rebuildDailyWorkbooks } from '@lembur/jobs/reports'
import { type JobWithMetadata, PgBoss } from 'pg-boss'
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
  const worker = await startWorker({ url: place.test.url, share: place.share })
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

it('logs a build that fails with its kind, date, reason and job, again when it is given up', async () => {
  const place = await workplace(inject('databaseUrl'))
  const owner = new PgBoss({ connectionString: place.test.adminUrl, max: 1, supervise: false, schedule: false, migrate: false })
  await owner.start()
  try {
    await owner.getDb().executeSql('revoke select on overtime_request from lembur_app')
    const job = { id: 'job', data: { organizationId: place.plant.organization.id, date: '2026-06-11' }, retryLimit: 3 } as JobWithMetadata
    const rebuild = registered.find((each) => each.job === rebuildDailyWorkbooks)!
    for (const retryCount of [0, 3]) expect(await rebuild.perform(place.given, { ...job, retryCount })).toMatchObject({ status: 'failed' })
    const line = { job: rebuildDailyWorkbooks.name, jobId: 'job', kind: 'daily-form', date: '2026-06-11' }
    const err = expect.objectContaining({ message: expect.stringContaining('permission denied'), code: '42501' })
    expect(place.lines).toEqual([
      expect.objectContaining({ ...line, err, level: 'warn' }),
      expect.objectContaining({ ...line, err, level: 'error', time: expect.any(String) }),
    ])
  } finally {
    await owner.stop({ graceful: false })
    await place.end()
  }
})
