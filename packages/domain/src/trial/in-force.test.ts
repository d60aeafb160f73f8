import type { PolicyPatch } from '@lembur/contracts/policy'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { assignPolicy, getPolicy, publishPolicy, savePolicyDraft } from '../policy/index.ts'
import { type World, world } from '../testing/index.ts'
import { stored } from '../testing/overtime.ts'
import { aDraftPolicy, aTrial, replayed } from '../testing/trial.ts'
import { getTrial } from './index.ts'

let here: World
let admin: Ctx
beforeEach(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterEach(() => here.end())

const flat = (rate: string): PolicyPatch => ({
  days: { workday: { ladder: [{ minutes: null, label: 'overtime', rate, class: 'overtime' }] } },
})
/** A policy of one rate for every hour, which holds from a day on for a department, or for everybody. */
async function inForce(rate: string, effectiveFrom: string, departmentId: string | null) {
  const policyId = await aDraftPolicy(admin, flat(rate))
  await publishPolicy(admin, { policyId, effectiveFrom })
  const scope = departmentId ? 'department' : 'organisation'
  await assignPolicy(admin, { scope, departmentId, employeeId: null, policyId, effectiveFrom })
  return policyId
}
const hour = ({ id, departmentId }: { id: string; departmentId: string | null }, workDate: string) => ({
  employeeId: id,
  departmentId,
  projectId: here.plant.projects.ramp.id,
  workDate,
})
const payable = async (id: string) => (await getTrial(admin, { id })).total.payableHours

it('is compared with what held on each day, for the department the hours were done in', async () => {
  const { assembly, testing } = here.plant.departments
  const { rizky, putri } = here.plant.employees
  await stored(admin, [
    hour(rizky, '2026-04-28'),
    hour(rizky, '2026-05-12'),
    { ...hour(rizky, '2026-05-13'), departmentId: assembly.id },
    hour(putri, '2026-05-12'),
    { ...hour(putri, '2026-05-13'), departmentId: null },
  ])
  const everybody = await inForce('3', '2026-05-10', null)
  await inForce('5', '2026-05-10', assembly.id)
  await inForce('7', '2026-05-13', testing.id)
  const id = await aTrial(admin, await aDraftPolicy(admin, flat('10')))
  await replayed(admin, id)
  // 3/2 by the pack, then 3 and 5 for Rizky, one day of whom was done elsewhere; 5 and 3 for Putri, one day of whom was done nowhere.
  expect(await payable(id)).toEqual({ before: '17.50', after: '50.00' })
  // The newest version is tried where there is no draft.
  const newest = await aTrial(admin, everybody, { reach: 'everyone' })
  await replayed(admin, newest)
  expect(await getTrial(admin, { id: newest })).toMatchObject({
    wasDraft: false,
    total: { payableHours: { before: '17.50', after: '15.00' } },
  })
})

it('lies on what was in force of the policy below it on each day', async () => {
  const { rizky } = here.plant.employees
  await stored(admin, [hour(rizky, '2026-04-28'), hour(rizky, '2026-05-12')])
  const below = await aDraftPolicy(admin, flat('2'))
  await publishPolicy(admin, { policyId: below, effectiveFrom: '2026-01-01' })
  const { name } = await getPolicy(admin, { id: below })
  const above = await aDraftPolicy(admin, {})
  await savePolicyDraft(admin, { policyId: above, layer: { extends: { policy: name }, patch: {} }, note: '' })
  await savePolicyDraft(admin, { policyId: below, layer: { extends: { pack: 'ID' }, patch: flat('3') }, note: '' })
  await publishPolicy(admin, { policyId: below, effectiveFrom: '2026-05-10' })
  const id = await aTrial(admin, above)
  await replayed(admin, id)
  expect(await payable(id)).toEqual({ before: '3.00', after: '5.00' })
})

it('judges averages as each month ends', async () => {
  const { rizky } = here.plant.employees
  const cap = {
    averages: { 'PLANT.AVERAGE': { severity: 'violation', unit: 'month', windows: [2], counts: ['overtime'], limitMinutes: 100 } },
  }
  // 90 a month as April ends, 120 as May does; most of April lies before the days that are replayed.
  await stored(admin, [hour(rizky, '2026-04-07'), hour(rizky, '2026-04-08'), hour(rizky, '2026-04-28'), hour(rizky, '2026-05-12')])
  const id = await aTrial(admin, await aDraftPolicy(admin, cap))
  await replayed(admin, id)
  expect((await getTrial(admin, { id })).total.violations).toEqual([{ code: 'PLANT.AVERAGE', before: 0, after: 1 }])
})
