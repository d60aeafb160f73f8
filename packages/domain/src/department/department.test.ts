import { CreateDepartment, ListDepartments } from '@lembur/contracts/people'
import { aDepartment, anEmployee, anOrganization, anOvertimeRequest } from '@lembur/db/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { auditOf, clearQueue, eventsOf, queuedDates, refusal, refusalsOf, rolesWithout, type World, world } from '../testing/index.ts'
import { createDepartment, getDepartment, listDepartments, removeDepartment, updateDepartment } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterAll(() => here.end())

const store = <T>(run: Parameters<typeof here.test.database.transaction<T>>[1]) =>
  here.test.database.transaction({ organizationId: here.plant.organization.id }, run)

describe('departments', () => {
  it('are listed by code with the number of their employees, for every role', async () => {
    const reader = await here.actor('user')
    const { results, count } = await listDepartments(reader, ListDepartments.parse({ search: 's' }))
    expect(results.map(({ code, employees }) => [code, employees])).toEqual([
      ['ASSY-1', 2],
      ['K390140R1C', 1],
    ])
    expect(count).toBe(2)
    const second = await listDepartments(reader, ListDepartments.parse({ page: 2, pageSize: 1, sort: 'name', order: 'desc' }))
    expect(second).toMatchObject({ count: 2, results: [{ code: 'ASSY-1' }] })
    expect((await listDepartments(reader, ListDepartments.parse({ search: '%' }))).results).toEqual([])
  })

  it('trim and upper-case their code, and refuse one that is taken, naming who has it', async () => {
    const made = await createDepartment(admin, CreateDepartment.parse({ code: ' qc-7 ', name: 'Quality' }))
    expect(made).toMatchObject({ code: 'QC-7', isEnabled: true, employees: 0, version: 1 })
    expect(await getDepartment(admin, made)).toEqual(made)
    const refused = await refusal(createDepartment(admin, CreateDepartment.parse({ code: 'QC-7', name: 'Other' })))
    expect(refused).toEqual({ code: 'conflict.duplicate', details: { field: 'code', existingId: made.id } })
    expect(await auditOf(admin, 'department.create')).toMatchObject([
      { actorId: admin.actor.userId, before: null, after: { code: 'QC-7' } },
    ])
    expect(await eventsOf(admin, 'department')).toEqual([{ action: 'created', subjectId: made.id }])
  })

  it('are changed only by who saw the newest state, and audited with both sides', async () => {
    const made = await createDepartment(admin, CreateDepartment.parse({ code: 'LOG', name: 'Logistics' }))
    const changed = await updateDepartment(admin, { id: made.id, version: 1, name: 'Warehouse', isEnabled: false })
    expect(changed).toMatchObject({ name: 'Warehouse', isEnabled: false, version: 2 })
    expect(await refusal(updateDepartment(admin, { id: made.id, version: 1, name: 'Stores' }))).toMatchObject({ code: 'conflict.version' })
    expect(await auditOf(admin, 'department.update')).toMatchObject([
      { before: { name: 'Logistics', isEnabled: true }, after: { name: 'Warehouse', isEnabled: false } },
    ])
    expect(await updateDepartment(admin, { id: made.id, name: 'Warehouse' })).toMatchObject({ version: 2 })
    expect(await auditOf(admin, 'department.update')).toHaveLength(1)
    const taken = await refusal(updateDepartment(admin, { id: made.id, code: 'ASSY-1' }))
    expect(taken.details).toEqual({ field: 'code', existingId: here.plant.departments.assembly.id })
  })

  it('have the workbooks of the running and the previous period rebuilt when they are renamed, older ones not', async () => {
    const { rizky } = here.plant.employees
    const request = { employeeId: rizky.id, projectId: here.plant.projects.ramp.id, departmentId: rizky.departmentId }
    await store(async (tx) => {
      const { id } = here.plant.organization
      await anOvertimeRequest(tx, id, { ...request, workDate: '2026-04-25' })
      await anOvertimeRequest(tx, id, { ...request, workDate: '2026-04-26' })
      await anOvertimeRequest(tx, id, { ...request, workDate: '2026-06-12', status: 'approved' })
      await anOvertimeRequest(tx, id, { ...request, workDate: '2026-06-13', status: 'rejected' })
    })
    await clearQueue(admin)
    await updateDepartment(admin, { id: here.plant.departments.testing.id, isEnabled: true })
    await updateDepartment(admin, { id: here.plant.departments.assembly.id, name: 'Assembly one' })
    expect(await queuedDates(admin)).toEqual([])
    await updateDepartment(admin, { id: here.plant.departments.testing.id, name: 'Automatic Test' })
    expect(await queuedDates(admin)).toEqual(['2026-04-26', '2026-06-12'])
  })

  it('are deleted only while nothing refers to them', async () => {
    const empty = await createDepartment(admin, CreateDepartment.parse({ code: 'EMPTY', name: 'Empty' }))
    const used = await store((tx) => aDepartment(tx, here.plant.organization.id))
    await store((tx) => anEmployee(tx, here.plant.organization.id, { departmentId: used.id }))
    expect(await refusal(removeDepartment(admin, used))).toEqual({ code: 'conflict.in_use', details: { by: 'employee' } })
    expect(await removeDepartment(admin, empty)).toEqual({ id: empty.id })
    expect(await refusal(getDepartment(admin, empty))).toMatchObject({ code: 'not_found' })
    expect(await auditOf(admin, 'department.remove')).toMatchObject([{ before: { code: 'EMPTY' }, after: null }])
  })

  it.each(rolesWithout('department.update'))('are not changed by %s', async (role) => {
    const ctx = await here.actor(role)
    const { id } = here.plant.departments.assembly
    expect(
      await refusalsOf([
        createDepartment(ctx, { code: 'NO', name: 'No', isEnabled: true }),
        updateDepartment(ctx, { id, name: 'No' }),
        removeDepartment(ctx, { id }),
      ]),
    ).toEqual(['permission.denied'])
  })

  it('of another organisation are not found', async () => {
    const elsewhere = await anOrganization(here.test.database)
    const ctx = { ...admin, actor: { ...admin.actor, organizationId: elsewhere.id } }
    expect(await refusal(getDepartment(ctx, here.plant.departments.assembly))).toMatchObject({ code: 'not_found' })
    expect(await refusal(updateDepartment(ctx, { id: here.plant.departments.assembly.id, name: 'Mine' }))).toMatchObject({
      code: 'not_found',
    })
  })
})
