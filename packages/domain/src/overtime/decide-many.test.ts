import { DecideManyOvertime } from '@lembur/contracts/overtime'
import { newId } from '@lembur/db'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { refusal, type World, world } from '../testing/index.ts'
import { aFiled, somebody, stored } from '../testing/overtime.ts'
import { decideManyOvertime, decideOvertime, getOvertime, withdrawOvertime } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterAll(() => here.end())

const filed = async () => (await aFiled(admin, await somebody(admin), here.plant.projects.ramp)).id

describe('a decision over many', () => {
  it('answers for every row what became of it: what stops one stops no other', async () => {
    const siti = await here.actor('ptb_admin')
    const [fine, taken, gone, missing, alsoFine] = [await filed(), await filed(), await filed(), newId(), await filed()]
    await decideOvertime(siti, { id: taken, outcome: 'rejected', reason: 'Too late' })
    await withdrawOvertime(admin, { id: gone })
    const { decided, failed, results } = await decideManyOvertime(admin, {
      ids: [fine, taken, gone, missing, alsoFine],
      outcome: 'approved',
    })
    expect({ decided, failed }).toEqual({ decided: 2, failed: 3 })
    expect(results).toMatchObject([
      { id: fine, ok: true, status: 'approved', code: null, decidedByName: admin.actor.displayName },
      { id: taken, ok: false, status: 'rejected', code: 'overtime.transition', decidedByName: siti.actor.displayName },
      { id: gone, ok: false, status: 'withdrawn', code: 'overtime.transition' },
      { id: missing, ok: false, status: null, number: null, code: 'not_found' },
      { id: alsoFine, ok: true },
    ])
    expect((await getOvertime(admin, { id: taken })).status).toBe('rejected')
  })

  it('refuses one’s own request and decides the rest', async () => {
    const { putri } = here.plant.employees
    const boss = await here.actor('ptb_admin', putri)
    const own = await aFiled(admin, putri, here.plant.projects.ramp)
    const other = await filed()
    const { results } = await decideManyOvertime(boss, { ids: [own.id, other], outcome: 'approved' })
    expect(results).toMatchObject([
      { id: own.id, ok: false, code: 'overtime.own_request', status: 'pending' },
      { id: other, ok: true },
    ])
  })

  it('does not tell a row that is hidden from one that is not there', async () => {
    const { rizky } = here.plant.employees
    const leader = await here.actor('staff', null, [{ permission: 'overtime.decide', departmentId: here.plant.departments.assembly.id }])
    const hidden = await aFiled(admin, rizky, here.plant.projects.ramp)
    const missing = newId()
    const [first, second] = (await decideManyOvertime(leader, { ids: [hidden.id, missing], outcome: 'approved' })).results
    expect({ ...first, id: '' }).toEqual({ ...second, id: '' })
  })

  it('decides an id named twice once', async () => {
    const id = await filed()
    expect(await decideManyOvertime(admin, { ids: [id, id], outcome: 'approved' })).toMatchObject({ decided: 1, failed: 0 })
  })

  it('needs a reason to reject, before anything is decided', async () => {
    const id = await filed()
    const { details } = await refusal(decideManyOvertime(admin, { ids: [id], outcome: 'rejected' }))
    expect(details.fields).toMatchObject([{ path: 'reason', code: 'overtime.reason_required' }])
    expect((await getOvertime(admin, { id })).status).toBe('pending')
  })

  it('is refused as a whole to those who decide nothing', async () => {
    const staff = await here.actor('staff', here.plant.employees.rizky)
    const deciding = decideManyOvertime(staff, { ids: [await filed()], outcome: 'approved' })
    expect(await refusal(deciding)).toMatchObject({ code: 'permission.denied' })
  })

  it('takes up to 500 ids', async () => {
    const ids = Array.from({ length: 501 }, newId)
    expect(DecideManyOvertime.safeParse({ ids, outcome: 'approved' }).success).toBe(false)
    expect(DecideManyOvertime.safeParse({ ids: ids.slice(1), outcome: 'approved' }).success).toBe(true)
    expect(DecideManyOvertime.safeParse({ ids: [], outcome: 'approved' }).success).toBe(false)
  })

  it('approves a line of sixty people', async () => {
    const people = await Promise.all(Array.from({ length: 60 }, () => somebody(admin)))
    const rows = await stored(
      admin,
      people.map(({ id }) => ({ employeeId: id, projectId: here.plant.projects.ramp.id, workDate: '2026-06-12' })),
    )
    expect(await decideManyOvertime(admin, { ids: rows.map(({ id }) => id), outcome: 'approved' })).toMatchObject({
      decided: 60,
      failed: 0,
    })
  })
})
