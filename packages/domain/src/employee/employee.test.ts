import { CreateEmployee, ListEmployees } from '@lembur/contracts/people'
import { membership, overtimeLimit, user } from '@lembur/db/schema'
import { aDepartment, aMember, anEmployee, anOvertimeRequest } from '@lembur/db/testing'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import {
  allOf,
  auditOf,
  clearQueue,
  eventsOf,
  queuedDates,
  refusal,
  refusalsOf,
  rolesWithout,
  type World,
  world,
} from '../testing/index.ts'
import { createEmployee, exportEmployees, getEmployee, listEmployees, removeEmployee, updateEmployee } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterAll(() => here.end())

const store = <T>(run: Parameters<typeof here.test.database.transaction<T>>[1]) =>
  here.test.database.transaction({ organizationId: here.plant.organization.id }, run)
const names = async (ctx: Ctx, filter: object) =>
  (await listEmployees(ctx, ListEmployees.parse({ sort: 'name', ...filter }))).results.map(({ name }) => name)
const fieldsOf = ({ details }: { details: Record<string, unknown> }) => details.fields
const someone = (values: object) => CreateEmployee.parse({ name: 'Dewi Lestari', ...values })

describe('listing employees', () => {
  it('finds them by name, worker id, department and state, with the department of today', async () => {
    const reader = await here.actor('user')
    const { results } = await listEmployees(reader, ListEmployees.parse({ search: 'mw2400549' }))
    expect(results).toMatchObject([{ name: 'Rizky Pratama', departmentCode: 'K390140R1C', departmentName: 'Automatic System Test' }])
    expect(await names(reader, { search: 'putri' })).toEqual(['Putri Handayani'])
    expect(await names(reader, { departmentId: here.plant.departments.assembly.id })).toEqual(['Agus Setiawan', 'Putri Handayani'])
    expect(await names(reader, { isEnabled: 'false' })).toEqual([])
    expect(await names(reader, { sort: 'departmentCode', order: 'desc', pageSize: 1 })).toEqual(['Rizky Pratama'])
  })

  it('leaves to choose only those the reader may file for', async () => {
    const { putri } = here.plant.employees
    expect(await names(await here.actor('staff', putri), { fileable: 'true' })).toEqual(['Putri Handayani'])
    expect(await names(await here.actor('user', putri), { fileable: 'true' })).toEqual([])
    const leader = await here.actor('staff', putri, [{ permission: 'overtime.create', departmentId: here.plant.departments.testing.id }])
    expect(await names(leader, { fileable: 'true' })).toEqual(['Putri Handayani', 'Rizky Pratama'])
    expect(await names(admin, { fileable: 'true' })).toHaveLength(3)
    const habit = await here.actor('staff', putri)
    expect(await names({ ...habit, plant: { ...habit.plant, anyoneFilesForAnyone: true } }, { fileable: 'true' })).toHaveLength(3)
  })
})

describe('adding an employee', () => {
  it('audits him, and makes the user with his worker id him, whatever the case', async () => {
    const { id } = here.plant.organization
    const member = await store(async (tx) => {
      const made = await aMember(tx, id, 'staff')
      await tx.db.update(user).set({ workerId: 'mw777' }).where(eq(user.id, made.user.id))
      return made.membership
    })
    const made = await createEmployee(admin, someone({ workerId: 'MW777', departmentId: here.plant.departments.testing.id }))
    expect(made).toMatchObject({
      departmentCode: 'K390140R1C',
      isEnabled: true,
      excludeFromReports: false,
      periodStartDay: null,
      version: 1,
    })
    expect(await getEmployee(admin, made)).toEqual(made)
    const [linked] = await store((tx) => tx.db.select().from(membership).where(eq(membership.id, member.id)))
    expect(linked?.employeeId).toBe(made.id)
    expect(await auditOf(admin, 'employee.create')).toMatchObject([{ before: null, after: { workerId: 'MW777', linkedUsers: 1 } }])
    expect(await eventsOf(admin, 'employee')).toEqual([{ action: 'created', subjectId: made.id }])
  })

  it('refuses a worker id that is taken in any case, naming who has it', async () => {
    const refused = await refusal(createEmployee(admin, someone({ workerId: 'mw2400549' })))
    expect(refused).toEqual({ code: 'conflict.duplicate', details: { field: 'workerId', existingId: here.plant.employees.rizky.id } })
  })

  it('puts him only into a department that is there and enabled', async () => {
    const closed = await store((tx) => aDepartment(tx, here.plant.organization.id, { isEnabled: false }))
    const into = async (departmentId: string) => fieldsOf(await refusal(createEmployee(admin, someone({ workerId: 'MW1', departmentId }))))
    expect(await into(closed.id)).toMatchObject([{ path: 'departmentId', code: 'employee.disabled_department' }])
    expect(await into(here.plant.projects.ramp.id)).toMatchObject([{ path: 'departmentId', code: 'employee.unknown_department' }])
  })
})

