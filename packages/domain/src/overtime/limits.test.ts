import type { ForecastLine } from '@lembur/contracts/overtime'
import { newId } from '@lembur/db'
import { overtimeLimit } from '@lembur/db/schema'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { refusal, type World, world } from '../testing/index.ts'
import { aDraft, somebody, stored, within } from '../testing/overtime.ts'
import { decideOvertime, forecastOvertime, getOvertime, reviseOvertime, submitOvertime } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterAll(() => here.end())

type Limit = Partial<typeof overtimeLimit.$inferInsert>

const aLimit = (values: Limit & Pick<typeof overtimeLimit.$inferInsert, 'span' | 'scope'>) =>
  within(admin, ({ db }) => db.insert(overtimeLimit).values({ organizationId: admin.actor.organizationId, id: newId(), ...values }))

const submit = (employee: { id: string }, values: Parameters<typeof aDraft>[2] = {}) =>
  submitOvertime(admin, aDraft(employee, here.plant.projects.ramp, values))

/** Requests of one employee that are there already: a date, a length, and what became of them. */
const past = (
  employee: { id: string },
  days: [date: string, minutes: number, status?: 'pending' | 'approved' | 'rejected' | 'withdrawn'][],
) =>
  stored(
    admin,
    days.map(([workDate, minutes, status = 'approved'], index) => ({
      employeeId: employee.id,
      projectId: here.plant.projects.ramp.id,
      workDate,
      startMinute: index,
      endMinute: index + minutes,
      status,
    })),
  )

const lineOf = (lines: ForecastLine[], span: ForecastLine['span']) => lines.find((line) => line.span === span)
const countedOf = (line: ForecastLine | undefined) => line && line.approvedMinutes + line.pendingMinutes

describe('limits of a submit', () => {
  it('warn by default: over every one of them it is still filed, and says so', async () => {
    const employee = await somebody(admin)
    await past(employee, [
      ['2026-06-08', 1000],
      ['2026-05-28', 1300],
      ['2026-06-01', 1300],
      ['2026-06-18', 900],
    ])
    const { limits } = await submit(employee, { timeStart: '17:00', timeEnd: '22:10' })
    expect(limits).toMatchObject([
      { span: 'day', advisedMinutes: null, maxMinutes: 240, draftMinutes: 250, level: 'over', severity: 'warn' },
      { span: 'week', advisedMinutes: 900, maxMinutes: 1080, approvedMinutes: 1000, level: 'over' },
      { span: 'period', advisedMinutes: 3600, maxMinutes: 4320, approvedMinutes: 4500, level: 'over' },
    ])
  })

  it('count pending and approved requests, and no others', async () => {
    const employee = await somebody(admin)
    await past(employee, [
      ['2026-06-08', 60, 'pending'],
      ['2026-06-09', 120, 'approved'],
      ['2026-06-09', 240, 'rejected'],
      ['2026-06-09', 480, 'withdrawn'],
    ])
    const { limits } = await submit(employee)
    expect(lineOf(limits, 'week')).toMatchObject({ pendingMinutes: 60, approvedMinutes: 120, draftMinutes: 60 })
  })

  it('take a week from Monday to Sunday and a period from the 26th to the 25th', async () => {
    const employee = await somebody(admin)
    await past(employee, [
      ['2026-06-07', 10],
      ['2026-06-08', 20],
      ['2026-06-14', 30],
      ['2026-06-15', 40],
      ['2026-05-25', 50],
      ['2026-05-26', 60],
      ['2026-06-25', 70],
      ['2026-06-26', 80],
    ])
    const { limits } = await submit(employee)
    expect(lineOf(limits, 'week')).toMatchObject({ from: '2026-06-08', to: '2026-06-14', approvedMinutes: 50 })
    expect(lineOf(limits, 'period')).toMatchObject({ from: '2026-05-26', to: '2026-06-25', approvedMinutes: 10 + 20 + 30 + 40 + 60 + 70 })
  })

  it('take the employee’s own cycle where he has one', async () => {
    const employee = await somebody(admin, { periodStartDay: 18 })
    await past(employee, [
      ['2026-05-17', 10],
      ['2026-05-18', 20],
      ['2026-06-17', 40],
      ['2026-06-18', 80],
    ])
    const { row, limits } = await submit(employee)
    const period = { from: '2026-05-18', to: '2026-06-17', approvedMinutes: 60 }
    expect(lineOf(limits, 'period')).toMatchObject(period)
    expect(lineOf((await getOvertime(admin, { id: row.id })).limits, 'period')).toMatchObject({ ...period, draftMinutes: 60 })
  })

  it('hold for the day on weekdays only', async () => {
    const employee = await somebody(admin)
    const { limits } = await submit(employee, { workDate: '2026-06-13', timeStart: '08:00', timeEnd: '17:00' })
    expect(limits.map(({ span }) => span)).toEqual(['week', 'period'])
  })

  it('are reached at the maximum and passed beyond it', async () => {
    const employee = await somebody(admin)
    await past(employee, [['2026-06-08', 1020]])
    expect(lineOf((await submit(employee)).limits, 'week')?.level).toBe('at_max')
    expect(lineOf((await submit(employee, { timeStart: '18:20', timeEnd: '18:25' })).limits, 'week')?.level).toBe('over')
  })
})

