import { ImportEmployees, ListEmployees } from '@lembur/contracts/people'
import { membership, user } from '@lembur/db/schema'
import { aDepartment, aMember, anOvertimeRequest } from '@lembur/db/testing'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { allOf, auditOf, clearQueue, queuedDates, refusal, rolesWithout, type World, world } from '../testing/index.ts'
import { exportEmployees, importEmployees, listEmployees } from './index.ts'

let here: World
let admin: Ctx

beforeEach(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterEach(() => here.end())

const header = ['worker_id', 'name', 'department_code', 'is_enabled', 'exclude_from_reports']
const file = (rows: string[][], values: object = {}) => ImportEmployees.parse({ header, rows, ...values })
const newcomers = (count: number) => Array.from({ length: count }, (_, n) => [`N${n}`, `Newcomer ${n}`, 'ASSY-1', '', ''])
const stored = async () => (await listEmployees(admin, ListEmployees.parse({ pageSize: 500 }))).results
const store = <T>(run: Parameters<typeof here.test.database.transaction<T>>[1]) =>
  here.test.database.transaction({ organizationId: here.plant.organization.id }, run)

/** Comes back as soon as a statement in this test's database waits for another's lock. */
async function lockWaitedFor(): Promise<void> {
  for (let waiting = 0; waiting === 0; ) {
    const rows = await here.test.database.global`
      select 1 from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())`
    waiting = rows.length
  }
}

describe('importing employees', () => {
  it('adds and changes by worker id in any case, with columns in any order, case and older names', async () => {
    const result = await importEmployees(
      admin,
      ImportEmployees.parse({
        header: ['\uFEFFName', 'DEPARTMENT', ' Emp ID ', 'Is Enabled', 'shoe size'],
        rows: [
          ['Rizky P.', 'assy-1', 'mw2400549', 'Ya', '42'],
          ['', '', '', '', ''],
          ['Dewi Lestari', '', 'MW900', '0', '38'],
          ['Agus Setiawan', 'ASSY-1', 'MW2402210', '', '41'],
        ],
      }),
    )
    expect(result).toEqual({ dryRun: false, totalRows: 3, created: 1, updated: 1, unchanged: 1, errors: [], applied: true })
    expect(await stored()).toMatchObject([
      { workerId: 'MW2400549', name: 'Rizky P.', departmentCode: 'ASSY-1', isEnabled: true, version: 2 },
      { workerId: 'MW2402210', name: 'Agus Setiawan', version: 1 },
      { workerId: 'MW2402218' },
      { workerId: 'MW900', name: 'Dewi Lestari', departmentId: null, isEnabled: false, version: 1 },
    ])
    const [audited, ...more] = await auditOf(admin, 'employee.import')
    expect(more).toEqual([])
    const { assembly, testing } = here.plant.departments
    expect(audited).toMatchObject({
      before: { employees: [{ workerId: 'MW2400549', name: 'Rizky Pratama', departmentId: testing.id }] },
      after: {
        counts: { totalRows: 3, created: 1, updated: 1, unchanged: 1, errors: 0 },
        created: ['MW900'],
        employees: [{ workerId: 'MW2400549', name: 'Rizky P.', departmentId: assembly.id }],
      },
    })
  })

  it('answers the same and writes nothing on a dry run', async () => {
    const before = await stored()
    const result = await importEmployees(admin, file([...newcomers(12), ['MW2400549', 'New Name', 'NOWHERE', '', '']], { dryRun: true }))
    expect(result).toMatchObject({ dryRun: true, totalRows: 13, created: 12, updated: 0, applied: false })
    expect(result.errors).toEqual([
      {
        row: 14,
        column: 'department_code',
        value: 'NOWHERE',
        code: 'import.unknown_department',
        message: 'There is no department with this code.',
      },
    ])
    expect(await stored()).toEqual(before)
    expect(await auditOf(admin, 'employee.import')).toEqual([])
  })

  it('names each wrong cell by the row and column of the sheet', async () => {
    const closed = await store((tx) => aDepartment(tx, here.plant.organization.id, { code: 'CLOSED', isEnabled: false }))
    const rows = [
      ['', 'No id', '', '', ''],
      ['A1', '', '', '', ''],
      ['X'.repeat(21), 'Y'.repeat(101), '', '', ''],
      ['A2', 'Two wrong', '', 'maybe', 'perhaps'],
      ['A3', 'Closed', closed.code, '', ''],
      ['A4', 'First', '', '', ''],
      ['a4', 'Again', '', '', ''],
      ['A5', 'Null \0', '', '', ''],
    ]
    const { errors, applied, created } = await importEmployees(admin, file(rows))
    expect(errors.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'worker_id', 'text.required'],
      [3, 'name', 'text.required'],
      [4, 'worker_id', 'text.too_long'],
      [4, 'name', 'text.too_long'],
      [5, 'is_enabled', 'import.not_boolean'],
      [5, 'exclude_from_reports', 'import.not_boolean'],
      [6, 'department_code', 'employee.disabled_department'],
      [8, 'worker_id', 'import.repeated_row'],
      [9, 'name', 'field.invalid'],
    ])
    expect({ applied, created }).toEqual({ applied: false, created: 1 })
    expect(await stored()).toHaveLength(3)
  })

  it('applies the good lines while at most one line in ten is wrong, and none beyond', async () => {
    const wrong = ['W1', 'Wrong', 'NOWHERE', 'maybe', '']
    const applied = await importEmployees(admin, file([...newcomers(9), wrong]))
    expect(applied).toMatchObject({ applied: true, created: 9, totalRows: 10 })
    expect(await stored()).toHaveLength(12)
    const refused = await importEmployees(admin, file([...newcomers(8).map(([id, ...rest]) => [`B${id}`, ...rest]), wrong]))
    expect(refused).toMatchObject({ applied: false, totalRows: 9 })
    expect(await stored()).toHaveLength(12)
  })

  it('takes known worker ids for errors where it may not change them', async () => {
    const result = await importEmployees(admin, file([...newcomers(9), ['MW2400549', 'New Name', '', '', '']], { updateExisting: false }))
    expect(result).toMatchObject({ created: 9, updated: 0, errors: [{ row: 11, column: 'worker_id', code: 'conflict.duplicate' }] })
    expect((await stored()).find(({ workerId }) => workerId === 'MW2400549')?.name).toBe('Rizky Pratama')
  })

  it('has requests, workbooks and users follow as single changes would', async () => {
    const { organization, employees, departments, projects } = here.plant
    const request = { employeeId: employees.rizky.id, departmentId: departments.testing.id, projectId: projects.ramp.id }
    const member = await store(async (tx) => {
      await anOvertimeRequest(tx, organization.id, { ...request, workDate: '2026-05-20' })
      await anOvertimeRequest(tx, organization.id, { ...request, workDate: '2026-06-10' })
      await anOvertimeRequest(tx, organization.id, { employeeId: employees.putri.id, projectId: projects.ramp.id, workDate: '2025-02-03' })
      const made = await aMember(tx, organization.id, 'staff')
      await tx.db.update(user).set({ workerId: 'n0' }).where(eq(user.id, made.user.id))
      return made.membership
    })
    await clearQueue(admin)
    await importEmployees(
      admin,
      file([...newcomers(1), ['MW2400549', 'Rizky Pratama', 'ASSY-1', '', ''], ['MW2402218', 'Putri Handayani', 'ASSY-1', '', 'yes']]),
    )
    const departmentIds = await store(
      ({ sql }) =>
        sql<
          { id: string }[]
        >`select department_id as id from overtime_request where employee_id = ${employees.rizky.id} order by work_date`,
    )
    expect(departmentIds.map(({ id }) => id)).toEqual([departments.testing.id, departments.assembly.id])
    expect(await queuedDates(admin)).toEqual(['2025-02-03', '2026-06-10'])
    const [linked] = await store((tx) => tx.db.select().from(membership).where(eq(membership.id, member.id)))
    expect(linked?.employeeId).toBe((await stored()).find(({ workerId }) => workerId === 'N0')?.id)
  })

  it('reads back what was exported without changing anything', async () => {
    await importEmployees(admin, file([['F1', "'=SUM(A1)", '', 'no', 'yes']]))
    expect((await stored()).find(({ workerId }) => workerId === 'F1')?.name).toBe('=SUM(A1)')
    const lines = await allOf(exportEmployees(admin, {}))
    const again = await importEmployees(admin, file(lines.map((line) => Object.values(line))))
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 4, errors: [] })
  })

  it('gives way to somebody who changes an employee in the meantime', async () => {
    const importing = await store(async ({ sql }) => {
      await sql`update employee set name = 'By hand', version = version + 1 where worker_id = 'MW2400549'`
      const running = refusal(importEmployees(admin, file([...newcomers(1), ['MW2400549', 'From the file', '', '', '']])))
      await lockWaitedFor()
      return { running }
    })
    expect(await importing.running).toMatchObject({ code: 'conflict.version' })
    expect((await stored()).map(({ name }) => name).toSorted()).toEqual(['Agus Setiawan', 'By hand', 'Putri Handayani'])
  })

  it('takes 5,000 lines at once and refuses one more', async () => {
    expect(await importEmployees(admin, file(newcomers(5000)))).toMatchObject({ applied: true, created: 5000 })
    const tooMany = { ...file([]), rows: newcomers(5001) }
    expect(await refusal(importEmployees(admin, tooMany))).toMatchObject({ code: 'import.too_many_rows' })
    expect(ImportEmployees.safeParse(tooMany).error?.issues).toMatchObject([{ message: 'import.too_many_rows' }])
  })

  it('needs a column for the worker id and one for the name, each once', async () => {
    expect(await refusal(importEmployees(admin, file([], { header: ['department', 'is_enabled'] })))).toEqual({
      code: 'import.missing_columns',
      details: { columns: ['worker_id', 'name'] },
    })
    const twice = await refusal(importEmployees(admin, file([], { header: ['worker_id', 'emp_id', 'name'] })))
    expect(twice).toMatchObject({ code: 'input.invalid', details: { fields: [{ path: 'header' }] } })
  })

  it.each(rolesWithout('employee.update'))('is not for %s, not even to try', async (role) => {
    const ctx = await here.actor(role)
    expect(await refusal(importEmployees(ctx, file(newcomers(1), { dryRun: true })))).toMatchObject({ code: 'permission.denied' })
  })
})
