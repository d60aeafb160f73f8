import type { OvertimeStatus } from '@lembur/contracts/overtime'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { auditOf, clearQueue, eventsOf, queuedDates, refusal, rolesWithout, type World, world } from '../testing/index.ts'
import { aFiled, somebody, stored, within } from '../testing/overtime.ts'
import { decideOvertime, getOvertime, submitOvertime, withdrawOvertime } from './index.ts'

let here: World
let admin: Ctx
const later = new Date('2026-06-12T01:30:00Z')

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = { ...(await here.actor('ptb_admin')), now: later }
})
afterAll(() => here.end())

const inState = async (status: OvertimeStatus) => {
  const employee = await somebody(admin)
  const [row] = await stored(admin, [{ employeeId: employee.id, projectId: here.plant.projects.ramp.id, workDate: '2026-06-11', status }])
  return row!.id
}
const decide = (id: string, outcome: 'approved' | 'rejected' | 'pending', reason?: string) => decideOvertime(admin, { id, outcome, reason })

describe('a decision', () => {
  it.each([
    ['pending', 'approved', true],
    ['pending', 'rejected', true],
    ['approved', 'pending', true],
    ['rejected', 'pending', true],
    ['pending', 'pending', false],
    ['approved', 'approved', false],
    ['approved', 'rejected', false],
    ['rejected', 'approved', false],
    ['rejected', 'rejected', false],
    ['withdrawn', 'approved', false],
    ['withdrawn', 'rejected', false],
    ['withdrawn', 'pending', false],
  ] as const)('takes %s to %s: %s', async (from, to, possible) => {
    const id = await inState(from)
    if (possible) expect((await decide(id, to, 'So decided')).status).toBe(to)
    else expect(await refusal(decide(id, to, 'So decided'))).toMatchObject({ code: 'overtime.transition', details: { from, to } })
  })

  it('stores who, when and why, in the row and in the audit', async () => {
    const { id } = await aFiled(admin, await somebody(admin), here.plant.projects.ramp)
    await decide(id, 'rejected', 'The line stands still')
    const stamp = { decidedByName: admin.actor.displayName, decidedAt: later.toISOString(), decisionReason: 'The line stands still' }
    expect(await getOvertime(admin, { id })).toMatchObject({ status: 'rejected', version: 2, ...stamp })
    const [audit] = (await auditOf(admin, 'overtime.decide')).filter(({ subjectId }) => subjectId === id)
    expect(audit).toMatchObject({
      actorId: admin.actor.userId,
      before: { status: 'pending', decidedByName: null, decidedAt: null, decisionReason: null },
      after: { status: 'rejected', ...stamp },
    })
  })

  it('that reopens takes the decision back and keeps its reason', async () => {
    const { id } = await aFiled(admin, await somebody(admin), here.plant.projects.ramp)
    await decide(id, 'approved')
    const reopened = await decide(id, 'pending', 'Wrong row')
    expect(reopened).toMatchObject({ status: 'pending', decidedAt: null, decidedByName: null, decisionReason: 'Wrong row', version: 3 })
    expect((await decide(id, 'approved')).decisionReason).toBeNull()
    expect((await getOvertime(admin, { id })).timeline.map(({ action }) => action)).toEqual([
      'overtime.submit',
      'overtime.decide',
      'overtime.decide',
      'overtime.decide',
    ])
  })

  it.each(['rejected', 'pending'] as const)('to %s needs a reason', async (outcome) => {
    const id = await inState(outcome === 'pending' ? 'approved' : 'pending')
    const { code, details } = await refusal(decide(id, outcome))
    expect(code).toBe('input.invalid')
    expect(details.fields).toMatchObject([{ path: 'reason', code: 'overtime.reason_required' }])
  })

  it('tells open tabs, and has the workbooks of its date rebuilt', async () => {
    const id = await inState('pending')
    await clearQueue(admin)
    await decide(id, 'approved')
    expect((await eventsOf(admin, 'overtime')).at(-1)).toEqual({ action: 'approved', subjectId: id })
    expect(await queuedDates(admin)).toEqual(['2026-06-11'])
  })

  it('on an older version than the newest is refused', async () => {
    const { id } = await aFiled(admin, await somebody(admin), here.plant.projects.ramp)
    expect(await refusal(decideOvertime(admin, { id, outcome: 'approved', version: 2 }))).toEqual({
      code: 'conflict.version',
      details: { version: 1 },
    })
  })

  it('on one request changes no other', async () => {
    const ids = [await inState('pending'), await inState('pending')]
    await decide(ids[0]!, 'approved')
    expect((await getOvertime(admin, { id: ids[1]! })).status).toBe('pending')
  })
})

