import { ImportWages, SetWage } from '@lembur/contracts/wages'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { exportActivities } from '../activity/index.ts'
import { exportEmployees, removeEmployee } from '../employee/index.ts'
import { type Ctx, read, sealedFor } from '../kernel/index.ts'
import { decideOvertime, submitOvertime } from '../overtime/index.ts'
import { findAnything } from '../search/index.ts'
import { allOf, auditOf, refusal, type World, world } from '../testing/index.ts'
import { aDraft, somebody } from '../testing/overtime.ts'
import { importWages, removeWage, setWage } from './index.ts'

/** Sums that stand nowhere else. */
const [amount, fixed, variable, again, imported] = ['7913642.75', '1846291.25', '926413.5', '8264197.25', '9137426.75']
const sums = [amount, fixed, variable, again, imported].flatMap((sum) => [sum, sum.split('.')[0]!])

let here: World
let admin: Ctx
beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('superadmin')
})
afterAll(() => here.end())

/** Every row of every table that the product and its queue have, as text. */
async function everythingStored(): Promise<string> {
  const { database } = here.services
  const owner = here.test.database.global
  const tables = await owner<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema in ('public', 'app', 'pgboss') and has_table_privilege(format('%I.%I', table_schema, table_name), 'select')`
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['public.employee_wage', 'public.activity', 'public.event', 'pgboss.job']),
  )
  const texts: string[] = []
  for (const { name } of tables) {
    const [row] = await database.readOne<{ text: string | null }[]>(
      admin.actor.organizationId,
      (sql) => sql`select string_agg(stored::text, chr(10)) as text from ${sql.unsafe(name)} stored`,
    )
    texts.push(row?.text ?? '')
  }
  return texts.join('\n')
}

describe('the sum of a wage', () => {
  it('stands in no table in the clear: neither the wage’s own, nor audit, events or jobs', async () => {
    const person = await somebody(admin, { workerId: 'MW900', name: 'Sari Wulandari' })
    const values = { employeeId: person.id, effectiveFrom: '2026-01-01', basis: 'monthly', fixedAllowance: fixed }
    const made = await setWage(admin, SetWage.parse({ ...values, amount, variableAllowance: variable, note: `up to ${amount}` }))
    await setWage(admin, SetWage.parse({ ...values, id: made.id, amount: again }))
    const rows = [['MW900', '2026-05-01', 'monthly', imported]]
    await importWages(admin, ImportWages.parse({ header: ['worker_id', 'effective_from', 'basis', 'amount'], rows }))
    const text = await everythingStored()
    expect(text).toContain('Sari Wulandari')
    expect(text).toContain(made.id)
    expect(sums.filter((sum) => text.includes(sum))).toEqual([])
    await removeWage(admin, { id: made.id })
    const after = await everythingStored()
    expect(sums.filter((sum) => after.includes(sum))).toEqual([])
  })

  it('is not kept with a decision either, though who decides may read it: not the sum, not the pay of an hour', async () => {
    const person = await somebody(admin, { workerId: 'MW903', name: 'Rudi Hartono' })
    const values = { employeeId: person.id, effectiveFrom: '2026-01-01', basis: 'hourly' }
    await setWage(admin, SetWage.parse({ ...values, amount }))
    const { row } = await submitOvertime(admin, aDraft(person, here.plant.projects.ramp))
    await decideOvertime(admin, { id: row.id, outcome: 'approved' })
    const text = await everythingStored()
    expect(text).toContain(row.id)
    expect([...sums, '"hourly"'].filter((sum) => text.includes(sum))).toEqual([])
  })

  it('is sealed for its person and its row: another’s does not open it', async () => {
    const [one, other] = [await somebody(admin), await somebody(admin)]
    const made = await setWage(admin, SetWage.parse({ employeeId: one.id, effectiveFrom: '2026-01-01', basis: 'hourly', amount }))
    const [row] = await read(admin, ({ sql }) =>
      sql<{ sealed: string }[]>`select sealed from employee_wage where id = ${made.id}`.execute(),
    )
    const { vault } = here.services
    const { organizationId } = admin.actor
    expect(vault.open(row!.sealed, sealedFor.wage(organizationId, one.id, made.id))).toContain(amount)
    expect(() => vault.open(row!.sealed, sealedFor.wage(organizationId, other.id, made.id))).toThrow('A stored secret cannot be read')
    expect(() => vault.open(row!.sealed, sealedFor.wage(organizationId, one.id, other.id))).toThrow('A stored secret cannot be read')
  })

  it('is audited as a change of whose wage, from when, and no more', async () => {
    const person = await somebody(admin, { workerId: 'MW901', name: 'Joko Santoso' })
    const values = { employeeId: person.id, effectiveFrom: '2026-01-01', basis: 'monthly' }
    const { id } = await setWage(admin, SetWage.parse({ ...values, amount }))
    await setWage(admin, SetWage.parse({ ...values, id, amount: again }))
    await setWage(admin, SetWage.parse({ ...values, id, amount: again, effectiveFrom: '2026-02-01' }))
    await removeWage(admin, { id })
    const label = 'MW901 Joko Santoso'
    expect((await auditOf(admin, 'wage.set')).slice(-3)).toMatchObject([
      { subjectId: id, subjectLabel: label, before: null, after: { effectiveFrom: '2026-01-01', wageChanged: true } },
      { subjectLabel: label, before: { wageChanged: null }, after: { wageChanged: true } },
      { subjectLabel: label, before: { effectiveFrom: '2026-01-01' }, after: { effectiveFrom: '2026-02-01' } },
    ])
    expect((await auditOf(admin, 'wage.remove')).at(-1)).toMatchObject({
      subjectId: id,
      subjectLabel: label,
      before: { effectiveFrom: '2026-02-01' },
      after: null,
    })
  })

  it('is in no export, and no search finds it', async () => {
    const person = await somebody(admin, { workerId: 'MW902', name: 'Dewi Anggraini' })
    await setWage(admin, SetWage.parse({ employeeId: person.id, effectiveFrom: '2026-01-01', basis: 'monthly', amount }))
    const told = JSON.stringify([await allOf(exportEmployees(admin, {})), await allOf(exportActivities(admin, {}))])
    expect(told).toContain('Dewi Anggraini')
    expect(sums.filter((sum) => told.includes(sum))).toEqual([])
    expect(JSON.stringify(await findAnything(admin, { text: amount }))).not.toContain('Dewi')
  })

  it('keeps its person from being deleted, without a word that there is one', async () => {
    const person = await somebody(admin)
    await setWage(admin, SetWage.parse({ employeeId: person.id, effectiveFrom: '2026-01-01', basis: 'monthly', amount }))
    const refused = await refusal(removeEmployee(await here.actor('ptb_admin'), { id: person.id }))
    expect(refused.code).toBe('conflict.in_use')
    expect(JSON.stringify(refused)).not.toContain('wage')
  })
})
