import { newId } from '@lembur/db'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { auditOf, refusal, type World, world } from '../testing/index.ts'
import { aDraft, aFiled, somebody, within } from '../testing/overtime.ts'
import { decideOvertime, getOvertime, submitOvertime } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterAll(() => here.end())

type Traces = Record<'requests' | 'breaks' | 'audit' | 'events' | 'notifications' | 'files' | 'deltas' | 'numbers', number>

/** Everything that a write of overtime leaves, counted: what is equal before and after has not been written. */
async function traces() {
  const [counts] = await within(
    admin,
    ({ sql }) => sql<Traces[]>`
    select (select count(*)::int from overtime_request) as requests, (select count(*)::int from overtime_break) as breaks,
      (select count(*)::int from activity) as audit, (select count(*)::int from event) as events,
      (select count(*)::int from notification) as notifications, (select count(*)::int from report_file) as files,
      (select count(*)::int from overtime_delta) as deltas, (select coalesce(sum(last), 0)::int from number_counter) as numbers`,
  )
  const [queue] = await here.services.database.global<{ jobs: number }[]>`select count(*)::int as jobs from pgboss.job`
  return { ...counts!, ...queue! }
}

describe('a submit', () => {
  it('stores the request with its audit row, events, notices, workbooks and jobs', async () => {
    const employee = await somebody(admin, { name: 'Dewi Lestari' })
    const { id, number } = await aFiled(admin, employee, here.plant.projects.fixture, {
      workDate: '2026-03-05',
      timeStart: '17:20',
      timeEnd: '22:00',
    })

    const detail = await getOvertime(admin, { id })
    expect(detail).toMatchObject({
      number,
      employeeName: 'Dewi Lestari',
      status: 'pending',
      version: 1,
      filedByName: admin.actor.displayName,
    })
    expect(detail.breaks).toMatchObject([{ start: '21:20', end: '22:00', touched: false }])
    expect(detail.timeline.map(({ action }) => action)).toEqual(['overtime.submit'])

    const [audit] = (await auditOf(admin, 'overtime.submit')).filter(({ subjectId }) => subjectId === id)
    expect(audit).toMatchObject({ actorId: admin.actor.userId, subjectLabel: 'Dewi Lestari, 2026-03-05', before: null })
    expect(audit?.after).toMatchObject({ employeeId: employee.id, minutes: 240, status: 'pending', breaks: [[1280, 1320, false]] })

    const events = await within(
      admin,
      ({ sql }) => sql`select topic, action, employee_id as "employeeId" from event where subject_id = ${id}`,
    )
    expect([...events]).toEqual([{ topic: 'overtime', action: 'submitted', employeeId: employee.id }])

    const files = await within(
      admin,
      ({ sql }) => sql`select kind, start_date as start, end_date as end, file_name as name from report_file order by kind`,
    )
    expect([...files]).toEqual([
      { kind: 'daily-form', start: '2026-03-05', end: '2026-03-05', name: '20260305OT.xlsx' },
      { kind: 'daily-summary', start: '2026-03-05', end: '2026-03-05', name: '20260305OTSummary.xlsx' },
      { kind: 'period-form', start: '2026-02-26', end: '2026-03-25', name: '~2026_02_26-2026_03_25OT.xlsx' },
      { kind: 'period-summary', start: '2026-02-26', end: '2026-03-25', name: '~2026_02_26-2026_03_25OTSummary.xlsx' },
    ])
    const jobs = await here.services.database
      .global`select name, data->>'date' as date, data->>'start' as start from pgboss.job order by name`
    expect([...jobs]).toEqual([
      { name: 'report.rebuild-daily', date: '2026-03-05', start: null },
      { name: 'report.rebuild-period', date: null, start: '2026-02-26' },
    ])
  })

  it('rebuilds a date’s workbooks once, however many requests came', async () => {
    const before = await traces()
    for (let i = 0; i < 3; i++) await aFiled(admin, await somebody(admin), here.plant.projects.ramp, { workDate: '2026-04-02' })
    const after = await traces()
    expect(after.jobs - before.jobs).toBe(2)
    expect(after.files - before.files).toBe(4)
  })

  it('tells the approvers of that department, but neither its filer nor the one it is for', async () => {
    const { assembly, testing } = here.plant.departments
    const approving = await here.actor('superadmin')
    await here.actor('superadmin', here.plant.employees.agus)
    const granted = await here.actor('staff')
    const elsewhere = await here.actor('staff')
    const grant = (ctx: Ctx, departmentId: string) =>
      within(
        ctx,
        ({ sql }) => sql`
        insert into permission_override (organization_id, id, user_id, permission, effect, scope, department_id)
        values (${ctx.actor.organizationId}, ${newId()}, ${ctx.actor.userId}, 'overtime.decide', 'add', 'department', ${departmentId})`,
      )
    await grant(granted, assembly.id)
    await grant(elsewhere, testing.id)
    const { id } = await aFiled(admin, here.plant.employees.agus, here.plant.projects.ramp, { workDate: '2026-05-04' })
    const told = await within(
      admin,
      ({ sql }) => sql<{ userId: string; link: string }[]>`
      select user_id as "userId", link from notification where link = ${`/ot/approvals?request=${id}`}`,
    )
    expect(told.map(({ userId }) => userId).toSorted()).toEqual([approving.actor.userId, granted.actor.userId].toSorted())
  })

  it('leaves nothing but a number that nobody has where its last statement fails', async () => {
    const before = await traces()
    const jobs = { ...admin.services.jobs, statement: async () => ({ text: 'select 1 / 0', values: [] }) }
    const failing: Ctx = { ...admin, services: { ...admin.services, jobs } }
    const draft = aDraft(await somebody(admin), here.plant.projects.ramp, { workDate: '2026-07-01', timeEnd: '22:00' })
    await expect(submitOvertime(failing, draft)).rejects.toMatchObject({ code: '22012' })
    expect(await traces()).toEqual({ ...before, numbers: before.numbers + 1 })
  })

  it('leaves nothing else where one of its rows is refused, and says which', async () => {
    const before = await traces()
    const stranger: Ctx = { ...admin, actor: { ...admin.actor, userId: newId() } }
    const draft = aDraft(await somebody(admin), here.plant.projects.ramp, { workDate: '2026-07-01', timeEnd: '22:00' })
    await expect(submitOvertime(stranger, draft)).rejects.toMatchObject({ constraint_name: 'overtime_request_filed_by_id_user_id_fk' })
    expect(await traces()).toEqual({ ...before, numbers: before.numbers + 1 })
  })
})