describe('who decides', () => {
  it('nobody on his own request, whatever his role', async () => {
    const { putri } = here.plant.employees
    for (const role of ['ptb_admin', 'superadmin', 'developer'] as const) {
      const boss = await here.actor(role, putri)
      const { row } = await submitOvertime(boss, {
        employeeId: putri.id,
        projectId: here.plant.projects.ramp.id,
        workDate: '2026-02-02',
        timeStart: '18:00',
        timeEnd: '19:00',
        reason: 'Mine',
        detail: 'My own',
      })
      expect(row.can).toMatchObject({ decide: false, reopen: false, withdraw: true })
      expect(await refusal(decideOvertime(boss, { id: row.id, outcome: 'approved' }))).toMatchObject({ code: 'overtime.own_request' })
      await withdrawOvertime(boss, { id: row.id })
    }
  })

  it('not those whose role does not decide, on a request they see', async () => {
    const { agus } = here.plant.employees
    const { id } = await aFiled(admin, agus, here.plant.projects.ramp, { workDate: '2026-02-03' })
    for (const role of rolesWithout('overtime.decide')) {
      const ctx = await here.actor(role, agus)
      expect(await refusal(decideOvertime(ctx, { id, outcome: 'approved' }))).toMatchObject({ code: 'permission.denied' })
    }
  })

  it('whom a grant names, for his department alone', async () => {
    const { agus, rizky } = here.plant.employees
    const { assembly } = here.plant.departments
    const leader = await here.actor('staff', null, [{ permission: 'overtime.decide', departmentId: assembly.id }])
    const theirs = await aFiled(admin, agus, here.plant.projects.ramp, { workDate: '2026-02-04' })
    const others = await aFiled(admin, rizky, here.plant.projects.ramp, { workDate: '2026-02-04' })
    expect((await decideOvertime(leader, { id: theirs.id, outcome: 'approved' })).status).toBe('approved')
    expect((await getOvertime(leader, { id: theirs.id })).can).toMatchObject({ decide: false, reopen: true, withdraw: false })
    expect(await refusal(decideOvertime(leader, { id: others.id, outcome: 'approved' }))).toMatchObject({ code: 'not_found' })
  })
})

describe('who hears of it', () => {
  const noticesOf = (userId: string) =>
    within(
      admin,
      ({ sql }) => sql<{ kind: string; data: Record<string, unknown>; link: string }[]>`
      select kind, data, link from notification where user_id = ${userId} order by id`,
    )

  it('the employee, of each outcome, with the reason', async () => {
    const employee = await somebody(admin)
    const person = await here.actor('user', { id: employee.id, departmentId: null })
    const { id } = await aFiled(admin, employee, here.plant.projects.ramp)
    await decide(id, 'approved')
    await decide(id, 'pending', 'Wrong row')
    await decide(id, 'rejected', 'Too late')
    const notices = await noticesOf(person.actor.userId)
    expect(notices.map(({ kind }) => kind)).toEqual(['overtime.approved', 'overtime.reopened', 'overtime.rejected'])
    expect(notices.at(-1)).toEqual({
      kind: 'overtime.rejected',
      data: { workDate: '2026-06-11', timeStart: '17:20', timeEnd: '18:20', by: admin.actor.displayName, reason: 'Too late' },
      link: `/ot/history?request=${id}`,
    })
    const events = await within(
      admin,
      ({ sql }) => sql`select action from event where topic = 'notification' and user_id = ${person.actor.userId}`,
    )
    expect(events).toHaveLength(3)
  })

  it('nobody, where the employee does not sign in', async () => {
    const { id } = await aFiled(admin, await somebody(admin), here.plant.projects.ramp)
    expect((await decide(id, 'approved')).status).toBe('approved')
  })

  it('nobody, where his membership has ended', async () => {
    const employee = await somebody(admin)
    const person = await here.actor('staff', { id: employee.id, departmentId: null })
    await within(admin, ({ sql }) => sql`update membership set is_active = false where employee_id = ${employee.id}`)
    const { id } = await aFiled(admin, employee, here.plant.projects.ramp)
    await decide(id, 'approved')
    expect(await noticesOf(person.actor.userId)).toHaveLength(0)
  })
})

describe('reopening', () => {
  it('a rejected request over a newer one is refused, and names it', async () => {
    const employee = await somebody(admin)
    const old = await aFiled(admin, employee, here.plant.projects.ramp)
    await decide(old.id, 'rejected', 'Wrong project')
    const newer = await aFiled(admin, employee, here.plant.projects.fixture)
    expect(await refusal(decide(old.id, 'pending', 'Right after all'))).toMatchObject({
      code: 'overtime.overlap',
      details: { existingId: newer.id },
    })
    await withdrawOvertime(admin, { id: newer.id })
    expect((await decide(old.id, 'pending', 'Right after all')).status).toBe('pending')
  })

  it('and withdrawing leaves no decision on the request', async () => {
    const { id } = await aFiled(admin, await somebody(admin), here.plant.projects.ramp)
    await decide(id, 'approved')
    await decide(id, 'pending', 'Wrong row')
    await withdrawOvertime(admin, { id })
    expect(await getOvertime(admin, { id })).toMatchObject({ status: 'withdrawn', decidedAt: null, decidedByName: null })
  })
})
