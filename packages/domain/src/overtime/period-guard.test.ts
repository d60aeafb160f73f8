import { CreateHoliday } from '@lembur/contracts/rules'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { updateEmployee } from '../employee/index.ts'
import { createHoliday } from '../holiday/index.ts'
import type { Ctx } from '../kernel/index.ts'
import { refusal, refusalsOf, type World, world } from '../testing/index.ts'
import { aDraft, somebody, stored } from '../testing/overtime.ts'
import { may, periodIs } from '../testing/period.ts'
import {
  decideManyOvertime,
  decideOvertime,
  getOvertime,
  listOvertime,
  removeOvertime,
  reviseOvertime,
  submitOvertime,
  withdrawOvertime,
} from './index.ts'

let here: World
let admin: Ctx
let staff: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
  staff = await here.actor('staff', here.plant.employees.putri)
})
afterAll(() => here.end())
beforeEach(() => periodIs(admin, 'open'))

let day = 0
/** A request of Putri's in the May period, on a day of its own. */
const inMay = async (values: object = {}) => {
  const { id: employeeId, departmentId } = here.plant.employees.putri
  const workDate = `2026-05-${String(1 + (day++ % 24)).padStart(2, '0')}`
  const [row] = await stored(admin, [{ employeeId, departmentId, projectId: here.plant.projects.ramp.id, workDate, ...values }])
  if (!row) throw new Error('No request was stored')
  return row
}
const draft = (workDate: string) =>
  aDraft(here.plant.employees.putri, here.plant.projects.ramp, { workDate, timeStart: '03:00', timeEnd: '04:00' })

describe('a closed period', () => {
  it('takes no request and no change, from staff or administrators, and says which period it is', async () => {
    const [waiting, later] = [await inMay(), await inMay({ workDate: '2026-06-02' })]
    await periodIs(admin, 'closed')
    for (const ctx of [staff, admin]) {
      const tried = [
        submitOvertime(ctx, draft('2026-05-25')),
        reviseOvertime(ctx, { id: waiting.id, reason: 'Other' }),
        reviseOvertime(ctx, { id: waiting.id, workDate: '2026-06-03' }),
        reviseOvertime(ctx, { id: later.id, workDate: '2026-05-24' }),
        withdrawOvertime(ctx, { id: waiting.id }),
        removeOvertime(ctx, { id: waiting.id }),
      ]
      expect(await refusalsOf(tried)).toEqual(['period.closed'])
    }
    const overriding = reviseOvertime(admin, { id: waiting.id, kindOverride: { kind: 'holiday', reason: 'Plant feast' } })
    expect(await refusal(overriding)).toEqual({ code: 'period.closed', details: { ...may, state: 'closed', correction: false } })
    expect(await submitOvertime(staff, draft('2026-05-26'))).toMatchObject({ row: { status: 'pending' } })
  })

  it('stops a holiday that would change what waits in it, but none that changes nothing', async () => {
    const waiting = await inMay()
    await periodIs(admin, 'closed')
    const holiday = (date: string, isRecurring = false) =>
      createHoliday(admin, CreateHoliday.parse({ title: `Feast ${date} ${isRecurring}`, date, isRecurring }))
    expect(await refusalsOf([holiday(waiting.workDate), holiday(waiting.workDate.replace('2026', '2020'), true)])).toEqual([
      'period.closed',
    ])
    expect(await holiday('2026-05-25')).toMatchObject({ rederived: 0 })
    expect((await getOvertime(admin, { id: waiting.id })).kind).toBe(waiting.kind)
  })

  it('still lets be decided what waits in it, and be reopened', async () => {
    const { id } = await inMay()
    await periodIs(admin, 'closed')
    expect(await decideOvertime(admin, { id, outcome: 'approved' })).toMatchObject({ status: 'approved', can: { reopen: true } })
    expect(await decideOvertime(admin, { id, outcome: 'pending', reason: 'Too early' })).toMatchObject({ status: 'pending' })
  })

  it('answers a repeated submit with what was stored while it was open', async () => {
    const filed = await submitOvertime(staff, { ...draft('2026-05-25'), id: '019a0000-0000-7000-8000-000000000001' })
    await periodIs(admin, 'closed')
    const again = await submitOvertime(staff, { ...draft('2026-05-25'), id: filed.row.id })
    expect(again.row).toMatchObject({ id: filed.row.id, version: 1 })
  })

  it('keeps its requests in their department when their employee goes to another', async () => {
    const { assembly, testing } = here.plant.departments
    const employee = await somebody(admin, { departmentId: assembly.id })
    const of = { employeeId: employee.id, departmentId: assembly.id, projectId: here.plant.projects.ramp.id }
    const [running, next] = await stored(admin, [
      { ...of, workDate: '2026-06-03' },
      { ...of, workDate: '2026-06-29' },
    ])
    await periodIs(admin, 'closed', { year: 2026, month: 6 })
    await updateEmployee(admin, { id: employee.id, departmentId: testing.id })
    const departments = await Promise.all(
      [running, next].map(async (row) => (await getOvertime(admin, { id: row?.id ?? '' })).departmentId),
    )
    expect(departments).toEqual([assembly.id, testing.id])
    await periodIs(admin, 'open', { year: 2026, month: 6 })
  })

  it('is that of the employee’s own cycle', async () => {
    const early = await somebody(admin, { periodStartDay: 18 })
    await periodIs(admin, 'closed')
    const file = (workDate: string) => submitOvertime(admin, { ...aDraft(early, here.plant.projects.ramp), workDate })
    expect(await refusal(file('2026-05-17'))).toMatchObject({ code: 'period.closed', details: may })
    expect(await file('2026-05-18')).toMatchObject({ row: { status: 'pending' } })
  })
})

