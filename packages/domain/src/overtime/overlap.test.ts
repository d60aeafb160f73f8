import { anOvertimeRequest } from '@lembur/db/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { refusal, type World, world } from '../testing/index.ts'
import { aDraft, aFiled, somebody, stored, waiting, within } from '../testing/overtime.ts'
import { decideOvertime, forecastOvertime, reviseOvertime, submitOvertime, withdrawOvertime } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterAll(() => here.end())

type Times = { workDate?: string; timeStart?: string; timeEnd?: string }
const filed = (employee: { id: string }, times: Times = {}) => aFiled(admin, employee, here.plant.projects.fixture, times)
const submitted = (employee: { id: string }, times: Times = {}) => submitOvertime(admin, aDraft(employee, here.plant.projects.ramp, times))

describe('two requests of one employee that overlap in time', () => {
  it('are refused, and the refusal names the one in the way', async () => {
    const employee = await somebody(admin)
    const first = await filed(employee)
    expect(await refusal(submitted(employee, { timeStart: '18:19', timeEnd: '20:00' }))).toEqual({
      code: 'overtime.overlap',
      details: {
        existingId: first.id,
        existing: { id: first.id, number: first.number, workDate: '2026-06-11', timeStart: '17:20', timeEnd: '18:20', status: 'pending' },
      },
    })
  })

  it.each([
    ['inside it', { timeStart: '17:30', timeEnd: '18:00' }],
    ['around it', { timeStart: '17:00', timeEnd: '19:00' }],
    ['over its start', { timeStart: '17:00', timeEnd: '17:21' }],
    ['the same', {}],
  ])('are refused %s', async (_, times) => {
    const employee = await somebody(admin)
    await filed(employee)
    expect(await refusal(submitted(employee, times))).toMatchObject({ code: 'overtime.overlap' })
  })

  it('may touch: one ends when the other begins', async () => {
    const employee = await somebody(admin)
    await filed(employee)
    await submitted(employee, { timeStart: '18:20', timeEnd: '19:20' })
    await submitted(employee, { timeStart: '16:20', timeEnd: '17:20' })
  })

  it('are refused across midnight, from either of the two days', async () => {
    const [late, early] = [await somebody(admin), await somebody(admin)]
    await filed(late, { workDate: '2026-06-10', timeStart: '22:00', timeEnd: '03:00' })
    expect(await refusal(submitted(late, { workDate: '2026-06-11', timeStart: '02:00', timeEnd: '05:00' }))).toMatchObject({
      code: 'overtime.overlap',
      details: { existing: { workDate: '2026-06-10' } },
    })
    await submitted(late, { workDate: '2026-06-11', timeStart: '03:00', timeEnd: '05:00' })
    await filed(early, { workDate: '2026-06-11', timeStart: '02:00', timeEnd: '05:00' })
    expect(await refusal(submitted(early, { workDate: '2026-06-10', timeStart: '22:00', timeEnd: '02:30' }))).toMatchObject({
      code: 'overtime.overlap',
    })
  })

  it('are no matter between two employees', async () => {
    await filed(await somebody(admin))
    await filed(await somebody(admin))
  })

  it('are fine where the other was rejected or withdrawn, and not where it was approved', async () => {
    const employee = await somebody(admin)
    const decide = async (id: string, outcome: 'approved' | 'rejected') => decideOvertime(admin, { id, outcome, reason: 'So decided' })
    await decide((await filed(employee)).id, 'rejected')
    await withdrawOvertime(admin, { id: (await filed(employee)).id })
    await decide((await filed(employee)).id, 'approved')
    expect(await refusal(submitted(employee))).toMatchObject({ code: 'overtime.overlap', details: { existing: { status: 'approved' } } })
  })

  it('are refused to a revision too, which is never in its own way', async () => {
    const employee = await somebody(admin)
    const first = await filed(employee)
    const second = await filed(employee, { timeStart: '19:00', timeEnd: '20:00' })
    const revising = reviseOvertime(admin, { id: second.id, timeStart: '18:00' })
    expect(await refusal(revising)).toMatchObject({ code: 'overtime.overlap', details: { existingId: first.id } })
    expect((await reviseOvertime(admin, { id: second.id, timeStart: '18:30' })).row.minutes).toBe(90)
  })

  it('are foreseen by the forecast', async () => {
    const employee = await somebody(admin)
    const first = await filed(employee)
    const draft = { employeeId: employee.id, workDate: '2026-06-11', timeStart: '18:00', timeEnd: '19:00' }
    expect((await forecastOvertime(admin, draft)).clash).toMatchObject({ id: first.id, number: first.number })
    expect((await forecastOvertime(admin, { ...draft, exceptId: first.id })).clash).toBeNull()
    expect((await forecastOvertime(admin, { ...draft, timeStart: '18:20' })).clash).toBeNull()
  })
})

describe('the database itself', () => {
  it('refuses an overlap, whoever writes it', async () => {
    const employee = await somebody(admin)
    const request = { employeeId: employee.id, projectId: here.plant.projects.ramp.id, workDate: '2026-06-11' }
    await stored(admin, [request, { ...request, status: 'rejected' }, { ...request, status: 'withdrawn' }])
    const overlapping = stored(admin, [{ ...request, workDate: '2026-06-10', startMinute: 1380, endMinute: 1440 + 1050 }])
    await expect(overlapping).rejects.toMatchObject({ cause: { constraint_name: 'overtime_request_no_overlap' } })
  })

  it('stops a submit behind whose back another writer stores an overlap, and the refusal is the domain’s', async () => {
    const employee = await somebody(admin)
    const ready = Promise.withResolvers<void>()
    const commit = Promise.withResolvers<void>()
    const behindTheBack = within(admin, async (tx) => {
      await anOvertimeRequest(tx, admin.actor.organizationId, {
        employeeId: employee.id,
        projectId: here.plant.projects.ramp.id,
        workDate: '2026-06-11',
      })
      ready.resolve()
      await commit.promise
    })
    await ready.promise
    const refused = refusal(submitted(employee))
    // The submit has found nothing in its way and waits at the wall for the other to commit or go.
    await expect.poll(() => waiting(admin)).toBe(1)
    commit.resolve()
    await behindTheBack
    expect(await refused).toMatchObject({ code: 'overtime.overlap' })
  })
})
