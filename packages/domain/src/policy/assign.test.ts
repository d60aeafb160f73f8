import { AssignPolicy, ListPolicyAssignments } from '@lembur/contracts/policies'
import { newId } from '@lembur/db'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createDepartment, removeDepartment } from '../department/index.ts'
import { removeEmployee } from '../employee/index.ts'
import type { Ctx } from '../kernel/index.ts'
import { auditOf, eventsOf, refusal, type World, world } from '../testing/index.ts'
import { somebody } from '../testing/overtime.ts'
import { aPolicy, assigned, aVersion, dayCap } from '../testing/policy.ts'
import { assignPolicy, listPolicyAssignments, policyInForce, unassignPolicy } from './index.ts'

let here: World
let admin: Ctx
let plant: { id: string }
let line: { id: string }

beforeEach(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
  plant = await aPolicy(admin, 'Plant')
  line = await aPolicy(admin, 'Line')
  for (const policy of [plant, line]) await aVersion(admin, policy, '2026-01-01', dayCap(3))
})
afterEach(() => here.end())

const listed = async (filter: object = {}) => (await listPolicyAssignments(admin, ListPolicyAssignments.parse(filter))).results

describe('an assignment', () => {
  it('is of a policy that was published, to somebody who is there', async () => {
    const fresh = await aPolicy(admin, 'Fresh')
    expect(await refusal(assigned(admin, fresh.id, '2026-07-01'))).toEqual({ code: 'policy.no_version', details: { field: 'policyId' } })
    const fields = (path: string, code: string) => ({
      code: 'input.invalid',
      details: { fields: [expect.objectContaining({ path, code })] },
    })
    expect(await refusal(assigned(admin, newId(), '2026-07-01'))).toMatchObject(fields('policyId', 'policy.unknown_policy'))
    expect(await refusal(assigned(admin, plant.id, '2026-07-01', { departmentId: newId() }))).toMatchObject(
      fields('departmentId', 'limit.scope'),
    )
    expect(await refusal(assigned(admin, plant.id, '2026-07-01', { employeeId: newId() }))).toMatchObject(
      fields('employeeId', 'limit.scope'),
    )
    const unnamed = { scope: 'department', policyId: plant.id, effectiveFrom: '2026-07-01' }
    expect(AssignPolicy.safeParse(unnamed).error?.issues).toMatchObject([{ path: ['scope'], message: 'limit.scope' }])
  })

  it('is audited with what it replaced, and heard of', async () => {
    const made = await assigned(admin, plant.id, '2026-07-01')
    const changed = await assigned(admin, line.id, '2026-07-01')
    expect(changed).toMatchObject({ id: made.id, policyName: 'Line', effectiveFrom: '2026-07-01', canRemove: true, holdsToday: false })
    const audits = await auditOf(admin, 'policy.assign')
    expect(audits).toMatchObject([
      { subjectLabel: 'organisation, 2026-07-01', before: null, after: { policyName: 'Plant' } },
      { before: { policyName: 'Plant' }, after: { policyName: 'Line' } },
    ])
    expect((await eventsOf(admin, 'policy')).at(-1)).toEqual({ action: 'assigned', subjectId: line.id })
    await assigned(admin, line.id, '2026-07-01')
    expect(await auditOf(admin, 'policy.assign')).toHaveLength(2)
  })

  it('whose day has come stays for ever; one that is to come may be taken back', async () => {
    const held = await assigned(admin, plant.id, '2026-06-11')
    expect(held).toMatchObject({ canRemove: false, holdsToday: true })
    expect(await refusal(unassignPolicy(admin, held))).toEqual({ code: 'policy.in_use', details: { field: 'effectiveFrom' } })
    expect(await refusal(assigned(admin, line.id, '2026-06-11'))).toEqual({
      code: 'conflict.duplicate',
      details: { field: 'effectiveFrom', existingId: held.id },
    })
    const future = await assigned(admin, line.id, '2026-06-12')
    expect((await unassignPolicy(admin, future)).id).toBe(future.id)
    expect((await auditOf(admin, 'policy.unassign')).at(-1)).toMatchObject({ before: { policyName: 'Line' }, after: null })
    expect((await refusal(unassignPolicy(admin, future))).code).toBe('not_found')
    expect((await listed()).map(({ id }) => id)).toEqual([held.id])
  })

  it('keeps the department or employee it is for from being deleted', async () => {
    const department = await createDepartment(admin, { code: 'NEW', name: 'New', isEnabled: true })
    const employee = await somebody(admin)
    await assigned(admin, plant.id, '2026-06-01', { departmentId: department.id })
    await assigned(admin, plant.id, '2026-06-01', { employeeId: employee.id })
    const inUse = { code: 'conflict.in_use', details: { by: 'policy' } }
    expect(await refusal(removeDepartment(admin, department))).toEqual(inUse)
    expect(await refusal(removeEmployee(admin, employee))).toEqual(inUse)
  })

  it('made twice at once for one day is one', async () => {
    const both = await Promise.all([assigned(admin, plant.id, '2026-07-01'), assigned(admin, line.id, '2026-07-01')])
    expect(new Set(both.map(({ id }) => id)).size).toBe(1)
    expect(await listed()).toHaveLength(1)
  })

  it('is listed with what holds today: the organisation’s first, then departments and people, each newest first', async () => {
    const { employees, departments } = here.plant
    await assigned(admin, plant.id, '2026-02-01', { employeeId: employees.rizky.id })
    await assigned(admin, plant.id, '2026-02-01', { departmentId: departments.testing.id })
    for (const day of ['2026-02-01', '2026-03-01', '2026-08-01']) await assigned(admin, plant.id, day)
    const shown = (await listed()).map(
      ({ departmentCode, employeeName, effectiveFrom, holdsToday }) =>
        `${departmentCode ?? employeeName ?? '*'} ${effectiveFrom}${holdsToday ? ' holds' : ''}`,
    )
    expect(shown).toEqual([
      '* 2026-08-01',
      '* 2026-03-01 holds',
      '* 2026-02-01',
      'K390140R1C 2026-02-01 holds',
      'Rizky Pratama 2026-02-01 holds',
    ])
    expect(await listed({ scope: 'department' })).toHaveLength(1)
    expect(await listed({ employeeId: employees.rizky.id })).toHaveLength(1)
    expect(await listed({ policyId: line.id })).toEqual([])
    expect(await listPolicyAssignments(admin, ListPolicyAssignments.parse({ page: 2, pageSize: 2 }))).toMatchObject({
      count: 5,
      results: [{}, {}],
    })
  })
})

