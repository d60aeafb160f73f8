import { CreateCorrection } from '@lembur/contracts/closing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { type Granted, type World, world } from '../testing/index.ts'
import { somebody, stored } from '../testing/overtime.ts'
import { periodIs } from '../testing/period.ts'
import { correctOvertime, getOvertime } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
  await periodIs(admin, 'locked')
})
afterAll(() => here.end())

/** A corrected request of the assembly, as a leader with these rights there sees it. */
async function seenWith(permissions: Granted['permission'][]) {
  const departmentId = here.plant.departments.assembly.id
  const { id: employeeId } = await somebody(admin, { departmentId })
  const request = { employeeId, departmentId, projectId: here.plant.projects.ramp.id, workDate: '2026-05-20', startMinute: 1020 }
  const [row] = await stored(admin, [{ ...request, status: 'approved' }])
  if (!row) throw new Error('No request was stored')
  await correctOvertime(admin, CreateCorrection.parse({ requestId: row.id, timeEnd: '19:30', reason: 'The gate says 19:30' }))
  const leader = await here.actor(
    'staff',
    null,
    permissions.map((permission) => ({ permission, departmentId })),
  )
  return getOvertime(leader, { id: row.id })
}

describe('a correction, beside its request', () => {
  it('is told to who reads corrections there, in what happened to it too', async () => {
    const { corrections, timeline } = await seenWith(['overtime.read', 'correction.read'])
    expect([corrections.length, timeline.map(({ action }) => action)]).toEqual([1, ['overtime.correct']])
  })

  it('is told in neither to who reads requests alone', async () => {
    expect(await seenWith(['overtime.read'])).toMatchObject({ corrections: [], timeline: [] })
  })
})
