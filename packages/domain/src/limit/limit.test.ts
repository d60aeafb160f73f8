import { SetLimit } from '@lembur/contracts/rules'
import { employee } from '@lembur/db/schema'
import { anOvertimeRequest } from '@lembur/db/testing'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { auditOf, eventsOf, refusal, rolesWithout, type World, world } from '../testing/index.ts'
import { listLimits, previewLimit, setLimit } from './index.ts'

let here: World
let admin: Ctx

beforeEach(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterEach(() => here.end())

const set = (values: object, ctx = admin) =>
  setLimit(ctx, SetLimit.parse({ scope: 'organisation', span: 'week', advisedMinutes: null, maxMinutes: null, ...values }))
const listed = async (ctx = admin) =>
  (await listLimits(ctx)).results.map((row) => [
    row.departmentCode ?? row.employeeName ?? 'all',
    row.span,
    row.advisedMinutes,
    row.maxMinutes,
  ])

describe('limits', () => {
  it('are the plant’s defaults until somebody sets others, for every role to read', async () => {
    expect(await listed(await here.actor('user'))).toEqual([
      ['all', 'day', null, 240],
      ['all', 'week', 900, 1080],
      ['all', 'period', 3600, 4320],
    ])
  })

  it('are set anew or changed, one for each scope, target and span, with an audit of both sides', async () => {
    const { assembly } = here.plant.departments
    const changed = await set({ advisedMinutes: 600, maxMinutes: 900, severity: 'block', kinds: ['weekday', 'weekend'] })
    expect(changed).toMatchObject({ version: 2, severity: 'block', kinds: ['weekday', 'weekend'] })
    const made = await set({ scope: 'department', departmentId: assembly.id, maxMinutes: 720 })
    expect(made).toMatchObject({ departmentCode: 'ASSY-1', advisedMinutes: null, severity: 'warn', kinds: null, version: 1 })
    await set({ scope: 'employee', employeeId: here.plant.employees.rizky.id, span: 'day', advisedMinutes: 60 })
    expect(await listed()).toEqual([
      ['all', 'day', null, 240],
      ['all', 'week', 600, 900],
      ['all', 'period', 3600, 4320],
      ['ASSY-1', 'week', null, 720],
      ['Rizky Pratama', 'day', 60, null],
    ])
    const [first, second] = await auditOf(admin, 'limit.set')
    expect(first).toMatchObject({
      subjectLabel: 'organisation, week',
      before: { advisedMinutes: 900, maxMinutes: 1080, severity: 'warn' },
      after: { advisedMinutes: 600, maxMinutes: 900, severity: 'block' },
    })
    expect(second).toMatchObject({ subjectLabel: 'ASSY-1, week', before: null, after: { maxMinutes: 720 } })
    expect(await eventsOf(admin, 'limit')).toHaveLength(3)
  })

  it('write nothing where they are set to what they are', async () => {
    expect(await set({ advisedMinutes: 900, maxMinutes: 1080 })).toMatchObject({ version: 1 })
    expect(await auditOf(admin, 'limit.set')).toEqual([])
  })

  it('go where both values are null, and a missing one is no error', async () => {
    expect(await set({})).toBeNull()
    expect(await set({})).toBeNull()
    expect(await listed()).toHaveLength(2)
    expect(await auditOf(admin, 'limit.set')).toMatchObject([{ before: { maxMinutes: 1080 }, after: null }])
  })

  it('are for a department or employee that is there', async () => {
    const refused = await refusal(set({ scope: 'department', departmentId: here.plant.projects.ramp.id, maxMinutes: 60 }))
    expect(refused).toMatchObject({ code: 'input.invalid', details: { fields: [{ path: 'departmentId' }] } })
  })

  it('are set by one after the other, so that many at once make one', async () => {
    const scope = { scope: 'employee', employeeId: here.plant.employees.agus.id }
    const hours = [1, 2, 3, 4, 5, 6, 7, 8]
    const every = await Promise.all(hours.map((hour) => set({ ...scope, maxMinutes: hour * 60 })))
    expect(every.map((limit) => limit?.version).toSorted()).toEqual(hours)
    expect(await listed()).toHaveLength(4)
  })

  it.each(rolesWithout('limit.update'))('are neither set nor tried by %s', async (role) => {
    const ctx = await here.actor(role)
    expect(await refusal(set({ maxMinutes: 60 }, ctx))).toMatchObject({ code: 'permission.denied' })
    expect(await refusal(previewLimit(ctx, { span: 'week', maxMinutes: 60 }))).toMatchObject({ code: 'permission.denied' })
  })
})

describe('a limit that is not saved yet', () => {
  it('says how many people have more than it today, this week and in their own running period', async () => {
    const { organization, employees, projects } = here.plant
    const { rizky, putri, agus } = employees
    await here.test.database.transaction({ organizationId: organization.id }, async (tx) => {
      const file = (employeeId: string, workDate: string, values: object = {}) =>
        anOvertimeRequest(tx, organization.id, { employeeId, projectId: projects.ramp.id, workDate, ...values })
      await file(rizky.id, '2026-06-11', { status: 'approved' })
      await file(rizky.id, '2026-06-08')
      await file(rizky.id, '2026-06-07')
      await file(rizky.id, '2026-06-12', { status: 'rejected' })
      await file(putri.id, '2026-06-14')
      await file(agus.id, '2026-05-20')
      await file(agus.id, '2026-05-25', { startMinute: 600 })
    })
    const over = async (span: 'day' | 'week' | 'period', maxMinutes: number) => (await previewLimit(admin, { span, maxMinutes })).peopleOver
    expect(await previewLimit(admin, { span: 'week', maxMinutes: 119 })).toEqual({ peopleOver: 1, people: 3 })
    expect([await over('week', 120), await over('week', 59), await over('week', 60)]).toEqual([0, 2, 1])
    expect([await over('day', 59), await over('day', 60)]).toEqual([1, 0])
    expect([await over('period', 179), await over('period', 59), await over('period', 180)]).toEqual([1, 2, 0])
    // From the 18th his period holds both requests of May.
    await here.test.database.transaction({ organizationId: organization.id }, ({ db }) =>
      db.update(employee).set({ periodStartDay: 18 }).where(eq(employee.id, agus.id)),
    )
    expect([await over('period', 119), await over('period', 120)]).toEqual([2, 1])
  })
})
