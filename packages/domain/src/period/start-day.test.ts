import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { updateConfiguration } from '../configuration/index.ts'
import { updateEmployee } from '../employee/index.ts'
import type { Ctx } from '../kernel/index.ts'
import { refusal, type World, world } from '../testing/index.ts'
import { somebody, stored } from '../testing/overtime.ts'
import { may, periodIs } from '../testing/period.ts'

let here: World
let admin: Ctx
let superadmin: Ctx

beforeEach(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
  superadmin = await here.actor('superadmin')
})
afterEach(() => here.end())

/** Somebody with an hour on a day; by the plant's cycle, the 20th of May lies in May, the 27th in June. */
async function worked(workDate: string) {
  const employee = await somebody(admin)
  await stored(admin, [{ employeeId: employee.id, departmentId: employee.departmentId, projectId: here.plant.projects.ramp.id, workDate }])
  return employee.id
}
const refused = { code: 'period.start_day', details: may }

describe('a first day of the cycle', () => {
  it.each(['closed', 'locked', 'processed'] as const)('takes no day out of a %s period, of one employee or of the plant', async (state) => {
    const id = await worked('2026-05-20')
    await periodIs(admin, state)
    expect(await refusal(updateEmployee(admin, { id, periodStartDay: 19 }))).toMatchObject(refused)
    expect(await refusal(updateConfiguration(superadmin, { periodStartDay: 15 }))).toMatchObject(refused)
  })

  it('puts no day into such a period', async () => {
    const id = await worked('2026-05-27')
    await periodIs(admin, 'locked')
    expect(await refusal(updateEmployee(admin, { id, periodStartDay: 28 }))).toMatchObject(refused)
  })

  it('is changed where only open periods exchange days, or where nothing was worked', async () => {
    const id = await worked('2026-06-20')
    const idle = await somebody(admin)
    await periodIs(admin, 'locked')
    expect(await updateEmployee(admin, { id, periodStartDay: 19 })).toMatchObject({ periodStartDay: 19 })
    expect(await updateEmployee(admin, { id: idle.id, periodStartDay: 19 })).toMatchObject({ periodStartDay: 19 })
    expect(await updateConfiguration(superadmin, { periodStartDay: 15 })).toMatchObject({ periodStartDay: 15 })
  })

  it('of the plant is nothing to those who have their own', async () => {
    const id = await worked('2026-05-16')
    await updateEmployee(admin, { id, periodStartDay: 18 })
    await periodIs(admin, 'locked')
    expect(await updateConfiguration(superadmin, { periodStartDay: 15 })).toMatchObject({ periodStartDay: 15 })
  })
})