describe('a limit that blocks', () => {
  it('refuses what passes it, and names itself', async () => {
    const employee = await somebody(admin)
    await aLimit({ scope: 'employee', employeeId: employee.id, span: 'week', maxMinutes: 120, severity: 'block' })
    await submit(employee)
    await submit(employee, { workDate: '2026-06-12' })
    const { code, details } = await refusal(submit(employee, { workDate: '2026-06-14', timeEnd: '17:25' }))
    expect(code).toBe('overtime.limit_exceeded')
    expect(details.limits).toMatchObject([{ span: 'week', maxMinutes: 120, pendingMinutes: 120, draftMinutes: 5, severity: 'block' }])
    await submit(employee, { workDate: '2026-06-15', timeEnd: '17:25' })
  })

  it('refuses a revision, which is not counted twice', async () => {
    const employee = await somebody(admin)
    await aLimit({ scope: 'employee', employeeId: employee.id, span: 'day', maxMinutes: 120, severity: 'block' })
    const { row } = await submit(employee, { timeEnd: '19:00' })
    const { limits } = await reviseOvertime(admin, { id: row.id, timeEnd: '19:20' })
    expect(lineOf(limits, 'day')).toMatchObject({ pendingMinutes: 0, draftMinutes: 120, level: 'at_max' })
    expect(await refusal(reviseOvertime(admin, { id: row.id, timeEnd: '19:25' }))).toMatchObject({ code: 'overtime.limit_exceeded' })
  })

  it('lets an approval pass with a reason, which is stored', async () => {
    const employee = await somebody(admin)
    const requests = await past(employee, [
      ['2026-06-08', 100, 'approved'],
      ['2026-06-09', 30, 'pending'],
      ['2026-06-10', 20, 'pending'],
    ])
    await aLimit({ scope: 'employee', employeeId: employee.id, span: 'week', maxMinutes: 120, severity: 'block' })
    const [, tooMuch, fitting] = requests.map(({ id }) => id)
    expect(await refusal(decideOvertime(admin, { id: tooMuch!, outcome: 'approved' }))).toMatchObject({ code: 'overtime.limit_exceeded' })
    // What still waits does not stand in the way of what fits.
    expect((await decideOvertime(admin, { id: fitting!, outcome: 'approved' })).status).toBe('approved')
    const anyway = await decideOvertime(admin, { id: tooMuch!, outcome: 'approved', reason: 'The line would have stopped' })
    expect(anyway).toMatchObject({ status: 'approved', decisionReason: 'The line would have stopped' })
  })
})

