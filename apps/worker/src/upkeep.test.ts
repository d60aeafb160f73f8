import { randomUUID } from 'node:crypto'
import { listOvertime } from '@lembur/domain/overtime'
import { reportsOfDate } from '@lembur/domain/report'
import { deliverReport, rebuildDailyWorkbooks, rebuildPeriodWorkbooks } from '@lembur/jobs/reports'
import { mergeTotals } from '@lembur/jobs/upkeep'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Run } from './handler.ts'
import { mergeTotalsOf } from './handlers/upkeep/merge-totals.ts'
import { sweepAll } from './handlers/upkeep/sweep.ts'
import { type Workplace, workplace } from './testing/workplace.ts'

const run: Run = { id: 'run', isRepeated: false, isLast: false }
const day = '2026-06-11'

describe('the sweep of every minute', () => {
  let place: Workplace
  beforeAll(async () => {
    place = await workplace(inject('databaseUrl'))
  })
  afterAll(() => place.end())

  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000)
  const sweepAt = (minutes: number) => sweepAll({ ...place.given, now: () => at(minutes) }, {}, run)
  const waiting = async () => {
    const jobs = await place.services.database.global<{ name: string }[]>`select name from pgboss.job where state = 'created' order by name`
    return jobs.map(({ name }) => name)
  }
  const forget = () => place.services.database.global`delete from pgboss.job`
  const inPlace = <T>(query: Parameters<typeof place.services.database.transaction<T>>[1]) =>
    place.services.database.transaction({ organizationId: place.plant.organization.id }, query)

  it('has totals merged where something waits, once', async () => {
    await place.file(place.plant.employees.rizky, day)
    await forget()
    await sweepAt(0)
    await sweepAt(0)
    expect(await waiting()).toEqual([mergeTotals.name])
    const payload = { organizationId: place.plant.organization.id }
    await mergeTotalsOf(place.given, payload, run)
    await mergeTotalsOf(place.given, payload, run)
    expect(await inPlace(({ sql }) => sql`select minutes::int from total_day`.then((rows) => [...rows]))).toEqual([{ minutes: 180 }])
    await forget()
    await sweepAt(0)
    expect(await waiting()).toEqual([])
    expect((await listOvertime(place.admin, { page: 1, pageSize: 25, sort: 'workDate', order: 'desc' })).results).toHaveLength(1)
  })

  it('enqueues a build or a delivery again whose job was lost', async () => {
    await reportsOfDate(place.admin, { date: day })
    await forget()
    await sweepAt(0)
    expect(await waiting()).toEqual([])
    await inPlace(({ sql }) => sql`update report_file set state = 'building', updated_at = now() where kind = 'daily-form'`.execute())
    await inPlace(({ sql }) =>
      sql`update report_file set state = 'stored', version = 1, updated_at = now() where kind = 'period-form'`.execute(),
    )
    await inPlace(({ sql }) => sql`update report_file set state = 'failed', updated_at = now() where kind = 'period-summary'`.execute())
    await inPlace(({ sql }) => sql`update report_file set state = 'delivered', updated_at = now() where kind = 'daily-summary'`.execute())
    await sweepAt(11)
    expect(await waiting()).toEqual([deliverReport.name, rebuildDailyWorkbooks.name])
    await forget()
    await sweepAt(61)
    expect(await waiting()).toEqual([deliverReport.name, rebuildDailyWorkbooks.name, rebuildPeriodWorkbooks.name])
  })

  it('clears sessions and tokens that have run out, personal ones a month later, and events older than a day', async () => {
    const { userId, organizationId } = place.admin.actor
    const { global } = place.services.database
    for (const [id, expires] of [
      ['old', at(-1)],
      ['open', at(60)],
    ] as const) {
      const family = randomUUID()
      await global`insert into sign_in (id, user_id, active_organization_id, way, name) values (${family}, ${userId}, ${organizationId}, 'password', ${id})`
      await global`insert into user_session (id, user_id, active_organization_id, kind, family_id, expires_at) values (${id}, ${userId}, ${organizationId}, 'browser', ${family}, ${expires})`
      await global`insert into api_token (id, user_id, active_organization_id, hash, name, scopes, expires_at) values (${randomUUID()}, ${userId}, ${organizationId}, ${id}, ${id}, '{}', ${id === 'old' ? at(-30 * 1440 - 1) : at(-30 * 1440 + 1)})`
      await global`insert into refresh_token (id, user_id, active_organization_id, family_id, expires_at) values (${id}, ${userId}, ${organizationId}, ${family}, ${expires})`
    }
    await inPlace(({ sql }) => sql`update event set at = now() - interval '25 hours'`.execute())
    await inPlace(({ sql }) =>
      sql`insert into event (organization_id, topic, action) values (${organizationId}, 'report', 'new')`.execute(),
    )
    await sweepAt(0)
    expect(await global`select id from user_session`).toEqual([{ id: 'open' }])
    expect(await global`select id from refresh_token`).toEqual([{ id: 'open' }])
    expect(await global`select name from api_token`).toEqual([{ name: 'open' }])
    expect(await global`select name from sign_in`).toEqual([{ name: 'open' }])
    expect(await inPlace(({ sql }) => sql`select action from event`.then((rows) => [...rows]))).toEqual([{ action: 'new' }])
  })
})