describe('a submit with an id of the client’s', () => {
  it('may be repeated: the same answer, and nothing is written', async () => {
    const draft = aDraft(await somebody(admin), here.plant.projects.ramp, { id: newId(), timeEnd: '22:00' })
    const first = await submitOvertime(admin, draft)
    const before = await traces()
    expect((await submitOvertime(admin, draft)).row).toEqual(first.row)
    expect(await traces()).toEqual(before)
  })

  it('is answered with the request as it is by now', async () => {
    const draft = aDraft(await somebody(admin), here.plant.projects.ramp, { id: newId() })
    const { row } = await submitOvertime(admin, draft)
    await decideOvertime(admin, { id: row.id, outcome: 'approved' })
    expect((await submitOvertime(admin, draft)).row.status).toBe('approved')
  })

  it.each([
    ['another date', { workDate: '2026-06-12' }],
    ['other times', { timeEnd: '19:00' }],
    ['another reason', { reason: 'Late delivery' }],
    ['other words', { detail: 'Another lot' }],
    ['other breaks', { breaks: [{ start: '17:30', end: '17:40' }] }],
  ])('is refused where it stands for %s: an edit must not be lost', async (_, change) => {
    const draft = aDraft(await somebody(admin), here.plant.projects.ramp, { id: newId() })
    await submitOvertime(admin, draft)
    expect(await refusal(submitOvertime(admin, { ...draft, ...change }))).toMatchObject({
      code: 'overtime.duplicate_id',
      details: { id: draft.id },
    })
  })

  it('is refused where it stands for another employee', async () => {
    const draft = aDraft(await somebody(admin), here.plant.projects.ramp, { id: newId() })
    await submitOvertime(admin, draft)
    const others = { ...draft, employeeId: (await somebody(admin)).id }
    expect(await refusal(submitOvertime(admin, others))).toMatchObject({ code: 'overtime.duplicate_id' })
  })

  it('shows nothing to one who may not file for that employee', async () => {
    const draft = aDraft(here.plant.employees.putri, here.plant.projects.ramp, { id: newId() })
    await submitOvertime(admin, draft)
    const staff = await here.actor('staff', here.plant.employees.rizky)
    expect(await refusal(submitOvertime(staff, draft))).toMatchObject({ code: 'permission.denied' })
  })
})

describe('running numbers', () => {
  it('follow each other without a gap and begin again each year of the plant’s clock', async () => {
    const numberAt = async (now: string) => {
      const row = await aFiled({ ...admin, now: new Date(now) }, await somebody(admin), here.plant.projects.ramp)
      return row.number
    }
    const first = await numberAt('2030-06-01T00:00:00Z')
    expect(first).toBe('OT-2030-000001')
    expect(await numberAt('2030-12-31T16:59:59Z')).toBe('OT-2030-000002')
    expect(await numberAt('2030-12-31T17:00:00Z')).toBe('OT-2031-000001')
    expect(await numberAt('2030-12-31T16:59:59Z')).toBe('OT-2030-000003')
  })
})
