import { defaultDepartment, type ReportRow } from '@lembur/contracts/reports'
import { aDepartment, anEmployee } from '@lembur/db/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { decideOvertime, submitOvertime, withdrawOvertime } from '../overtime/index.ts'
import { type World, world } from '../testing/index.ts'
import { reportRows } from './rows.ts'

describe('the rows of a workbook (official-forms §3.1)', () => {
  let here: World
  let admin: Ctx
  beforeAll(async () => {
    here = await world(inject('databaseUrl'))
    admin = await here.actor('developer')
  })
  afterAll(() => here.end())

  const inPlant = <T>(run: Parameters<typeof here.services.database.transaction<T>>[1]) =>
    here.services.database.transaction({ organizationId: here.plant.organization.id }, run)
  const file = async (employeeId: string, workDate: string, timeStart: string, timeEnd: string, reason: string) =>
    (
      await submitOvertime(admin, {
        employeeId,
        projectId: here.plant.projects.ramp.id,
        workDate,
        timeStart,
        timeEnd,
        reason,
        detail: 'Lot 7',
      })
    ).row.id
  const rowsOf = (start: string, end: string) =>
    here.services.database.read({ organizationId: here.plant.organization.id }, async (tx) => {
      const rows: ReportRow[] = []
      for await (const row of reportRows(tx, { start, end })) rows.push(row)
      return rows
    })

  it('come by department code, date, start and worker id, with today’s names, and without who is excluded or rejected', async () => {
    const { rizky, putri, agus } = here.plant.employees
    const { organization } = here.plant
    const loner = await inPlant((tx) => anEmployee(tx, organization.id, { workerId: 'MW1', name: 'Siti Rahayu' }))
    const hidden = await inPlant((tx) => anEmployee(tx, organization.id, { workerId: 'MW2', excludeFromReports: true }))
    await file(putri.id, '2026-06-11', '17:00', '22:00', 'c')
    await file(agus.id, '2026-06-11', '17:00', '20:00', 'b')
    await file(putri.id, '2026-06-11', '07:30', '09:00', 'a')
    await file(agus.id, '2026-06-12', '06:00', '08:00', 'd')
    await file(rizky.id, '2026-06-11', '22:00', '02:00', 'f')
    await file(loner.id, '2026-06-11', '17:00', '18:30', 'e')
    await file(hidden.id, '2026-06-11', '17:00', '18:30', 'hidden')
    await decideOvertime(admin, { id: await file(rizky.id, '2026-06-11', '05:00', '06:00', 'no'), outcome: 'rejected', reason: 'No lot' })
    await withdrawOvertime(admin, { id: await file(rizky.id, '2026-06-11', '06:00', '07:00', 'gone') })
    await decideOvertime(admin, { id: await file(rizky.id, '2026-06-13', '05:00', '06:00', 'g'), outcome: 'approved' })
    await inPlant(({ sql }) => sql`update employee set name = 'Putri Lestari', is_enabled = false where id = ${putri.id}`.execute())

    const rows = await rowsOf('2026-05-26', '2026-06-25')
    expect(rows.map(({ reason }) => reason).join('')).toBe('abcdefg')
    expect((await rowsOf('2026-06-11', '2026-06-11')).map(({ reason }) => reason).join('')).toBe('abcef')
    expect(rows[2]).toEqual({
      departmentCode: 'ASSY-1',
      departmentName: 'Assembly 1',
      workerId: 'MW2402218',
      employeeName: 'Putri Lestari',
      workDate: '2026-06-11',
      timeStart: '17:00',
      timeEnd: '22:00',
      minutes: 240,
      hasBreak: true,
      kind: 'weekday',
      reason: 'c',
      detail: 'Lot 7',
    })
    expect(rows[5]).toMatchObject({ timeStart: '22:00', timeEnd: '02:00', workDate: '2026-06-11' })
    // Both of one sheet, under the name that the department has of its own.
    expect(rows.slice(4, 6).map(({ departmentCode, departmentName }) => [departmentCode, departmentName])).toEqual([
      [defaultDepartment.code, 'Automatic System Test'],
      [defaultDepartment.code, 'Automatic System Test'],
    ])
  })

  it('read more than one batch, and may be left half-way', async () => {
    const { organization, projects } = here.plant
    const many = await inPlant((tx) => aDepartment(tx, organization.id, { code: 'MANY' }))
    await inPlant(async ({ sql }) => {
      await sql`insert into employee (organization_id, id, worker_id, name) select ${organization.id}, uuidv7(), 'N' || n, 'N' from generate_series(1, 2500) n`
      await sql`
        insert into overtime_request (organization_id, id, number_year, number, employee_id, department_id, project_id, work_date, start_minute, end_minute,
          starts_at, ends_at, break_minutes, minutes, kind, reason, detail)
        select ${organization.id}, uuidv7(), 2027, row_number() over (), id, ${many.id}, ${projects.ramp.id}, date '2027-01-04', 1020, 1080,
          '2027-01-04T10:00Z', '2027-01-04T11:00Z', 0, 60, 'weekday', 'r', 'd' from employee where worker_id like 'N%'`
    })
    const rows = await rowsOf('2027-01-04', '2027-01-04')
    expect(rows).toHaveLength(2500)
    expect(rows.map(({ workerId }) => workerId)).toEqual(rows.map(({ workerId }) => workerId).sort())
    const first = await here.services.database.read({ organizationId: organization.id }, async (tx) => {
      for await (const row of reportRows(tx, { start: '2027-01-04', end: '2027-01-04' })) return row
      return null
    })
    expect(first?.workerId).toBe(rows[0]?.workerId)
  })
})