describe('changing an employee', () => {
  it('takes his requests of the running period along to a new department, and rebuilds their workbooks', async () => {
    const { organization, departments, projects } = here.plant
    const person = await store((tx) => anEmployee(tx, organization.id, { departmentId: departments.assembly.id }))
    const request = { employeeId: person.id, projectId: projects.ramp.id, departmentId: departments.assembly.id }
    const [older, running, rejected, later] = await store(async (tx) => [
      await anOvertimeRequest(tx, organization.id, { ...request, workDate: '2026-05-25' }),
      await anOvertimeRequest(tx, organization.id, { ...request, workDate: '2026-05-26', status: 'approved' }),
      await anOvertimeRequest(tx, organization.id, { ...request, workDate: '2026-06-01', status: 'rejected' }),
      await anOvertimeRequest(tx, organization.id, { ...request, workDate: '2026-07-01' }),
    ])
    await clearQueue(admin)
    const moved = await updateEmployee(admin, { id: person.id, version: 1, departmentId: departments.testing.id })
    expect(moved).toMatchObject({ departmentCode: 'K390140R1C', departmentName: 'Automatic System Test', version: 2 })
    const rows = await store(
      ({ sql }) => sql<{ id: string; departmentId: string }[]>`
        select id, department_id as "departmentId" from overtime_request where employee_id = ${person.id} order by work_date`,
    )
    expect(rows.map(({ id, departmentId }) => [id, departmentId])).toEqual([
      [older?.id, departments.assembly.id],
      ...[running, rejected, later].map((row) => [row?.id, departments.testing.id]),
    ])
    expect(await queuedDates(admin)).toEqual(['2026-05-26', '2026-07-01'])
    expect(await auditOf(admin, 'employee.update')).toMatchObject([
      { before: { departmentCode: 'ASSY-1' }, after: { departmentCode: 'K390140R1C', movedRequests: 3 } },
    ])
    expect(await eventsOf(admin, 'overtime')).toEqual([{ action: 'moved', subjectId: null }])
  })

  it.each([{ name: 'Putri H.' }, { workerId: 'MW2402219' }, { excludeFromReports: true }])(
    'rebuilds the workbooks of all his counted requests after %o',
    async (change) => {
      const { organization, employees, projects } = here.plant
      const employeeId = employees.putri.id
      const workDate = { name: '2024-01-02', workerId: '2024-01-03', excludeFromReports: '2024-01-04' }[Object.keys(change)[0] ?? '']!
      await store((tx) => anOvertimeRequest(tx, organization.id, { employeeId, projectId: projects.ramp.id, workDate }))
      await clearQueue(admin)
      await updateEmployee(admin, { id: employeeId, ...change })
      expect(await queuedDates(admin)).toContain(workDate)
    },
  )

  it('leaves the workbooks alone where they do not show the change, and writes nothing for no change', async () => {
    await clearQueue(admin)
    const { putri } = here.plant.employees
    const changed = await updateEmployee(admin, { id: putri.id, periodStartDay: 18, isEnabled: false })
    expect(changed).toMatchObject({ periodStartDay: 18, isEnabled: false })
    const audited = (await auditOf(admin, 'employee.update')).length
    expect(await updateEmployee(admin, { id: putri.id, periodStartDay: 18 })).toMatchObject({ version: changed.version })
    expect(await auditOf(admin, 'employee.update')).toHaveLength(audited)
    expect(await queuedDates(admin)).toEqual([])
  })

  it('refuses an older state, a taken worker id and a disabled department, and keeps one he is already in', async () => {
    const { organization, employees } = here.plant
    const { agus } = employees
    const closed = await store((tx) => aDepartment(tx, organization.id, { isEnabled: false }))
    const inIt = await store((tx) => anEmployee(tx, organization.id, { departmentId: closed.id }))
    expect(await refusal(updateEmployee(admin, { id: agus.id, version: 9, name: 'Agus' }))).toMatchObject({ code: 'conflict.version' })
    expect(await refusal(updateEmployee(admin, { id: agus.id, workerId: 'mw2400549' }))).toEqual({
      code: 'conflict.duplicate',
      details: { field: 'workerId', existingId: employees.rizky.id },
    })
    expect(fieldsOf(await refusal(updateEmployee(admin, { id: agus.id, departmentId: closed.id })))).toMatchObject([
      { code: 'employee.disabled_department' },
    ])
    expect(await updateEmployee(admin, { id: inIt.id, departmentId: closed.id, name: 'Slamet' })).toMatchObject({
      departmentCode: closed.code,
    })
    expect(await updateEmployee(admin, { id: inIt.id, departmentId: null })).toMatchObject({ departmentId: null, departmentCode: null })
  })
})

