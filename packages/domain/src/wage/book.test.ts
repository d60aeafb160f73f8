import { EvaluationInput } from '@lembur/contracts/evaluation'
import { SetWage } from '@lembur/contracts/wages'
import { compile } from '@lembur/rules/policy/compile'
import { evaluate } from '@lembur/rules/policy/evaluate'
import { packOf } from '@lembur/rules/policy/packs'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Ctx, openVault, read } from '../kernel/index.ts'
import { type World, world } from '../testing/index.ts'
import { within } from '../testing/overtime.ts'
import { setWage, wageBook } from './index.ts'

let here: World
let admin: Ctx
beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('superadmin')
})
afterAll(() => here.end())
beforeEach(() => within(admin, ({ sql }) => sql`delete from employee_wage`.execute()))

const period = { from: '2026-05-26', to: '2026-06-25' }
const wage = (employee: { id: string }, effectiveFrom: string, amount: string, values: object = {}) =>
  setWage(admin, SetWage.parse({ employeeId: employee.id, effectiveFrom, basis: 'monthly', amount, ...values }))
const book = (ctx: Ctx, employeeIds: readonly string[] | 'all' = 'all') => read(ctx, (tx) => wageBook(ctx, tx, { employeeIds, ...period }))
const monthly = (amount: string) => ({ currency: 'IDR', monthly: amount, parts: { basic: amount, fixed: '0', variable: '0' } })

describe('the book of wages', () => {
  it('answers the latest wage that had begun on the day, and none before the first', async () => {
    const { rizky, agus } = here.plant.employees
    await wage(rizky, '2025-01-01', '5000000')
    await wage(rizky, '2026-05-01', '5100000')
    await wage(rizky, '2026-06-11', '5200000')
    await wage(rizky, '2026-06-26', '5300000')
    await wage(agus, '2026-06-01', '4000000')
    const known = await book(admin)
    const of = (date: string) => known.of(rizky.id, date)
    expect([of('2026-05-26'), of('2026-06-10'), of('2026-06-11'), of('2026-06-25')]).toEqual(
      ['5100000', '5100000', '5200000', '5200000'].map(monthly),
    )
    expect([known.of(agus.id, '2026-05-31'), known.of(agus.id, '2026-06-01')]).toEqual([null, monthly('4000000')])
    expect((await book(admin, [agus.id])).of(rizky.id, '2026-06-11')).toBeNull()
  })

  it('gives the engine the parts of a monthly wage, its one sum where there are no allowances, and an hourly wage as it is', async () => {
    const { rizky, agus } = here.plant.employees
    await wage(rizky, '2026-01-01', '4000000.1', { fixedAllowance: '1500000.25', variableAllowance: '2500000.7' })
    await wage(agus, '2026-01-01', '31000.25', { basis: 'hourly', currency: 'TWD' })
    const known = await book(admin)
    expect(known.of(rizky.id, '2026-06-01')).toEqual({
      currency: 'IDR',
      parts: { basic: '4000000.1', fixed: '1500000.25', variable: '2500000.7' },
    })
    expect(known.of(agus.id, '2026-06-01')).toEqual({ currency: 'TWD', hourly: '31000.25' })
  })

  it.each([
    ['basic and fixed are less than 75 % of all: then 75 %', { fixedAllowance: '1500000', variableAllowance: '2500000' }, '34682.080925'],
    ['basic and fixed are more: then they alone', { fixedAllowance: '1500000', variableAllowance: '500000' }, '31791.907514'],
    ['there is the basic wage alone', {}, '23121.387283'],
  ])('is what Indonesian overtime is computed from (PP 35/2021, art. 32), where %s', async (_what, allowances, hourly) => {
    const { rizky } = here.plant.employees
    await wage(rizky, '2026-01-01', '4000000', allowances)
    const known = (await book(admin)).of(rizky.id, '2026-06-11')
    const policy = compile(packOf('ID', 'PP35-2021', '2026-06-11'))
    const work = { start: '2026-06-11T17:00', end: '2026-06-11T19:00', overtime: true }
    const evaluation = evaluate(policy, EvaluationInput.parse({ timeZone: 'Asia/Jakarta', intervals: [work], wage: known }))
    expect(evaluation.pay).toMatchObject({ currency: 'IDR', hourly })
  })

  it('holds what the reader may read and nothing else', async () => {
    const { rizky, agus } = here.plant.employees
    await wage(rizky, '2026-01-01', '5000000')
    await wage(agus, '2026-01-01', '4000000')
    const seen = async (ctx: Ctx) => {
      const known = await book(ctx)
      return [rizky, agus].filter(({ id }) => known.of(id, '2026-06-01')).map(({ name }) => name)
    }
    expect(await seen(await here.actor('ptb_admin', rizky))).toEqual([])
    const { assembly } = here.plant.departments
    expect(await seen(await here.actor('staff', null, [{ permission: 'wage.read', departmentId: assembly.id }]))).toEqual([agus.name])
    expect(await seen(admin)).toEqual([rizky.name, agus.name])
  })

  it('is empty without a key, and knows nothing for the time of a wage that none opens', async () => {
    const { rizky } = here.plant.employees
    await wage(rizky, '2026-01-01', '5000000')
    const { id } = await wage(rizky, '2026-06-01', '5100000')
    const keyless = { ...admin, services: { ...admin.services, vault: openVault(null) } }
    expect((await book(keyless)).of(rizky.id, '2026-06-01')).toBeNull()
    await within(admin, ({ sql }) => sql`update employee_wage set sealed = 'v1.none.none.none' where id = ${id}`.execute())
    const known = await book(admin)
    expect(known.of(rizky.id, '2026-05-31')).toEqual(monthly('5000000'))
    expect(known.of(rizky.id, '2026-06-01')).toBeNull()
    expect(known.unreadable).toBe(1)
  })
})
