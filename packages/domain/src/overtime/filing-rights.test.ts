import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { refusal, type World, world } from '../testing/index.ts'
import { aDraft, aFiled, somebody, within } from '../testing/overtime.ts'
import { listOvertime, reviseOvertime, submitOvertime, withdrawOvertime } from './index.ts'

let here: World
let admin: Ctx
const denied = { code: 'permission.denied' }
const page = { page: 1, pageSize: 25, sort: 'workDate', order: 'desc' } as const

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterAll(() => here.end())

const draftFor = (employee: { id: string }, workDate: string) => aDraft(employee, here.plant.projects.ramp, { workDate })

describe('who files for whom', () => {
  it('a user only reads: not even for himself', async () => {
    const { rizky } = here.plant.employees
    const user = await here.actor('user', rizky)
    expect(await refusal(submitOvertime(user, draftFor(rizky, '2026-01-05')))).toMatchObject(denied)
  })

  it('staff file for themselves, and for nobody else', async () => {
    const { rizky, putri } = here.plant.employees
    const staff = await here.actor('staff', rizky)
    expect((await submitOvertime(staff, draftFor(rizky, '2026-01-05'))).row.can).toMatchObject({ revise: true, withdraw: true })
    expect(await refusal(submitOvertime(staff, draftFor(putri, '2026-01-05')))).toMatchObject(denied)
  })

  it('staff who are no employee file for nobody', async () => {
    const staff = await here.actor('staff')
    expect(await refusal(submitOvertime(staff, draftFor(here.plant.employees.putri, '2026-01-05')))).toMatchObject(denied)
  })

  it('a grant for a department lets its leader file for its people and put right what he filed', async () => {
    const { putri, agus, rizky } = here.plant.employees
    const { assembly } = here.plant.departments
    const leader = await here.actor('staff', putri, [
      { permission: 'overtime.create', departmentId: assembly.id },
      { permission: 'overtime.update', departmentId: assembly.id },
    ])
    const { row } = await submitOvertime(leader, draftFor(agus, '2026-01-06'))
    expect(row.can).toMatchObject({ revise: true, withdraw: true, decide: false })
    expect((await listOvertime(leader, { ...page, from: '2026-01-06', to: '2026-01-06' })).results.map(({ id }) => id)).toEqual([row.id])
    await reviseOvertime(leader, { id: row.id, reason: 'Late delivery' })
    expect((await withdrawOvertime(leader, { id: row.id })).status).toBe('withdrawn')
    expect(await refusal(submitOvertime(leader, draftFor(rizky, '2026-01-06')))).toMatchObject(denied)
  })

  it.each(['ptb_admin', 'superadmin', 'developer'] as const)('%s files for anyone', async (role) => {
    const actor = await here.actor(role)
    const employee = await somebody(admin)
    expect((await submitOvertime(actor, draftFor(employee, '2026-01-07'))).row.filedByName).toBe(actor.actor.displayName)
  })

  it('the setting restores the habit of filing for anyone, which shows and changes nothing of others', async () => {
    const { rizky, agus } = here.plant.employees
    const staff = await here.actor('staff', rizky)
    const byHabit = { ...staff, plant: { ...staff.plant, anyoneFilesForAnyone: true } }
    const { row } = await submitOvertime(byHabit, draftFor(agus, '2026-01-08'))
    expect(row.can).toEqual({ revise: false, withdraw: false, decide: false, reopen: false })
    expect(await refusal(withdrawOvertime(byHabit, { id: row.id }))).toMatchObject({ code: 'not_found' })
    const user = await here.actor('user', rizky)
    const userByHabit = { ...user, plant: byHabit.plant }
    expect(await refusal(submitOvertime(userByHabit, draftFor(agus, '2026-01-09')))).toMatchObject(denied)
  })
})

describe('what is filed for', () => {
  it('a disabled employee or project is refused', async () => {
    const { ramp } = here.plant.projects
    const gone = await somebody(admin, { isEnabled: false })
    expect(await refusal(submitOvertime(admin, draftFor(gone, '2026-01-12')))).toMatchObject({ code: 'overtime.disabled_employee' })
    await within(admin, ({ sql }) => sql`update project set is_enabled = false where id = ${ramp.id}`)
    const employee = await somebody(admin)
    expect(await refusal(submitOvertime(admin, draftFor(employee, '2026-01-12')))).toMatchObject({ code: 'overtime.disabled_project' })
    await within(admin, ({ sql }) => sql`update project set is_enabled = true where id = ${ramp.id}`)
  })

  it('one who is not there is not found', async () => {
    const nobody = { id: '019e0000-0000-7000-8000-000000000000' }
    expect(await refusal(submitOvertime(admin, draftFor(nobody, '2026-01-12')))).toMatchObject({
      code: 'not_found',
      details: { what: 'employee' },
    })
    const employee = await somebody(admin)
    expect(await refusal(submitOvertime(admin, aDraft(employee, nobody)))).toMatchObject({
      code: 'not_found',
      details: { what: 'project' },
    })
  })

  it('a request of one who was disabled since may be put right, but nothing moves to him', async () => {
    const [employee, other] = [await somebody(admin), await somebody(admin)]
    const row = await aFiled(admin, employee, here.plant.projects.ramp, { workDate: '2026-01-13' })
    const others = await aFiled(admin, other, here.plant.projects.ramp, { workDate: '2026-01-13', timeStart: '05:00', timeEnd: '06:00' })
    await within(admin, ({ sql }) => sql`update employee set is_enabled = false where id = ${employee.id}`)
    expect((await reviseOvertime(admin, { id: row.id, timeEnd: '19:20' })).row.minutes).toBe(120)
    const moving = reviseOvertime(admin, { id: others.id, employeeId: employee.id })
    expect(await refusal(moving)).toMatchObject({ code: 'overtime.disabled_employee' })
  })
})