describe('what is in force', () => {
  it('says which version of which policy, since when, and which scope decided', async () => {
    const { rizky, putri } = here.plant.employees
    await assigned(admin, plant.id, '2026-02-01')
    await assigned(admin, line.id, '2026-03-01', { departmentId: here.plant.departments.testing.id })
    const reader = await here.actor('user')
    expect(await policyInForce(reader, { employeeId: rizky.id })).toEqual({
      date: '2026-06-11',
      policyId: line.id,
      policyName: 'Line',
      versionId: expect.any(String),
      versionNumber: 1,
      versionFrom: '2026-01-01',
      assignedFrom: '2026-03-01',
      decidedBy: 'department',
      pack: 'ID',
      packVersion: 'PP35-2021',
      title: 'Indonesia: PP 35/2021',
    })
    expect(await policyInForce(reader, { employeeId: putri.id })).toMatchObject({ policyName: 'Plant', decidedBy: 'organisation' })
    expect(await policyInForce(reader, { date: '2026-01-31' })).toMatchObject({
      policyId: null,
      versionId: null,
      assignedFrom: null,
      decidedBy: 'pack',
      pack: 'ID',
    })
    expect((await refusal(policyInForce(reader, { employeeId: newId() }))).code).toBe('not_found')
  })
})

describe('who may assign', () => {
  it('is who may change policies', async () => {
    const actor = await here.actor('staff')
    const input = AssignPolicy.parse({ scope: 'organisation', policyId: plant.id, effectiveFrom: '2026-07-01' })
    expect((await refusal(assignPolicy(actor, input))).code).toBe('permission.denied')
  })
})
