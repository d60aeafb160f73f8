import { InboxOvertime } from '@lembur/contracts/overtime'
import { aHoliday } from '@lembur/db/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { refusal, type World, world } from '../testing/index.ts'
import { somebody, stored, within } from '../testing/overtime.ts'
import { decideOvertime, inboxOfOvertime } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
beforeEach(() => within(admin, ({ sql }) => sql`delete from overtime_request`))
afterAll(() => here.end())

const inbox = (ctx = admin, query: Partial<InboxOvertime> = {}) => inboxOfOvertime(ctx, InboxOvertime.parse(query))
type Values = Partial<Parameters<typeof stored>[1][number]>
const waitingFor = async (employee: { id: string; departmentId: string | null }, workDate: string, values: Values = {}) => {
  const [row] = await stored(admin, [
    { employeeId: employee.id, departmentId: employee.departmentId, projectId: here.plant.projects.ramp.id, workDate, ...values },
  ])
  return row!
}

describe('the inbox', () => {
  it('holds what waits, the oldest work date first, and nothing else', async () => {
    const { agus, rizky } = here.plant.employees
    const newer = await waitingFor(agus, '2026-06-12', { createdAt: '2026-06-01T08:00:00.000Z' })
    const older = await waitingFor(rizky, '2026-06-10', { createdAt: '2026-06-02T08:00:00.000Z' })
    for (const status of ['approved', 'rejected', 'withdrawn'] as const) await waitingFor(agus, '2026-06-01', { status })
    const told = await inbox()
    expect(told.results.map(({ id }) => id)).toEqual([older.id, newer.id])
    expect(told).toMatchObject({ count: 2, countIsMinimum: false, oldestFiledAt: '2026-06-01T08:00:00.000Z' })
    expect(told.results.every(({ can }) => can.decide)).toBe(true)
  })

  it('never holds one’s own', async () => {
    const { putri, agus } = here.plant.employees
    const boss = await here.actor('ptb_admin', putri)
    await waitingFor(putri, '2026-06-10')
    const others = await waitingFor(agus, '2026-06-10')
    const told = await inbox(boss)
    expect(told.results.map(({ id }) => id)).toEqual([others.id])
    expect(told).toMatchObject({ count: 1, ownDepartmentId: putri.departmentId })
  })

  it('holds only what one decides', async () => {
    const { agus, rizky } = here.plant.employees
    const leader = await here.actor('staff', null, [{ permission: 'overtime.decide', departmentId: agus.departmentId }])
    const theirs = await waitingFor(agus, '2026-06-10')
    await waitingFor(rizky, '2026-06-10')
    expect((await inbox(leader)).results.map(({ id }) => id)).toEqual([theirs.id])
    expect(await refusal(inbox(await here.actor('staff', rizky)))).toMatchObject({ code: 'permission.denied' })
  })

  it('is filtered by department, project and search', async () => {
    const { agus, rizky } = here.plant.employees
    const first = await waitingFor(agus, '2026-06-10')
    const second = await waitingFor(rizky, '2026-06-10', { projectId: here.plant.projects.fixture.id })
    const found = async (query: Partial<InboxOvertime>) => (await inbox(admin, query)).results.map(({ id }) => id)
    expect(await found({ departmentId: [agus.departmentId!] })).toEqual([first.id])
    expect(await found({ projectId: [here.plant.projects.fixture.id] })).toEqual([second.id])
    expect(await found({ search: 'rizky' })).toEqual([second.id])
  })

  it('shows so many, the oldest, and counts all', async () => {
    const { agus } = here.plant.employees
    for (const day of ['12', '10', '11']) await waitingFor(agus, `2026-06-${day}`)
    const told = await inbox(admin, { limit: 2 })
    expect(told.results.map(({ workDate }) => workDate)).toEqual(['2026-06-10', '2026-06-11'])
    expect(told.count).toBe(3)
  })

  it('remembers the last three reasons this approver rejected with, each once', async () => {
    const reasons = ['Too late', 'No plan', 'Too late', 'Wrong project', 'Twice']
    const someone = await here.actor('superadmin')
    for (const [index, reason] of reasons.entries()) {
      const { id } = await waitingFor(here.plant.employees.agus, '2026-06-10')
      await decideOvertime({ ...someone, now: new Date(Date.UTC(2026, 5, 11, index)) }, { id, outcome: 'rejected', reason })
    }
    expect((await inbox(someone)).recentReasons).toEqual(['Twice', 'Wrong project', 'Too late'])
    expect((await inbox(admin)).recentReasons).toEqual([])
  })
})

/** More than four hours of work that were stored without the break that the law asks for. */
const noBreak = { code: 'over_law', minutes: null, text: 'ID.BREAK_AFTER_4H' }

describe('what is worth a look', () => {
  it('comes first, with the limit that is passed and by how much', async () => {
    const [fine, over] = [await somebody(admin), await somebody(admin)]
    const clean = await waitingFor(fine, '2026-06-08')
    const long = await waitingFor(over, '2026-06-09', { startMinute: 1020, endMinute: 1320 })
    const { results } = await inbox()
    expect(results.map(({ id }) => id)).toEqual([long.id, clean.id])
    expect(results[0]?.findings).toEqual([{ code: 'over_day', minutes: 60, text: null }, noBreak])
    expect(results[1]?.findings).toEqual([])
  })

  it('counts every request of the week once, itself as the draft', async () => {
    const employee = await somebody(admin)
    await waitingFor(employee, '2026-06-08', { startMinute: 0, endMinute: 500, status: 'approved' })
    await waitingFor(employee, '2026-06-13', { startMinute: 0, endMinute: 350 })
    await waitingFor(employee, '2026-06-13', { startMinute: 400, endMinute: 460 })
    const { results } = await inbox()
    const weeks = results.map(({ limits }) => limits.find(({ span }) => span === 'week'))
    expect(weeks).toMatchObject([
      { approvedMinutes: 500, pendingMinutes: 60, draftMinutes: 350, level: 'advised' },
      { approvedMinutes: 500, pendingMinutes: 350, draftMinutes: 60, level: 'advised' },
    ])
    expect(results[0]?.findings).toEqual([{ code: 'advised_week', minutes: 910, text: null }, noBreak])
  })

  it('is a shift past midnight and a holiday, by its name', async () => {
    await within(admin, (tx) => aHoliday(tx, admin.actor.organizationId, { date: '2026-06-01', title: 'Pancasila Day' }))
    const employee = await somebody(admin)
    await waitingFor(employee, '2026-06-01', { startMinute: 1380, endMinute: 1470, kind: 'holiday' })
    const [row] = (await inbox()).results
    expect(row?.findings).toEqual([
      { code: 'past_midnight', minutes: 30, text: null },
      { code: 'holiday', minutes: null, text: 'Pancasila Day' },
    ])
    expect(row?.holidayTitle).toBe('Pancasila Day')
  })

  it('takes each employee’s own period', async () => {
    const employee = await somebody(admin, { periodStartDay: 18 })
    await waitingFor(employee, '2026-06-17')
    const period = (await inbox()).results[0]?.limits.find(({ span }) => span === 'period')
    expect(period).toMatchObject({ from: '2026-05-18', to: '2026-06-17' })
  })
})