describe('deleting an employee', () => {
  it('is refused while a request, a user or a limit refers to him', async () => {
    const { organization, projects } = here.plant
    const [free, filer, member, limited] = await store(async (tx) => {
      const people = [
        await anEmployee(tx, organization.id),
        await anEmployee(tx, organization.id),
        await anEmployee(tx, organization.id),
      ] as const
      await anOvertimeRequest(tx, organization.id, { employeeId: people[0].id, projectId: projects.ramp.id, workDate: '2026-06-12' })
      const limit = {
        organizationId: organization.id,
        id: people[2].id,
        scope: 'employee',
        employeeId: people[2].id,
        span: 'week',
      } as const
      await tx.db.insert(overtimeLimit).values({ ...limit, maxMinutes: 60 })
      return [await anEmployee(tx, organization.id), ...people] as const
    })
    await here.actor('staff', member)
    expect(await refusal(removeEmployee(admin, filer))).toEqual({ code: 'conflict.in_use', details: { by: 'overtime' } })
    expect(await refusal(removeEmployee(admin, member))).toEqual({ code: 'conflict.in_use', details: { by: 'user' } })
    expect(await refusal(removeEmployee(admin, limited))).toEqual({ code: 'conflict.in_use', details: { by: 'limit' } })
    expect(await removeEmployee(admin, free)).toEqual({ id: free.id })
    expect(await auditOf(admin, 'employee.remove')).toMatchObject([{ before: { workerId: free.workerId }, after: null }])
  })
})

describe('exporting employees', () => {
  it('gives every line by the columns that the import reads', async () => {
    const lines = await allOf(exportEmployees(await here.actor('user'), { search: 'rizky' }))
    expect(lines).toEqual([
      { worker_id: 'MW2400549', name: 'Rizky Pratama', department_code: 'K390140R1C', is_enabled: 'true', exclude_from_reports: 'false' },
    ])
  })

  it('goes on past one page, none twice', async () => {
    await store(async ({ sql }) => {
      await sql`
        insert into employee (organization_id, id, worker_id, name)
        select ${here.plant.organization.id}, uuidv7(), 'X' || n, 'Batch' from generate_series(1, 1001) n`
    })
    const ids = (await allOf(exportEmployees(admin, { search: 'batch' }))).map(({ worker_id }) => worker_id)
    expect(ids).toHaveLength(1001)
    expect(new Set(ids).size).toBe(1001)
  })
})

describe('employees', () => {
  it.each(rolesWithout('employee.update'))('are not changed by %s', async (role) => {
    const ctx = await here.actor(role)
    const { id } = here.plant.employees.agus
    expect(
      await refusalsOf([
        createEmployee(ctx, someone({ workerId: 'NO' })),
        updateEmployee(ctx, { id, name: 'No' }),
        removeEmployee(ctx, { id }),
      ]),
    ).toEqual(['permission.denied'])
  })
})
