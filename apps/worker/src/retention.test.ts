import { ListActivities } from '@lembur/contracts/system'
import { newId } from '@lembur/db'
import { listActivities } from '@lembur/domain/activity'
import { getConfiguration, updateConfiguration } from '@lembur/domain/configuration'
import { clearOldActivity } from '@lembur/jobs/upkeep'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Run } from './handler.ts'
import { clearActivityOf } from './handlers/upkeep/clear-activity.ts'
import { sweepAll } from './handlers/upkeep/sweep.ts'
import { type Workplace, workplace } from './testing/workplace.ts'

const run: Run = { id: 'run', isRepeated: false, isLast: false }
let place: Workplace

beforeEach(async () => {
  place = await workplace(inject('databaseUrl'))
  await forget()
})
afterEach(() => place.end())

const forget = () => place.services.database.global`delete from pgboss.job`
const inPlace = <T>(query: Parameters<typeof place.services.database.transaction<T>>[1]) =>
  place.services.database.transaction({ organizationId: place.plant.organization.id }, query)
const admin = () => ({ ...place.admin, actor: { ...place.admin.actor, role: 'superadmin' as const } })
const set = (minute: number, days: number | null = 2) =>
  updateConfiguration(admin(), { activityRetentionDays: days, activityCleanupMinute: minute })
const clearedOn = async () => (await getConfiguration(admin())).activityClearedOn

/** Notes at these instants, and nothing else in the log. */
const notes = (...instants: string[]) =>
  inPlace(async ({ sql }) => {
    await sql`delete from activity`
    for (const at of instants) {
      const row = { organization_id: place.plant.organization.id, id: newId(), at, action: 'test', subject_type: 'test', subject_label: at }
      await sql`insert into activity ${sql(row)}`
    }
  })
const left = async () => {
  const { results } = await listActivities(admin(), ListActivities.parse({}))
  return results.map(({ subjectLabel, action, after, actorName }) => subjectLabel ?? { action, after, actorName })
}
/** What the worker does at an instant: the sweep, and the job that it has enqueued. */
async function minute(instant: string): Promise<boolean> {
  const given = { ...place.given, now: () => new Date(instant) }
  await sweepAll(given, {}, run)
  const [job] = await place.services.database.global<{ data: { organizationId: string } }[]>`
    select data from pgboss.job where name = ${clearOldActivity.name} and state = 'created'`
  await forget()
  if (job) await clearActivityOf(given, job.data, run)
  return Boolean(job)
}

describe('old activity', () => {
  it('goes once a day, from its minute of the plant on, by midnights of the plant and not of Greenwich', async () => {
    await set(15)
    // Jakarta is seven hours ahead: its 9 June began at 17:00 on the 8th.
    await notes('2026-06-08T16:59:59Z', '2026-06-08T17:00:00Z', '2026-06-09T00:00:00Z')
    expect(await minute('2026-06-10T17:14:00Z')).toBe(false) // 00:14 on the 11th
    expect(await minute('2026-06-10T17:15:00Z')).toBe(true)
    const told = { action: 'activity.clear', actorName: 'Lembur', after: { days: 2, deletedCount: 1, cutoff: '2026-06-08T17:00:00.000Z' } }
    expect(await left()).toEqual([told, '2026-06-09T00:00:00Z', '2026-06-08T17:00:00Z'])
    expect(await clearedOn()).toBe('2026-06-11')
    expect(await minute('2026-06-11T16:59:00Z')).toBe(false) // 23:59, still the 11th
    expect(await minute('2026-06-11T17:15:00Z')).toBe(true)
    expect(await left()).toEqual([expect.objectContaining({ action: 'activity.clear' }), told])
  })

  it('is caught up with where nobody worked for days, without waiting for the minute', async () => {
    await set(1200)
    await notes('2026-06-01T00:00:00Z')
    expect(await minute('2026-06-05T10:00:00Z')).toBe(false) // 17:00: never cleared, so it waits for 20:00
    expect(await minute('2026-06-05T13:00:00Z')).toBe(true)
    expect(await minute('2026-06-06T02:00:00Z')).toBe(false)
    await notes('2026-06-02T00:00:00Z')
    expect(await minute('2026-06-08T02:00:00Z')).toBe(true) // 09:00 on the 8th: the 6th and the 7th went by
    expect(await left()).toMatchObject([{ action: 'activity.clear', after: { deletedCount: 1 } }])
    expect(await minute('2026-06-08T02:01:00Z')).toBe(false)
    expect(await minute('2026-06-08T13:00:00Z')).toBe(false) // it was that day's turn
    expect(await minute('2026-06-09T13:00:00Z')).toBe(true)
  })

  it('stays for ever where nothing is set, and a job that comes twice does nothing the second time', async () => {
    await notes('2020-01-01T00:00:00Z')
    expect(await minute('2026-06-11T09:42:00Z')).toBe(false)
    await clearActivityOf(
      { ...place.given, now: () => new Date('2026-06-11T09:42:00Z') },
      { organizationId: place.plant.organization.id },
      run,
    )
    expect(await left()).toEqual(['2020-01-01T00:00:00Z'])
    expect(await clearedOn()).toBeNull()

    await set(0)
    await notes('2020-01-01T00:00:00Z')
    const given = { ...place.given, now: () => new Date('2026-06-11T09:42:00Z') }
    await clearActivityOf(given, { organizationId: place.plant.organization.id }, run)
    await notes('2020-01-01T00:00:00Z')
    await clearActivityOf(given, { organizationId: place.plant.organization.id }, run)
    expect(await left()).toEqual(['2020-01-01T00:00:00Z'])
  })
})
