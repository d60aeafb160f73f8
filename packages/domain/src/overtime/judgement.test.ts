import { InboxOvertime } from '@lembur/contracts/overtime'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { type World, world } from '../testing/index.ts'
import { aFiled, somebody, stored, within } from '../testing/overtime.ts'
import { aPolicy, assigned, aVersion } from '../testing/policy.ts'
import { decideOvertime, forecastOvertime, inboxOfOvertime } from './index.ts'

let here: World
let admin: Ctx
type Somebody = Awaited<ReturnType<typeof somebody>>
let employee: Somebody

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
beforeEach(async () => {
  await within(admin, ({ sql }) => sql`delete from overtime_request`)
  employee = await somebody(admin, { departmentId: here.plant.departments.assembly.id })
})
afterAll(() => here.end())

const thursday = { workDate: '2026-06-11', timeStart: '17:20', timeEnd: '19:20' }
const forecast = (values: Partial<Parameters<typeof forecastOvertime>[1]> = {}) =>
  forecastOvertime(admin, { employeeId: employee.id, ...thursday, ...values })
const filed = (values: Parameters<typeof aFiled>[3] = {}) => aFiled(admin, employee, here.plant.projects.ramp, values)
const inbox = async () => (await inboxOfOvertime(admin, InboxOvertime.parse({}))).results
/** A policy of this test's employee alone. */
const judgedBy = async (name: string, patch: Parameters<typeof aVersion>[3]) => {
  const policy = await aPolicy(admin, name)
  await aVersion(admin, policy, '2025-01-01', patch)
  await assigned(admin, policy.id, '2025-01-01', { employeeId: employee.id })
}
const elevenHours = { rests: { 'PLANT.REST': { every: 'shift', minutes: 660, severity: 'violation' } } }
const yearly = (limit: number) => ({ caps: { 'PLANT.YEAR': { window: 'year', counts: ['overtime'], limit, severity: 'violation' } } })

describe('a forecast', () => {
  it('says what the law makes of the draft: caps with it, payable hours, a meal', async () => {
    await filed({ workDate: '2026-06-09' })
    const told = await forecast({ timeEnd: '21:20' })
    expect(told.law).toMatchObject([
      { code: 'ID.OT_DAY_CAP', beforeMinutes: 0, addedMinutes: 240, limitMinutes: 240, breached: false },
      { code: 'ID.OT_WEEK_CAP', beforeMinutes: 60, addedMinutes: 240, limitMinutes: 1080, breached: false },
    ])
    expect(told).toMatchObject({ payableMinutes: '450', violations: [], policyTitle: 'Indonesia: PP 35/2021' })
    expect(told.obligations).toEqual([expect.stringContaining('meal')])
  })

  it('says nothing of the law while there are no times', async () => {
    const told = await forecast({ timeStart: undefined, timeEnd: undefined })
    expect(told).toMatchObject({ law: [], payableMinutes: '0', nextFree: null, restMinutes: null, violations: [] })
  })

  it('judges a draft beside what it clashes with', async () => {
    await filed()
    const told = await forecast()
    expect(told.clash).not.toBeNull()
    expect(told.payableMinutes).toBe('210')
  })

  it('tells the rest since yesterday’s work and until the next shift', async () => {
    await filed({ workDate: '2026-06-10', timeStart: '20:00', timeEnd: '23:00' })
    const { restMinutes, restAfterMinutes } = await forecast()
    const { shiftStartMinute } = admin.plant
    expect(restMinutes).toBe(1440 + shiftStartMinute - 1380)
    expect(restAfterMinutes).toBe(1440 + shiftStartMinute - 1160)
  })

  it('opens the next free hour on the day after a full one, and after a full week on Monday', async () => {
    expect((await forecast()).nextFree).toBeNull()
    expect((await forecast({ timeEnd: '21:20' })).nextFree).toEqual({ span: 'day', code: null, from: '2026-06-12' })
    for (const workDate of ['2026-06-08', '2026-06-09', '2026-06-10']) await filed({ workDate, timeEnd: '21:20' })
    expect((await forecast({ timeEnd: '21:20' })).nextFree).toMatchObject({ from: '2026-06-12' })
    await filed({ timeEnd: '21:20' })
    expect((await forecast({ workDate: '2026-06-12' })).nextFree).toEqual({ span: 'week', code: null, from: '2026-06-15' })
  })

  it('waits for the end of a cap of the policy, and counts what lies far back', async () => {
    await judgedBy('Little in a year', yearly(180))
    await stored(admin, [
      { employeeId: employee.id, departmentId: employee.departmentId, projectId: here.plant.projects.ramp.id, workDate: '2026-01-05' },
    ])
    const told = await forecast()
    expect(told.law.find(({ code }) => code === 'PLANT.YEAR')).toMatchObject({ beforeMinutes: 60, addedMinutes: 120, breached: false })
    expect(told.nextFree).toEqual({ span: 'year', code: 'PLANT.YEAR', from: '2027-01-01' })
  })

  it('is not stopped by a breach of the law, which the plant’s own limits alone may do', async () => {
    await judgedBy('Nothing in a year', yearly(0))
    const told = await forecast()
    expect(told.violations).toMatchObject([{ code: 'PLANT.YEAR', severity: 'violation' }])
    const { id } = await filed()
    expect((await decideOvertime(admin, { id, outcome: 'approved' })).status).toBe('approved')
  })
})

