import { ListWagePeople, ListWages, SetWage } from '@lembur/contracts/wages'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Ctx, openVault, read } from '../kernel/index.ts'
import { auditOf, eventsOf, refusal, refusalsOf, rolesWithout, type World, world } from '../testing/index.ts'
import { somebody, within } from '../testing/overtime.ts'
import { listWagePeople, listWages, removeWage, setWage } from './index.ts'

let here: World
let admin: Ctx
beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('superadmin')
})
afterAll(() => here.end())
beforeEach(() => within(admin, ({ sql }) => sql`delete from employee_wage`.execute()))

const aWage = (employee: { id: string }, values: object = {}) =>
  SetWage.parse({ employeeId: employee.id, effectiveFrom: '2026-01-01', basis: 'monthly', amount: '5357982', ...values })
const wagesOf = async (ctx: Ctx, employee: { id: string }, paging: object = {}) =>
  (await listWages(ctx, ListWages.parse({ employeeId: employee.id, ...paging }))).results
const people = async (ctx: Ctx, filter: object = {}) => (await listWagePeople(ctx, ListWagePeople.parse(filter))).results

describe('a wage', () => {
  it('holds from a day on, is put right by its id and taken away again, each announced to who may see it', async () => {
    const { rizky } = here.plant.employees
    const first = await setWage(admin, aWage(rizky, { fixedAllowance: '500000', variableAllowance: '250000.50', note: 'Contract 12' }))
    const second = await setWage(admin, aWage(rizky, { effectiveFrom: '2026-07-01', basis: 'hourly', amount: '31000.25', currency: 'idr' }))
    expect(await wagesOf(admin, rizky)).toEqual([second, first])
    expect(first).toMatchObject({
      version: 1,
      terms: {
        basis: 'monthly',
        amount: '5357982',
        fixedAllowance: '500000',
        variableAllowance: '250000.50',
        currency: 'IDR',
        note: 'Contract 12',
      },
    })
    expect(second.terms).toMatchObject({ basis: 'hourly', amount: '31000.25', fixedAllowance: null, currency: 'IDR' })
    const put = await setWage(admin, aWage(rizky, { id: first.id, version: 1, effectiveFrom: '2026-02-01', amount: '5400000' }))
    expect(put).toMatchObject({ id: first.id, effectiveFrom: '2026-02-01', version: 2, terms: { amount: '5400000', fixedAllowance: null } })
    await removeWage(admin, { id: second.id, version: 1 })
    expect(await wagesOf(admin, rizky)).toEqual([put])
    expect((await eventsOf(admin, 'wage')).slice(-4)).toEqual([
      { action: 'created', subjectId: first.id },
      { action: 'created', subjectId: second.id },
      { action: 'updated', subjectId: first.id },
      { action: 'removed', subjectId: second.id },
    ])
  })

  it('is written once a day: another of the same day is refused unless it replaces that one', async () => {
    const { rizky, agus } = here.plant.employees
    const first = await setWage(admin, aWage(rizky))
    const later = await setWage(admin, aWage(rizky, { effectiveFrom: '2026-03-01' }))
    const taken = { code: 'wage.date_taken', details: { field: 'effectiveFrom' } }
    expect(await refusal(setWage(admin, aWage(rizky, { amount: '1' })))).toEqual(taken)
    expect(await refusal(setWage(admin, aWage(rizky, { id: later.id, effectiveFrom: '2026-01-01' })))).toEqual(taken)
    expect(await setWage(admin, aWage(rizky, { id: first.id, amount: '6000000' }))).toMatchObject({ version: 2 })
    expect(await setWage(admin, aWage(agus))).toMatchObject({ version: 1 })
  })

  it('is changed only by who saw its newest state, under its own person, and by no change not at all', async () => {
    const { rizky, agus } = here.plant.employees
    const row = await setWage(admin, aWage(rizky, { note: 'As agreed' }))
    expect(await refusal(setWage(admin, aWage(rizky, { id: row.id, version: 7 })))).toMatchObject({ code: 'conflict.version' })
    expect(await refusal(removeWage(admin, { id: row.id, version: 7 }))).toMatchObject({ code: 'conflict.version' })
    expect(await refusal(setWage(admin, aWage(agus, { id: row.id })))).toMatchObject({ code: 'not_found' })
    const audited = (await auditOf(admin, 'wage.set')).length
    expect(await setWage(admin, aWage(rizky, { id: row.id, version: 1, note: 'As agreed ' }))).toMatchObject({ version: 1 })
    expect(await auditOf(admin, 'wage.set')).toHaveLength(audited)
  })

  it.each([
    [{ amount: '0' }, 'amount', 'wage.amount'],
    [{ amount: '-5' }, 'amount', 'wage.amount'],
    [{ amount: '1.234' }, 'amount', 'wage.amount'],
    [{ amount: '5,000' }, 'amount', 'wage.amount'],
    [{ amount: '1e9' }, 'amount', 'wage.amount'],
    [{ amount: '1234567890123' }, 'amount', 'wage.amount'],
    [{ amount: 5000000 }, 'amount', 'wage.amount'],
    [{ fixedAllowance: '-1' }, 'fixedAllowance', 'wage.amount'],
    [{ basis: 'weekly' }, 'basis', 'wage.basis'],
    [{ basis: 'hourly', fixedAllowance: '5' }, 'fixedAllowance', 'wage.allowance'],
    [{ basis: 'hourly', variableAllowance: '5' }, 'variableAllowance', 'wage.allowance'],
    [{ currency: 'Rp' }, 'currency', 'wage.currency'],
    [{ effectiveFrom: '2026-02-30' }, 'effectiveFrom', 'date.invalid'],
    [{ effectiveFrom: '1999-12-31' }, 'effectiveFrom', 'date.out_of_range'],
    [{ note: 'x'.repeat(201) }, 'note', 'text.too_long'],
  ])('refuses %o, naming the field', (wrong, field, code) => {
    const { rizky } = here.plant.employees
    const parsed = SetWage.safeParse({ ...aWage(rizky), ...wrong })
    expect(parsed.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([[field, code]])
  })
})

describe('whose wages somebody may see', () => {
  it.each(rolesWithout('wage.read'))('%s sees none and sets none, not even his own', async (role) => {
    const { rizky } = here.plant.employees
    const { id } = await setWage(admin, aWage(rizky))
    const ctx = await here.actor(role, rizky)
    const tried = [wagesOf(ctx, rizky), people(ctx), setWage(ctx, aWage(rizky)), removeWage(ctx, { id })]
    expect(await refusalsOf(tried)).toEqual(['permission.denied'])
  })

  it('reaches those of a department where it was given for one: the others are not there', async () => {
    const { rizky, agus, putri } = here.plant.employees
    const { assembly } = here.plant.departments
    const theirs = await setWage(admin, aWage(rizky))
    const leader = await here.actor('staff', null, [
      { permission: 'wage.read', departmentId: assembly.id },
      { permission: 'wage.update', departmentId: assembly.id },
    ])
    expect((await people(leader)).map(({ name }) => name)).toEqual([agus.name, putri.name])
    expect(await setWage(leader, aWage(agus))).toMatchObject({ employeeId: agus.id })
    expect(await wagesOf(leader, agus)).toHaveLength(1)
    const tried = [wagesOf(leader, rizky), setWage(leader, aWage(rizky)), removeWage(leader, { id: theirs.id })]
    expect(await refusalsOf(tried)).toEqual(['not_found'])
    expect(await refusalsOf([setWage(leader, aWage(agus, { id: theirs.id }))])).toEqual(['not_found'])
  })

  it('reaches one’s own alone where no more was given, and nobody’s for who is no employee', async () => {
    const { rizky, agus } = here.plant.employees
    await setWage(admin, aWage(rizky))
    const own = async (as: typeof rizky | null) => {
      const ctx = await here.actor('staff', as)
      const override = { permission: 'wage.read', effect: 'add', scope: 'own', departmentId: null } as const
      return { ...ctx, actor: { ...ctx.actor, overrides: [override] } }
    }
    const he = await own(rizky)
    expect((await people(he)).map(({ name }) => name)).toEqual([rizky.name])
    expect(await wagesOf(he, rizky)).toHaveLength(1)
    expect(await refusal(wagesOf(he, agus))).toMatchObject({ code: 'not_found' })
    expect(await people(await own(null))).toEqual([])
  })

  it('follows a person to his department of today', async () => {
    const { assembly, testing } = here.plant.departments
    const mover = await somebody(admin, { departmentId: assembly.id })
    await setWage(admin, aWage(mover))
    const leader = await here.actor('staff', null, [{ permission: 'wage.read', departmentId: assembly.id }])
    expect(await wagesOf(leader, mover)).toHaveLength(1)
    await within(admin, ({ sql }) => sql`update employee set department_id = ${testing.id} where id = ${mover.id}`.execute())
    expect(await refusal(wagesOf(leader, mover))).toMatchObject({ code: 'not_found' })
  })
})

describe('the list of people', () => {
  it('tells of whom a wage is known today, and from when the next one holds, a page at a time', async () => {
    const { rizky, agus, putri } = here.plant.employees
    await setWage(admin, aWage(rizky, { effectiveFrom: '2025-01-01' }))
    await setWage(admin, aWage(rizky, { effectiveFrom: '2026-06-11' }))
    await setWage(admin, aWage(rizky, { effectiveFrom: '2026-07-01' }))
    await setWage(admin, aWage(agus, { effectiveFrom: '2026-06-12' }))
    const search = { search: 'MW240' }
    expect((await people(admin, search)).map(({ name, knownSince, nextFrom }) => [name, knownSince, nextFrom])).toEqual([
      [rizky.name, '2026-06-11', '2026-07-01'],
      [agus.name, null, '2026-06-12'],
      [putri.name, null, null],
    ])
    expect((await people(admin, { ...search, missing: 'true' })).map(({ name }) => name)).toEqual([agus.name, putri.name])
    expect((await people(admin, { ...search, missing: 'false' })).map(({ name }) => name)).toEqual([rizky.name])
    expect(await people(admin, { ...search, pageSize: 1, page: 2 })).toMatchObject([{ name: agus.name }])
    expect(await listWagePeople(admin, ListWagePeople.parse({ ...search, pageSize: 1 }))).toMatchObject({ count: 3 })
  })
})

describe('the history of one person', () => {
  it('comes a page at a time', async () => {
    const { rizky } = here.plant.employees
    for (const year of [2023, 2024, 2025]) await setWage(admin, aWage(rizky, { effectiveFrom: `${year}-01-01` }))
    const page = await listWages(admin, ListWages.parse({ employeeId: rizky.id, pageSize: 2, page: 2 }))
    expect(page).toMatchObject({ count: 3, results: [{ effectiveFrom: '2023-01-01' }] })
  })
})

describe('without the key', () => {
  const keyless = (): Ctx => ({ ...admin, services: { ...admin.services, vault: openVault(null) } })

  it('no wage is set or shown, and who has one is still told', async () => {
    const { rizky } = here.plant.employees
    await setWage(admin, aWage(rizky))
    expect(await refusalsOf([setWage(keyless(), aWage(rizky)), wagesOf(keyless(), rizky)])).toEqual(['secret.no_key'])
    expect(await people(keyless(), { missing: 'false' })).toMatchObject([{ name: rizky.name }])
  })

  it('a wage that no key opens is shown as such, and is set anew or removed', async () => {
    const { rizky } = here.plant.employees
    const [lost, other] = [await setWage(admin, aWage(rizky)), await setWage(admin, aWage(rizky, { effectiveFrom: '2026-02-01' }))]
    const rows = await read(admin, ({ sql }) => sql<{ id: string; sealed: string }[]>`select id, sealed from employee_wage`.execute())
    const sealed = rows.find(({ id }) => id === lost.id)!.sealed
    await within(admin, ({ sql }) => sql`update employee_wage set sealed = ${sealed} where id = ${other.id}`.execute())
    expect(await wagesOf(admin, rizky)).toMatchObject([
      { id: other.id, terms: null },
      { id: lost.id, terms: { amount: '5357982' } },
    ])
    expect(await setWage(admin, aWage(rizky, { ...other, ...other.terms }))).toMatchObject({ version: 2 })
    expect((await wagesOf(admin, rizky))[0]).toMatchObject({ id: other.id, terms: { amount: '5357982' } })
    await within(admin, ({ sql }) => sql`update employee_wage set sealed = 'nothing' where id = ${other.id}`.execute())
    await removeWage(admin, { id: other.id })
    expect(await wagesOf(admin, rizky)).toHaveLength(1)
  })
})