describe('overrides', () => {
  it('of the employee are nearer than the department’s, and those than the organisation’s', async () => {
    const { assembly } = here.plant.departments
    const [his, theirs, everybody] = [
      await somebody(admin, { departmentId: assembly.id }),
      await somebody(admin, { departmentId: assembly.id }),
      await somebody(admin, { departmentId: here.plant.departments.testing.id }),
    ]
    await aLimit({ scope: 'department', departmentId: assembly.id, span: 'week', advisedMinutes: 400, maxMinutes: 500 })
    await aLimit({ scope: 'employee', employeeId: his.id, span: 'week', maxMinutes: 600 })
    const weekOf = async (employee: { id: string }) => {
      const { advisedMinutes, maxMinutes } = lineOf((await submit(employee)).limits, 'week')!
      return { advisedMinutes, maxMinutes }
    }
    expect(await weekOf(his)).toEqual({ advisedMinutes: null, maxMinutes: 600 })
    expect(await weekOf(theirs)).toEqual({ advisedMinutes: 400, maxMinutes: 500 })
    expect(await weekOf(everybody)).toEqual({ advisedMinutes: 900, maxMinutes: 1080 })
  })
})

describe('the forecast', () => {
  it('says exactly what the submit then judges', async () => {
    const employee = await somebody(admin, { periodStartDay: 18 })
    await past(employee, [
      ['2026-06-08', 200],
      ['2026-06-09', 300, 'pending'],
      ['2026-05-30', 240],
    ])
    for (const [workDate, timeStart, timeEnd] of [
      ['2026-06-11', '17:20', '19:20'],
      ['2026-06-13', '08:00', '17:00'],
      ['2026-06-17', '22:00', '03:00'],
      ['2026-06-18', '17:20', '18:20'],
    ] as const) {
      const forecast = await forecastOvertime(admin, { employeeId: employee.id, workDate, timeStart, timeEnd })
      const { row, limits } = await submit(employee, { workDate, timeStart, timeEnd })
      expect(forecast.limits).toEqual(limits)
      expect(forecast).toMatchObject({ kind: row.kind, minutes: row.minutes, breakMinutes: row.breakMinutes, clash: null })
      const again = await forecastOvertime(admin, { employeeId: employee.id, workDate, timeStart, timeEnd, exceptId: row.id })
      expect(again.limits).toEqual(limits)
    }
  })

  it('without times says what is counted so far and lists the day’s requests, of any state', async () => {
    const employee = await somebody(admin)
    await past(employee, [
      ['2026-06-11', 100],
      ['2026-06-11', 50, 'rejected'],
      ['2026-06-10', 30],
    ])
    const forecast = await forecastOvertime(admin, { employeeId: employee.id, workDate: '2026-06-11' })
    expect(countedOf(lineOf(forecast.limits, 'day'))).toBe(100)
    expect(forecast.sameDay.map(({ status }) => status)).toEqual(['approved', 'rejected'])
    expect(forecast).toMatchObject({ minutes: 0, period: { start: '2026-05-26', end: '2026-06-25' } })
  })

  it('is for those who file for or read that employee', async () => {
    const { rizky, putri } = here.plant.employees
    const staff = await here.actor('staff', rizky)
    const of = (employee: { id: string }) => ({ employeeId: employee.id, workDate: '2026-06-11' })
    await forecastOvertime(staff, of(rizky))
    expect(await refusal(forecastOvertime(staff, of(putri)))).toMatchObject({ code: 'permission.denied' })
    const byHabit = { ...staff, plant: { ...staff.plant, anyoneFilesForAnyone: true } }
    await forecastOvertime(byHabit, of(putri))
    expect(await refusal(forecastOvertime(admin, { employeeId: newId(), workDate: '2026-06-11' }))).toMatchObject({ code: 'not_found' })
  })
})
