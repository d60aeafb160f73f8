import { aHoliday } from '@lembur/db/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { auditOf, refusal, type World, world } from '../testing/index.ts'
import { aDraft, aFiled, somebody, within } from '../testing/overtime.ts'
import { forecastOvertime, getOvertime, reviseOvertime, submitOvertime } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
  await within(admin, async (tx) => {
    const { organizationId } = admin.actor
    await aHoliday(tx, organizationId, { date: '2026-06-01', title: 'Pancasila Day' })
    await aHoliday(tx, organizationId, { date: '2020-08-17', title: 'Independence Day', isRecurring: true })
    await aHoliday(tx, organizationId, { date: '2025-12-25', title: 'Christmas', isRecurring: false })
  })
})
afterAll(() => here.end())

const filedOn = async (workDate: string, values: Parameters<typeof aFiled>[3] = {}) =>
  aFiled(admin, await somebody(admin), here.plant.projects.ramp, { workDate, ...values })

describe('the kind of day', () => {
  it.each([
    ['2026-06-11', 'weekday', 'a Thursday'],
    ['2026-06-12', 'weekday', 'a Friday'],
    ['2026-06-13', 'weekend', 'a Saturday'],
    ['2026-06-14', 'weekend', 'a Sunday'],
    ['2026-06-01', 'holiday', 'a holiday on a Monday'],
    ['2027-06-01', 'weekday', 'the same date of a year in which it does not recur'],
    ['2026-08-17', 'holiday', 'a holiday that recurs'],
    ['2019-08-17', 'holiday', 'one that recurs, before its first year and on a Saturday'],
    ['2026-12-25', 'weekday', 'a holiday of last year only'],
  ] as const)('%s is a %s: %s', async (workDate, kind, _) => {
    const row = await filedOn(workDate)
    expect(row.kind).toBe(kind)
    const forecast = await forecastOvertime(admin, { employeeId: row.employeeId, workDate })
    expect(forecast.kind).toBe(kind)
  })

  it('of a holiday names it', async () => {
    const { id } = await filedOn('2026-08-17')
    expect((await getOvertime(admin, { id })).holidayTitle).toBe('Independence Day')
  })
})

describe('another kind than the calendar’s', () => {
  const override = { kind: 'holiday', reason: 'The whole plant stood still' } as const

  it('is for those who decide, needs their reason, and stands in the audit', async () => {
    const row = await filedOn('2026-06-11', { kindOverride: override })
    expect(row.kind).toBe('holiday')
    expect(await getOvertime(admin, { id: row.id })).toMatchObject({ kindOverrideReason: override.reason, holidayTitle: null })
    const audit = (await auditOf(admin, 'overtime.submit')).find(({ subjectId }) => subjectId === row.id)
    expect(audit?.after).toMatchObject({ kind: 'holiday', kindOverrideReason: override.reason })
  })

  it('is refused to those who only file', async () => {
    const { rizky } = here.plant.employees
    const staff = await here.actor('staff', rizky)
    const draft = aDraft(rizky, here.plant.projects.ramp, { kindOverride: override })
    expect(await refusal(submitOvertime(staff, draft))).toMatchObject({ code: 'permission.denied' })
    const asTheCalendar = aDraft(rizky, here.plant.projects.ramp, { kindOverride: { kind: 'weekday', reason: 'It is one' } })
    expect((await submitOvertime(staff, asTheCalendar)).row.kind).toBe('weekday')
  })

  it('is refused to a decider of other people', async () => {
    const { testing, assembly } = here.plant.departments
    const decider = await here.actor('staff', null, [
      { permission: 'overtime.create', departmentId: assembly.id },
      { permission: 'overtime.decide', departmentId: testing.id },
    ])
    const draft = aDraft(here.plant.employees.agus, here.plant.projects.ramp, { kindOverride: override })
    expect(await refusal(submitOvertime(decider, draft))).toMatchObject({ code: 'permission.denied' })
  })

  it('stays when staff put something else right, and does not follow to another date', async () => {
    const { putri } = here.plant.employees
    const staff = await here.actor('staff', putri)
    const row = await aFiled(admin, putri, here.plant.projects.ramp, { workDate: '2026-06-11', kindOverride: override })
    const revised = await reviseOvertime(staff, { id: row.id, timeEnd: '19:20', kindOverride: override })
    expect(revised.row).toMatchObject({ kind: 'holiday', minutes: 120 })
    const changed = reviseOvertime(staff, { id: row.id, kindOverride: { kind: 'weekend', reason: 'Mine' } })
    expect(await refusal(changed)).toMatchObject({ code: 'permission.denied' })
    const moved = await reviseOvertime(staff, { id: row.id, workDate: '2026-06-12' })
    expect(moved.row.kind).toBe('weekday')
    expect((await getOvertime(admin, { id: row.id })).kindOverrideReason).toBeNull()
    const [first] = (await auditOf(admin, 'overtime.revise')).filter(({ subjectId }) => subjectId === row.id)
    expect(first).toMatchObject({ before: { endMinute: 1100, minutes: 60 }, after: { endMinute: 1160, minutes: 120 } })
    expect(Object.keys(first?.after ?? {})).toHaveLength(2)
  })
})
