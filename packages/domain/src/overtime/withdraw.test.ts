import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { auditOf, clearQueue, eventsOf, queuedDates, refusal, type World, world } from '../testing/index.ts'
import { aFiled, somebody, within } from '../testing/overtime.ts'
import { decideOvertime, getOvertime, removeOvertime, withdrawOvertime } from './index.ts'

let here: World
let admin: Ctx
let owner: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
  owner = await here.actor('staff', here.plant.employees.putri)
})
afterAll(() => here.end())

const own = (workDate: string) => aFiled(owner, here.plant.employees.putri, here.plant.projects.ramp, { workDate })
const decided = async (outcome: 'approved' | 'rejected', workDate: string) => {
  const { id } = await own(workDate)
  await decideOvertime(admin, { id, outcome, reason: 'So decided' })
  return id
}

describe('withdrawing', () => {
  it('a pending request keeps it in the history and takes it out of the workbooks', async () => {
    const { id } = await own('2026-01-05')
    await clearQueue(admin)
    const row = await withdrawOvertime(owner, { id, version: 1 })
    expect(row).toMatchObject({ status: 'withdrawn', version: 2, can: { revise: false, withdraw: false, decide: false, reopen: false } })
    expect(await getOvertime(owner, { id })).toMatchObject({ status: 'withdrawn', decidedAt: null, decidedByName: null })
    expect(await queuedDates(admin)).toEqual(['2026-01-05'])
    expect((await eventsOf(admin, 'overtime')).at(-1)).toEqual({ action: 'withdrawn', subjectId: id })
    const [audit] = await auditOf(admin, 'overtime.withdraw')
    expect(audit).toMatchObject({ before: { status: 'pending' }, after: { status: 'withdrawn' } })
  })

  it('is for pending requests only, and once', async () => {
    for (const outcome of ['approved', 'rejected'] as const) {
      const id = await decided(outcome, outcome === 'approved' ? '2026-01-06' : '2026-01-07')
      expect(await refusal(withdrawOvertime(owner, { id }))).toEqual({ code: 'overtime.not_pending', details: { status: outcome } })
    }
    const { id } = await own('2026-01-08')
    await withdrawOvertime(owner, { id })
    expect(await refusal(withdrawOvertime(owner, { id }))).toMatchObject({ code: 'overtime.not_pending' })
  })

  it('is refused on an older version, to those who only read, and to others', async () => {
    const { id } = await own('2026-01-09')
    expect(await refusal(withdrawOvertime(owner, { id, version: 2 }))).toMatchObject({ code: 'conflict.version' })
    const reader = await here.actor('user', here.plant.employees.putri)
    expect(await refusal(withdrawOvertime(reader, { id }))).toMatchObject({ code: 'permission.denied' })
    const other = await here.actor('staff', here.plant.employees.rizky)
    expect(await refusal(withdrawOvertime(other, { id }))).toMatchObject({ code: 'not_found' })
  })
})

describe('deleting', () => {
  it('takes a pending request away for good; the audit keeps it whole', async () => {
    const row = await aFiled(owner, here.plant.employees.putri, here.plant.projects.fixture, { workDate: '2026-02-02', timeEnd: '22:00' })
    await clearQueue(admin)
    await removeOvertime(owner, { id: row.id })
    expect(await refusal(getOvertime(admin, { id: row.id }))).toMatchObject({ code: 'not_found' })
    const breaks = await within(admin, ({ sql }) => sql`select 1 from overtime_break where request_id = ${row.id}`)
    expect(breaks).toHaveLength(0)
    const [audit] = (await auditOf(admin, 'overtime.remove')).filter(({ subjectId }) => subjectId === row.id)
    expect(audit?.after).toBeNull()
    expect(audit?.before).toMatchObject({
      employeeName: 'Putri Handayani',
      projectName: 'AST fixture rev C',
      workDate: '2026-02-02',
      startMinute: 1040,
      endMinute: 1320,
      minutes: 240,
      breaks: [[1280, 1320, false]],
      reason: 'Line 2 ramp',
      detail: 'Rework of the first lot',
      status: 'pending',
      filedById: owner.actor.userId,
    })
    expect(await queuedDates(admin)).toEqual(['2026-02-02'])
    expect((await eventsOf(admin, 'overtime')).at(-1)).toEqual({ action: 'removed', subjectId: row.id })
  })

  it('a decided one is an administrator’s', async () => {
    for (const [outcome, workDate] of [
      ['approved', '2026-02-03'],
      ['rejected', '2026-02-04'],
    ] as const) {
      const id = await decided(outcome, workDate)
      expect(await refusal(removeOvertime(owner, { id }))).toEqual({ code: 'overtime.not_pending', details: { status: outcome } })
      expect(await removeOvertime(admin, { id })).toEqual({ id })
    }
  })

  it('is not for who decides one department only', async () => {
    const departmentId = here.plant.departments.assembly.id
    const leader = await here.actor('staff', null, [
      { permission: 'overtime.delete', departmentId },
      { permission: 'overtime.decide', departmentId },
    ])
    const id = await decided('approved', '2026-02-05')
    expect(await refusal(removeOvertime(leader, { id }))).toMatchObject({ code: 'overtime.not_pending' })
  })

  it('is refused to those who may not file, and to others', async () => {
    const { id } = await own('2026-02-06')
    const reader = await here.actor('user', here.plant.employees.putri)
    expect(await refusal(removeOvertime(reader, { id }))).toMatchObject({ code: 'permission.denied' })
    const other = await here.actor('staff', here.plant.employees.rizky)
    expect(await refusal(removeOvertime(other, { id }))).toMatchObject({ code: 'not_found' })
    expect(await refusal(removeOvertime(owner, { id, version: 7 }))).toMatchObject({ code: 'conflict.version' })
  })

  it('twice is not found', async () => {
    const { id } = await aFiled(admin, await somebody(admin), here.plant.projects.ramp)
    await removeOvertime(admin, { id })
    expect(await refusal(removeOvertime(admin, { id }))).toMatchObject({ code: 'not_found' })
  })
})
