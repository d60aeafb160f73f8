import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { type Ctx, newVaultKey, openVault } from '../kernel/index.ts'
import { refusal, type World, world } from '../testing/index.ts'
import { stored, within } from '../testing/overtime.ts'
import { aDraftPolicy, aTrial, replayed } from '../testing/trial.ts'
import { setWage } from '../wage/index.ts'
import { getTrial, listTrials } from './index.ts'

let here: World
let superadmin: Ctx

beforeEach(async () => {
  here = await world(inject('databaseUrl'))
  superadmin = await here.actor('superadmin')
  const { rizky, putri, agus } = here.plant.employees
  const terms = { basis: 'monthly', currency: 'IDR', fixedAllowance: '0', variableAllowance: '0', note: null } as const
  await setWage(superadmin, { ...terms, employeeId: rizky.id, effectiveFrom: '2026-01-01', amount: '5190000' })
  await setWage(superadmin, { ...terms, employeeId: putri.id, effectiveFrom: '2026-01-01', amount: '5000000' })
  await setWage(superadmin, { ...terms, employeeId: putri.id, effectiveFrom: '2026-05-10', amount: '10000000' })
  const day = (employee: typeof rizky, workDate: string) => ({
    employeeId: employee.id,
    departmentId: employee.departmentId,
    projectId: here.plant.projects.ramp.id,
    workDate,
  })
  await stored(superadmin, [day(rizky, '2026-05-05'), day(putri, '2026-05-05'), day(putri, '2026-05-12'), day(agus, '2026-05-05')])
})
afterEach(() => here.end())

/** 30,000 an hour for Rizky; Putri's two days, 28,901.73 and 57,803.47 an hour, are each rounded to the cent since her wage changes between. */
const inAll = [{ currency: 'IDR', before: '175057.80', after: '233410.41' }]

it('says what it would have cost, each day at the wage of that day, and nothing of those whose wage is not known', async () => {
  const id = await aTrial(superadmin, await aDraftPolicy(superadmin), { withWages: true })
  await replayed(superadmin, id, 1)
  const trial = await getTrial(superadmin, { id })
  expect(trial.total).toMatchObject({ people: 3, payableHours: { before: '6.00', after: '8.00' }, cost: inAll })
  expect(trial.departments.find(({ departmentCode }) => departmentCode === 'K390140R1C')?.cost).toEqual([
    { currency: 'IDR', before: '45000.00', after: '60000.00' },
  ])
  expect(trial.people.find(({ employeeName }) => employeeName === 'Agus Setiawan')?.cost).toEqual([])
  expect(trial.people.find(({ employeeName }) => employeeName === 'Rizky Pratama')?.cost).toMatchObject([{ before: '45000.00' }])
})

it('shows money to nobody who may not read everybody’s wages, and stores none that a copy of the database would tell', async () => {
  const policyId = await aDraftPolicy(superadmin)
  const id = await aTrial(superadmin, policyId, { withWages: true })
  await replayed(superadmin, id)
  const own = { permission: 'wage.read', departmentId: here.plant.departments.assembly.id } as const
  for (const ctx of [await here.actor('ptb_admin'), await here.actor('ptb_admin', null, [own])]) {
    const trial = await getTrial(ctx, { id })
    expect(trial.people).toHaveLength(3)
    expect(JSON.stringify([trial, await listTrials(ctx, { policyId, page: 1, pageSize: 25 })])).not.toMatch(/cost|45000|IDR/)
  }
  expect((await listTrials(superadmin, { policyId, page: 1, pageSize: 25 })).results[0]?.total.cost).toEqual(inAll)
  const [row] = await within(superadmin, ({ sql }) =>
    sql<{ text: string }[]>`select policy_trial::text as text from policy_trial`.then((rows) => [...rows]),
  )
  expect(row?.text).not.toMatch(/45000|175057|IDR/)
})

it('shows a trial without money where no key opens it any more', async () => {
  const id = await aTrial(superadmin, await aDraftPolicy(superadmin), { withWages: true })
  await replayed(superadmin, id)
  const elsewhere = { ...superadmin, services: { ...superadmin.services, vault: openVault(newVaultKey()) } }
  expect((await getTrial(elsewhere, { id })).total).not.toHaveProperty('cost')
})

it('is not asked for money by who may not read everybody’s wages, nor where there is no key', async () => {
  const admin = await here.actor('ptb_admin')
  const policyId = await aDraftPolicy(admin)
  expect(await refusal(aTrial(admin, policyId, { withWages: true }))).toMatchObject({ code: 'permission.denied' })
  const keyless = { ...superadmin, services: { ...superadmin.services, vault: openVault(null) } }
  expect(await refusal(aTrial(keyless, policyId, { withWages: true }))).toMatchObject({ code: 'secret.no_key' })
})