describe.each(['locked', 'processed'] as const)('a %s period', (state) => {
  it('takes nothing at all, and says that a correction is possible', async () => {
    const [waiting, approved] = [await inMay(), await inMay({ status: 'approved' })]
    await periodIs(admin, state)
    const tried = [
      submitOvertime(admin, draft('2026-05-25')),
      reviseOvertime(admin, { id: waiting.id, reason: 'Other' }),
      withdrawOvertime(staff, { id: waiting.id }),
      removeOvertime(admin, { id: approved.id }),
      decideOvertime(admin, { id: waiting.id, outcome: 'approved' }),
    ]
    expect(await refusalsOf(tried)).toEqual(['period.locked'])
    const reopening = decideOvertime(admin, { id: approved.id, outcome: 'pending', reason: 'Wrong' })
    expect(await refusal(reopening)).toEqual({ code: 'period.locked', details: { ...may, state, correction: true } })
    const many = await decideManyOvertime(admin, { ids: [waiting.id], outcome: 'approved' })
    expect(many).toMatchObject({ decided: 0, failed: 1, results: [{ code: 'period.locked', status: 'pending' }] })
  })
})

describe('what a row offers', () => {
  const offered = async (ctx: Ctx, id: string) => {
    const list = await listOvertime(ctx, { from: '2026-05-01', to: '2026-05-25', page: 1, pageSize: 500, sort: 'workDate', order: 'desc' })
    return list.results.find((row) => row.id === id)?.can
  }

  it('follows its period: closed ones are decided only, locked ones corrected only', async () => {
    const { id } = await inMay()
    expect(await offered(admin, id)).toEqual({ revise: true, withdraw: true, decide: true, reopen: false })
    await periodIs(admin, 'closed')
    expect(await offered(admin, id)).toEqual({ revise: false, withdraw: false, decide: true, reopen: false })
    expect(await offered(staff, id)).toEqual({ revise: false, withdraw: false, decide: false, reopen: false })
    await decideOvertime(admin, { id, outcome: 'approved' })
    await periodIs(admin, 'locked')
    const nothing = { revise: false, withdraw: false, decide: false, reopen: false }
    expect(await offered(admin, id)).toEqual(nothing)
    expect(await getOvertime(admin, { id })).toMatchObject({ period: may, periodState: 'locked', can: { ...nothing, correct: true } })
    expect(await getOvertime(staff, { id })).toMatchObject({ can: { correct: false } })
  })
})
