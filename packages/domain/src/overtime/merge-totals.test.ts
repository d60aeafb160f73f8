import { addDays, eachDay } from '@lembur/rules/dates'
import { periodOf } from '@lembur/rules/period'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { updateConfiguration } from '../configuration/index.ts'
import type { Ctx } from '../kernel/index.ts'
import { type World, world } from '../testing/index.ts'
import { aCrowd, type Crowd, everyRequest, manyRequests } from '../testing/many.ts'
import { within } from '../testing/overtime.ts'
import { mergeTotals, overtimeStatistics } from './index.ts'
import { periodStart } from './merge-totals.ts'

let here: World
let admin: Ctx
let crowd: Crowd

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('superadmin')
  crowd = await aCrowd(admin)
})
afterAll(() => here.end())

const merge = () => mergeTotals(here.services.database, admin.actor.organizationId)

describe('the first day of a period', () => {
  it.each([1, 2, 15, 18, 21, 26, 28])(
    'is the same in the database as in the rules, for every day of six years, from day %i on',
    async (startDay) => {
      const days = await within(
        admin,
        ({ sql }) => sql<{ workDate: string; start: string }[]>`
      select work_date as "workDate", ${periodStart(sql)} as start
      from (select day::date as work_date from generate_series('2023-12-01'::date, '2029-12-31'::date, interval '1 day') day) days
        cross join (select ${startDay}::int as day) start`,
      )
      expect(days.map(({ workDate }) => workDate)).toEqual(eachDay('2023-12-01', '2029-12-31'))
      for (const { workDate, start } of days) expect(start).toBe(periodOf(workDate, startDay).start)
    },
  )
})

/** Whole periods of a cycle: what statistics take from the totals. */
const yearOf = (startDay: number) => ({
  from: periodOf('2026-01-15', startDay).start,
  to: addDays(periodOf('2026-12-15', startDay).start, -1),
})

async function expectYear(startDay: number) {
  const ctx = { ...admin, plant: { ...admin.plant, periodStartDay: startDay } }
  const { from, to } = yearOf(startDay)
  const rows = (await everyRequest(admin)).filter(
    ({ status, workDate }) => (status === 'pending' || status === 'approved') && workDate >= from && workDate <= to,
  )
  for (const [groupBy, key] of [
    ['employee', 'employeeId'],
    ['project', 'projectId'],
  ] as const) {
    const told = await overtimeStatistics(ctx, { from, to, groupBy, limit: 500 })
    expect(told.totalRequests).toBe(rows.length)
    for (const { key: id, minutes } of told.rows)
      expect(minutes).toBe(rows.filter((row) => row[key] === id).reduce((sum, row) => sum + row.minutes, 0))
  }
}

describe('a plant that lets its periods start on another day', () => {
  it('has its totals counted anew, merged and unmerged ones', async () => {
    await manyRequests(admin, crowd, 200, 1)
    await merge()
    await manyRequests(admin, crowd, 100, 2)
    await expectYear(26)
    await updateConfiguration(admin, { periodStartDay: 21 })
    await expectYear(21)
    await merge()
    await expectYear(21)
  })

  it('loses nothing to a merge that runs at the same time', async () => {
    for (const [seed, startDay] of [3, 4, 5, 6].map((seed) => [seed, 10 + seed] as const)) {
      await manyRequests(admin, crowd, 40, seed)
      await Promise.all([merge(), updateConfiguration(admin, { periodStartDay: startDay }), merge()])
      await expectYear(startDay)
    }
  })

  it('sums by the new day what is merged afterwards', async () => {
    await manyRequests(admin, crowd, 40, 7)
    await merge()
    await expectYear(16)
  })
})

describe('a merge', () => {
  it('of an organisation leaves the others alone', async () => {
    const { organizationId } = admin.actor
    await manyRequests(admin, crowd, 10, 8)
    expect(await mergeTotals(here.services.database, '019e0000-0000-7000-8000-000000000000')).toBe(0)
    expect(await mergeTotals(here.services.database, organizationId)).toBe(10)
  })
})
