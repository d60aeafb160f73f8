import { CreateCorrection } from '@lembur/contracts/closing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { refusal, type World, world } from '../testing/index.ts'
import { somebody, stored, within } from '../testing/overtime.ts'
import { periodIs } from '../testing/period.ts'
import { correctOvertime, decideOvertime, getOvertime, removeOvertime, reviseOvertime } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
  await periodIs(admin, 'locked')
})
afterAll(() => here.end())

/** An hour of 20 May that was corrected in the locked May, and that a new start day has taken into the open June since. */
async function movedOut(status: 'pending' | 'approved') {
  const employee = await somebody(admin)
  const request = { employeeId: employee.id, departmentId: employee.departmentId, projectId: here.plant.projects.ramp.id }
  const [row] = await stored(admin, [{ ...request, workDate: '2026-05-20', startMinute: 1020, status }])
  if (!row) throw new Error('No request was stored')
  await correctOvertime(admin, CreateCorrection.parse({ requestId: row.id, timeEnd: '19:30', reason: 'The gate says 19:30' }))
  // No verb lets it come to this; a restored or mended database may.
  await within(admin, ({ sql }) => sql`update employee set period_start_day = 19 where id = ${employee.id}`.execute())
  expect(await getOvertime(admin, { id: row.id })).toMatchObject({ periodState: 'open', period: { year: 2026, month: 6 } })
  return row.id
}

describe('a corrected request', () => {
  it('stays as it was paid, wherever a new cycle has taken its day', async () => {
    const id = await movedOut('approved')
    const again = decideOvertime(admin, { id, outcome: 'pending', reason: 'Once more' })
    expect([(await refusal(again)).code, (await refusal(removeOvertime(admin, { id }))).code]).toEqual(['period.locked', 'period.locked'])
    const waiting = await movedOut('pending')
    expect((await refusal(reviseOvertime(admin, { id: waiting, timeEnd: '19:30' }))).code).toBe('period.locked')
    expect(await getOvertime(admin, { id })).toMatchObject({ minutes: 60, version: 1, status: 'approved' })
  })
})
