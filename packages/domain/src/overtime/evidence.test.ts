import { newId } from '@lembur/db'
import { aHoliday } from '@lembur/db/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { refusal, type World, world } from '../testing/index.ts'
import { aFiled, somebody, stored, within } from '../testing/overtime.ts'
import { copyYesterday, getOvertime, recentDays } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterAll(() => here.end())

describe('the fourteen days before a decision', () => {
  it('are each there, with the kind of day and the counted minutes', async () => {
    await within(admin, (tx) => aHoliday(tx, admin.actor.organizationId, { date: '2026-06-01', title: 'Pancasila Day' }))
    const employee = await somebody(admin)
    const day = (workDate: string, startMinute: number, endMinute: number, status: 'pending' | 'approved' | 'rejected' | 'withdrawn') => ({
      employeeId: employee.id,
      projectId: here.plant.projects.ramp.id,
      workDate,
      startMinute,
      endMinute,
      status,
    })
    await stored(admin, [
      day('2026-05-28', 0, 10, 'approved'),
      day('2026-05-29', 0, 20, 'approved'),
      day('2026-06-01', 0, 30, 'pending'),
      day('2026-06-01', 60, 100, 'approved'),
      day('2026-06-01', 200, 300, 'rejected'),
      day('2026-06-02', 0, 50, 'withdrawn'),
      day('2026-06-11', 0, 60, 'pending'),
      day('2026-06-12', 0, 70, 'pending'),
    ])
    const days = await recentDays(admin, { employeeId: employee.id, to: '2026-06-11' })
    expect(days).toHaveLength(14)
    expect([days[0], days.at(-1)]).toEqual([
      { date: '2026-05-29', kind: 'weekday', minutes: 20 },
      { date: '2026-06-11', kind: 'weekday', minutes: 60 },
    ])
    expect(days.filter(({ minutes }) => minutes > 0)).toHaveLength(3)
    expect(days.find(({ date }) => date === '2026-06-01')).toEqual({ date: '2026-06-01', kind: 'holiday', minutes: 70 })
    expect(days.find(({ date }) => date === '2026-06-06')?.kind).toBe('weekend')
  })

  it('are for those who file for, read or decide that employee', async () => {
    const { agus, rizky } = here.plant.employees
    const of = (ctx: Ctx, employee: { id: string }) => recentDays(ctx, { employeeId: employee.id, to: '2026-06-11' })
    const leader = await here.actor('staff', null, [{ permission: 'overtime.decide', departmentId: agus.departmentId }])
    expect(await of(leader, agus)).toHaveLength(14)
    expect(await refusal(of(leader, rizky))).toMatchObject({ code: 'permission.denied' })
    expect(await of(await here.actor('user', rizky), rizky)).toHaveLength(14)
    expect(await refusal(of(admin, { id: newId() }))).toMatchObject({ code: 'not_found' })
  })
})

describe('the day before', () => {
  it('gives its last counted request to fill a form with', async () => {
    const employee = await somebody(admin)
    const on = (workDate: string, timeStart: string, timeEnd: string) =>
      aFiled(admin, employee, here.plant.projects.fixture, { workDate, timeStart, timeEnd, breaks: [{ start: '05:30', end: '05:45' }] })
    await on('2026-06-10', '05:00', '07:00')
    const last = await aFiled(admin, employee, here.plant.projects.fixture, {
      workDate: '2026-06-10',
      timeStart: '18:00',
      timeEnd: '20:00',
    })
    await on('2026-06-11', '05:00', '07:00')
    await stored(admin, [
      { employeeId: employee.id, projectId: here.plant.projects.ramp.id, workDate: '2026-06-10', startMinute: 1300, status: 'rejected' },
    ])
    expect(await copyYesterday(admin, { employeeId: employee.id, workDate: '2026-06-11' })).toEqual(last)
  })

  it('says so where there is nothing, and across a month', async () => {
    const employee = await somebody(admin)
    const copying = () => copyYesterday(admin, { employeeId: employee.id, workDate: '2026-03-01' })
    expect(await refusal(copying())).toMatchObject({ code: 'overtime.nothing_yesterday' })
    const { id } = await aFiled(admin, employee, here.plant.projects.ramp, { workDate: '2026-02-28' })
    expect((await copying()).id).toBe(id)
  })

  it('of somebody else is as good as nothing', async () => {
    await aFiled(admin, here.plant.employees.agus, here.plant.projects.ramp, { workDate: '2026-06-10' })
    const staff = await here.actor('staff', here.plant.employees.rizky)
    const copying = copyYesterday(staff, { employeeId: here.plant.employees.agus.id, workDate: '2026-06-11' })
    expect(await refusal(copying)).toMatchObject({ code: 'overtime.nothing_yesterday' })
  })
})

describe('one request, opened', () => {
  it('explains itself: the policy’s breaks, the limits with it counted, and its department', async () => {
    const { agus } = here.plant.employees
    const { id } = await aFiled(admin, agus, here.plant.projects.ramp, {
      workDate: '2026-04-09',
      timeStart: '08:00',
      timeEnd: '13:00',
      breaks: [{ start: '10:00', end: '10:30' }],
    })
    const detail = await getOvertime(admin, { id })
    expect(detail).toMatchObject({ departmentName: 'Assembly 1', holidayTitle: null, kindOverrideReason: null, minutes: 270 })
    expect(detail.policyBreaks).toMatchObject([{ start: '12:00', end: '13:00', touched: false }])
    expect(detail.limits.map(({ span, draftMinutes, pendingMinutes }) => [span, draftMinutes, pendingMinutes])).toEqual([
      ['day', 270, 0],
      ['week', 270, 0],
      ['period', 270, 0],
    ])
  })

  it('adds nothing to the limits where it does not count', async () => {
    const employee = await somebody(admin)
    const [row] = await stored(admin, [
      { employeeId: employee.id, projectId: here.plant.projects.ramp.id, workDate: '2026-04-09', status: 'rejected' },
    ])
    const { limits } = await getOvertime(admin, { id: row!.id })
    expect(limits.every(({ draftMinutes }) => draftMinutes === 0)).toBe(true)
  })

  it('is found by who may see it, and by nobody else', async () => {
    const { id } = await aFiled(admin, here.plant.employees.putri, here.plant.projects.ramp, { workDate: '2026-04-10' })
    expect((await getOvertime(await here.actor('user', here.plant.employees.putri), { id })).can.revise).toBe(false)
    expect(await refusal(getOvertime(await here.actor('staff', here.plant.employees.rizky), { id }))).toMatchObject({ code: 'not_found' })
    expect(await refusal(getOvertime(admin, { id: newId() }))).toMatchObject({ code: 'not_found' })
  })
})
