import { ImportWages, ListWages, SetWage, wageColumns } from '@lembur/contracts/wages'
import { anEmployee } from '@lembur/db/testing'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Ctx, openVault } from '../kernel/index.ts'
import { auditOf, eventsOf, refusal, rolesWithout, soon, type World, world } from '../testing/index.ts'
import { waiting, within } from '../testing/overtime.ts'
import { importWages, listWages, setWage } from './index.ts'

let here: World
let admin: Ctx
beforeEach(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('superadmin')
})
afterEach(() => here.end())

const header = ['worker_id', 'effective_from', 'basis', 'amount', 'fixed_allowance', 'variable_allowance', 'currency', 'note']
const file = (rows: string[][], values: object = {}) => ImportWages.parse({ header, rows, ...values })
const good = ['mw2400549', '2026-01-01', 'monthly', '5000000', '', '', '', '']
const wagesOf = async (employee: { id: string }) =>
  (await listWages(admin, ListWages.parse({ employeeId: employee.id }))).results.map(({ effectiveFrom, terms }) => [
    effectiveFrom,
    terms?.basis,
    terms?.amount,
  ])

describe('importing wages', () => {
  it('sets them by worker id in any case, with columns in any order and words of the plant, audited without sums', async () => {
    const { rizky, agus } = here.plant.employees
    const result = await importWages(
      admin,
      ImportWages.parse({
        header: ['\uFEFFAmount', 'BASIS', ' Worker ID ', 'Effective From', 'shoe size', 'Fixed allowance'],
        rows: [
          ['5000000.50', 'Bulanan', 'mw2400549', '2026-01-01', '42', '250000'],
          ['', '', '', '', '', ''],
          ['31000', '时薪', 'MW2402210', '2026-02-01', '38', ''],
        ],
      }),
    )
    expect(result).toEqual({ dryRun: false, totalRows: 2, created: 2, updated: 0, unchanged: 0, errors: [], applied: true })
    expect(await wagesOf(rizky)).toEqual([['2026-01-01', 'monthly', '5000000.50']])
    expect(await wagesOf(agus)).toEqual([['2026-02-01', 'hourly', '31000']])
    expect(await auditOf(admin, 'wage.import')).toMatchObject([
      { after: { counts: { totalRows: 2, created: 2 }, created: ['mw2400549 2026-01-01', 'MW2402210 2026-02-01'], changed: [] } },
    ])
    expect(await eventsOf(admin, 'wage')).toEqual([{ action: 'imported', subjectId: null }])
  })

  it('replaces a wage of the same day, leaves one alone that says the same, and refuses both where it may not replace', async () => {
    const { rizky } = here.plant.employees
    await importWages(admin, file([good, good.with(1, '2026-02-01')]))
    const more = [good, good.with(1, '2026-02-01').with(3, '6000000')]
    expect(await importWages(admin, file(more, { replaceExisting: false }))).toMatchObject({
      applied: false,
      errors: [{ row: 3, column: 'effective_from', value: '2026-02-01', code: 'wage.date_taken' }],
    })
    expect(await importWages(admin, file(more))).toMatchObject({ applied: true, created: 0, updated: 1, unchanged: 1 })
    expect(await wagesOf(rizky)).toEqual([
      ['2026-02-01', 'monthly', '6000000'],
      ['2026-01-01', 'monthly', '5000000'],
    ])
  })

  it('names each wrong cell by row and column, repeats no sum, and writes nothing at all', async () => {
    const { rizky } = here.plant.employees
    const rows = [
      good,
      good.with(0, ''),
      good.with(0, 'MW0'),
      good.with(1, '1.2.2026').with(2, 'weekly'),
      good.with(3, '5,000,000').with(6, 'Rupiah').with(7, 'x'.repeat(201)),
      good.with(1, '2026-03-01').with(2, 'hourly').with(4, '100'),
      good.with(5, '-1').with(1, '2026-04-01'),
      good,
    ]
    const { errors, applied } = await importWages(admin, file(rows))
    expect(errors.map(({ row, column, code, value }) => [row, column, code, value])).toEqual([
      [3, 'worker_id', 'text.required', ''],
      [4, 'worker_id', 'import.unknown_employee', 'MW0'],
      [5, 'effective_from', 'date.invalid', '1.2.2026'],
      [5, 'basis', 'wage.basis', 'weekly'],
      [6, 'amount', 'wage.amount', null],
      [6, 'currency', 'wage.currency', 'Rupiah'],
      [6, 'note', 'text.too_long', null],
      [7, 'fixed_allowance', 'wage.allowance', null],
      [8, 'variable_allowance', 'wage.amount', null],
      [9, 'effective_from', 'wage.date_taken', '2026-01-01'],
    ])
    expect(applied).toBe(false)
    expect(await wagesOf(rizky)).toEqual([])
    expect(await auditOf(admin, 'wage.import')).toEqual([])
  })

  it('answers the same and writes nothing on a dry run', async () => {
    expect(await importWages(admin, file([good], { dryRun: true }))).toMatchObject({ dryRun: true, created: 1, applied: false })
    expect(await wagesOf(here.plant.employees.rizky)).toEqual([])
    const keyless = { ...admin, services: { ...admin.services, vault: openVault(null) } }
    expect(await refusal(importWages(keyless, file([good], { dryRun: true })))).toMatchObject({ code: 'secret.no_key' })
  })

  it('knows nobody beyond the reach of who imports', async () => {
    const { assembly } = here.plant.departments
    const leader = await here.actor('staff', null, [{ permission: 'wage.update', departmentId: assembly.id }])
    const { errors } = await importWages(leader, file([good, good.with(0, 'MW2402210')]))
    expect(errors.map(({ row, code }) => [row, code])).toEqual([[2, 'import.unknown_employee']])
  })

  it('takes 5,000 lines at once and refuses one more', async () => {
    const ids = Array.from({ length: 5000 }, (_, n) => `W${n}`)
    await within(admin, ({ sql }) =>
      sql`insert into employee (organization_id, id, worker_id, name) select ${admin.actor.organizationId}, gen_random_uuid(), id, id from unnest(${ids}::text[]) id`.execute(),
    )
    const lines = ids.map((id) => good.with(0, id))
    expect(await importWages(admin, file(lines))).toMatchObject({ applied: true, created: 5000 })
    const tooMany = { ...file([]), rows: [...lines, good] }
    expect(await refusal(importWages(admin, tooMany))).toMatchObject({ code: 'import.too_many_rows' })
    expect(ImportWages.safeParse(tooMany).error?.issues).toMatchObject([{ message: 'import.too_many_rows' }])
  })

  it('gives way to a wage that was set by hand in the meantime', async () => {
    const person = await within(admin, (tx) => anEmployee(tx, admin.actor.organizationId, { workerId: 'MW7' }))
    const importing = await within(admin, async ({ sql }) => {
      await sql`insert into employee_wage (organization_id, id, employee_id, effective_from, sealed)
        values (${admin.actor.organizationId}, gen_random_uuid(), ${person.id}, '2026-01-01', 'by hand')`
      const running = refusal(importWages(admin, file([good.with(0, 'MW7')])))
      await soon(async () => expect(await waiting(admin)).toBeGreaterThan(0))
      return { running }
    })
    expect(await importing.running).toMatchObject({ code: 'conflict.version' })
  })

  it('needs the columns without which a wage is none, each once', async () => {
    expect(await refusal(importWages(admin, file([], { header: ['worker_id', 'note'] })))).toEqual({
      code: 'import.missing_columns',
      details: { columns: ['effective_from', 'basis', 'amount'] },
    })
    expect(await refusal(importWages(admin, file([], { header: [...header, 'Amount'] })))).toMatchObject({ code: 'input.invalid' })
    expect([...wageColumns]).toEqual(header)
  })

  it.each(rolesWithout('wage.update'))('is not for %s, not even to try', async (role) => {
    expect(await refusal(importWages(await here.actor(role), file([good], { dryRun: true })))).toMatchObject({ code: 'permission.denied' })
  })

  it('sets the same as the form does', async () => {
    const { rizky } = here.plant.employees
    await importWages(admin, file([good]))
    const form = SetWage.parse({ employeeId: rizky.id, effectiveFrom: '2026-01-01', basis: 'monthly', amount: '5000000' })
    const [stored] = (await listWages(admin, ListWages.parse({ employeeId: rizky.id }))).results
    expect(await setWage(admin, { ...form, id: stored!.id })).toEqual(stored)
  })
})