describe('the inbox', () => {
  it('finds what the policy of the date finds, by its code and by how much', async () => {
    await judgedBy('An hour a year', yearly(60))
    await filed({ timeEnd: '19:20' })
    const [row] = await inbox()
    expect(row?.findings).toEqual([{ code: 'over_law', minutes: 60, text: 'PLANT.YEAR' }])
    expect(row).toMatchObject({ payableMinutes: '210', policyTitle: expect.stringContaining('An hour a year') })
  })

  it('does not tell a cap of the law twice where the plant’s own limit is passed', async () => {
    await filed({ timeEnd: '23:20' })
    const [row] = await inbox()
    expect(row?.law[0]).toMatchObject({ code: 'ID.OT_DAY_CAP', breached: true })
    expect(row?.findings.map(({ code }) => code)).toEqual(['over_day'])
  })

  it('finds less rest than the policy asks for, normal shifts counted', async () => {
    await judgedBy('Eleven hours', elevenHours)
    await filed({ timeStart: '20:00', timeEnd: '23:00' })
    const [row] = await inbox()
    const minutes = 1440 + admin.plant.shiftStartMinute - 1380
    expect(row?.findings).toEqual([{ code: 'short_rest', minutes, text: 'PLANT.REST' }])
    expect(row?.restAfterMinutes).toBe(minutes)
  })

  it('leaves out of its findings what the law only warns of', async () => {
    await judgedBy('A hint', { caps: { 'PLANT.HINT': { window: 'day', counts: ['overtime'], limit: 30, severity: 'warning' } } })
    await filed()
    const [row] = await inbox()
    expect(row?.violations).toMatchObject([{ code: 'PLANT.HINT' }])
    expect(row?.findings).toEqual([])
  })

  it('judges each request by the policy of its own date and person', async () => {
    const policy = await aPolicy(admin, 'Twice from July')
    await aVersion(admin, policy, '2026-07-01', {
      days: { workday: { ladder: [{ minutes: null, label: 'overtime', rate: '3', class: 'overtime' }] } },
    })
    await assigned(admin, policy.id, '2026-01-01', { employeeId: employee.id })
    await filed({ workDate: '2026-06-30' })
    await filed({ workDate: '2026-07-01' })
    expect((await inbox()).map(({ workDate, payableMinutes }) => [workDate, payableMinutes])).toEqual([
      ['2026-06-30', '90'],
      ['2026-07-01', '180'],
    ])
  })
})
