import { periodStates } from '@lembur/contracts/period-state'
import { addDays } from '@lembur/rules/dates'
import { periodMonth, periodOf } from '@lembur/rules/period'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { mergeTotals } from '../overtime/index.ts'
import { auditOf, eventsOf, refusal, rolesWithout, type World, world } from '../testing/index.ts'
import { somebody, stored, within } from '../testing/overtime.ts'
import { may, periodIs } from '../testing/period.ts'
import { periodIndex } from './columns.ts'
import { changePeriod, getPeriod, listPeriods } from './index.ts'

let here: World
let admin: Ctx

beforeEach(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterEach(() => here.end())

const request = (employee: { id: string; departmentId: string | null }, workDate: string, values: object = {}) => ({
  employeeId: employee.id,
  departmentId: employee.departmentId,
  projectId: here.plant.projects.ramp.id,
  workDate,
  ...values,
})
const june = { year: 2026, month: 6 }

describe('the periods of a year', () => {
  it('are twelve, open until somebody closes them, with the plant’s own span, for every role to read', async () => {
    const { results } = await listPeriods(await here.actor('user'), { year: 2026 })
    expect(results).toHaveLength(12)
    expect(results[0]).toMatchObject({ year: 2026, month: 1, start: '2025-12-26', end: '2026-01-25', state: 'open', version: 0 })
    expect(results[4]).toMatchObject({ start: '2026-04-26', end: '2026-05-25', closableFrom: '2026-05-25', changedAt: null })
    expect(results.every(({ can }) => !can.close && !can.reopen && !can.lock && !can.process)).toBe(true)
  })

  it('offer those who may only the next step, and closing only what is over', async () => {
    const offered = async () => (await getPeriod(admin, may)).can
    expect(await offered()).toEqual({ close: true, reopen: false, lock: false, process: false })
    expect((await getPeriod(admin, june)).can.close).toBe(false)
    await periodIs(admin, 'closed')
    expect(await offered()).toEqual({ close: false, reopen: true, lock: true, process: false })
    await periodIs(admin, 'locked')
    expect(await offered()).toEqual({ close: false, reopen: false, lock: false, process: true })
    await periodIs(admin, 'processed')
    expect(await offered()).toEqual({ close: false, reopen: false, lock: false, process: false })
  })

  it('count each request in the period of its employee’s own cycle, merged into the totals or not', async () => {
    const { rizky } = here.plant.employees
    const early = await somebody(admin, { periodStartDay: 18 })
    await stored(admin, [
      request(rizky, '2026-05-20', { status: 'approved' }),
      request(rizky, '2026-05-26'),
      request(rizky, '2026-05-21', { status: 'rejected' }),
      // From the 18th on, his June has begun.
      request(early, '2026-05-20', { status: 'approved' }),
      request(early, '2026-05-17'),
    ])
    const sums = async () =>
      (await listPeriods(admin, { year: 2026 })).results.slice(4, 6).map((row) => [row.requests, row.countedMinutes, row.pending])
    const expected = [
      [2, 120, 1],
      [2, 120, 1],
    ]
    expect(await sums()).toEqual(expected)
    await mergeTotals(here.services.database, admin.actor.organizationId)
    expect(await sums()).toEqual(expected)
  })

  it('tell who reads only his own requests of those alone', async () => {
    const { rizky, putri } = here.plant.employees
    await stored(admin, [request(rizky, '2026-05-20'), request(putri, '2026-05-20', { status: 'approved' })])
    const own = await here.actor('staff', putri)
    expect(await getPeriod(own, may)).toMatchObject({ requests: 1, countedMinutes: 60, pending: 0 })
    expect(await getPeriod(admin, may)).toMatchObject({ requests: 2, countedMinutes: 120, pending: 1 })
  })

  it('are named in the database as the rules name them, for every start day', async () => {
    const dates = Array.from({ length: 800 }, (_, day) => addDays('2025-11-20', day))
    for (const startDay of [1, 2, 17, 18, 26, 28]) {
      const rows = await within(
        admin,
        ({ sql }) => sql<{ date: string; named: number }[]>`
          select date::text as date, ${periodIndex(sql, sql`date`)} as named
          from unnest(${dates}::date[]) date cross join (select ${startDay}::int as period_start_day) employee`,
      )
      const byRules = rows.map(({ date }) => {
        const { year, month } = periodMonth(periodOf(date, startDay))
        return year * 12 + month
      })
      expect(rows.map(({ named }) => named)).toEqual(byRules)
    }
  })
})

describe('a period', () => {
  it('goes from open to closed, locked and processed, each step audited and announced', async () => {
    await changePeriod(admin, { ...may, to: 'closed', version: 0 })
    await changePeriod(admin, { ...may, to: 'locked', version: 1 })
    const row = await changePeriod(admin, { ...may, to: 'processed', version: 2 })
    expect(row).toMatchObject({ state: 'processed', version: 3, changedByName: admin.actor.displayName, changedAt: expect.any(String) })
    expect(
      (await auditOf(admin, 'period.change')).map(({ subjectLabel, before, after }) => [subjectLabel, before?.state, after?.state]),
    ).toEqual([
      ['2026-05', undefined, 'closed'],
      ['2026-05', 'closed', 'locked'],
      ['2026-05', 'locked', 'processed'],
    ])
    expect((await eventsOf(admin, 'period')).map(({ action }) => action)).toEqual(['closed', 'locked', 'processed'])
  })

  it('goes no other way', async () => {
    const allowed = ['open>closed', 'closed>locked', 'closed>open', 'locked>processed']
    for (const from of periodStates)
      for (const to of periodStates) {
        await periodIs(admin, from)
        const changing = changePeriod(admin, { ...may, to, reason: 'A test' }).then(({ state }) => state)
        if (allowed.includes(`${from}>${to}`)) expect(await changing).toBe(to)
        else expect(await refusal(changing)).toMatchObject({ code: 'period.transition', details: { ...may, from, to } })
      }
  })

  it('is closed on its last day at the earliest', async () => {
    expect(await refusal(changePeriod(admin, { ...june, to: 'closed' }))).toEqual({
      code: 'period.not_over',
      details: { ...june, lastDay: '2026-06-25' },
    })
    const lastDay = { ...admin, now: new Date('2026-06-24T17:30:00Z') } // 00:30 of the 25th at the plant
    expect(await changePeriod(lastDay, { ...june, to: 'closed' })).toMatchObject({ state: 'closed' })
  })

  it('is over when the last cycle is: whose month ends later is not shut out of its days', async () => {
    await somebody(admin, { periodStartDay: 1 })
    await somebody(admin, { periodStartDay: 28, isEnabled: false })
    const later = { ...admin, now: new Date('2026-06-26T03:00:00Z') }
    expect(await refusal(changePeriod(later, { ...june, to: 'closed' }))).toMatchObject({ details: { lastDay: '2026-06-30' } })
  })

  it('is opened again only with a reason, which stays until it is closed again', async () => {
    await changePeriod(admin, { ...may, to: 'closed' })
    expect(await refusal(changePeriod(admin, { ...may, to: 'open' }))).toMatchObject({
      code: 'input.invalid',
      details: { fields: [{ path: 'reason', code: 'overtime.reason_required' }] },
    })
    expect(await changePeriod(admin, { ...may, to: 'open', reason: 'Line 2 was forgotten' })).toMatchObject({
      state: 'open',
      reason: 'Line 2 was forgotten',
    })
    expect(await changePeriod(admin, { ...may, to: 'closed' })).toMatchObject({ reason: null, version: 3 })
  })

  it('is not locked while requests of it wait, and says how many and which; those of another cycle are of another period', async () => {
    const { rizky } = here.plant.employees
    const early = await somebody(admin, { periodStartDay: 18 })
    await periodIs(admin, 'closed')
    const waiting = await stored(admin, [
      ...Array.from({ length: 6 }, (_, day) => request(rizky, `2026-05-0${day + 1}`)),
      request(early, '2026-05-20'),
      request(rizky, '2026-05-26'),
    ])
    const { code, details } = await refusal(changePeriod(admin, { ...may, to: 'locked' }))
    expect({ code, ...details }).toMatchObject({ code: 'period.pending', ...may, count: 6 })
    expect(details.numbers).toHaveLength(5)
    await within(admin, ({ sql }) =>
      sql`update overtime_request set status = 'withdrawn' where id = any(${waiting.slice(0, 6).map(({ id }) => id)})`.execute(),
    )
    expect(await changePeriod(admin, { ...may, to: 'locked' })).toMatchObject({ state: 'locked' })
  })

  it('is not changed by who saw an older state of it', async () => {
    await changePeriod(admin, { ...may, to: 'closed', version: 0 })
    expect(await refusal(changePeriod(admin, { ...may, to: 'locked', version: 0 }))).toEqual({
      code: 'conflict.version',
      details: { version: 1 },
    })
  })

  it.each(rolesWithout('period.update'))('is not closed by %s', async (role) => {
    expect(await refusal(changePeriod(await here.actor(role), { ...may, to: 'closed' }))).toMatchObject({ code: 'permission.denied' })
  })
})
