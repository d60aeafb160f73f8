import { scopeOf } from '@lembur/contracts/access'
import { SetWage } from '@lembur/contracts/wages'
import { rolesWithout, type World, world } from '@lembur/domain/testing'
import { setWage } from '@lembur/domain/wage'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { procedures } from '../procedures.ts'
import { restOperations } from '../rest.ts'
import { cells } from '../testing/cells.ts'
import { type Edge, openEdge } from '../testing/edge.ts'
import { rows, type Stage, setStage } from '../testing/stage.ts'

/** A sum that stands nowhere else. */
const amount = '7913642.75'

let here: World
let edge: Edge
let stage: Stage
beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  edge = await openEdge(here)
  stage = await setStage(here)
  const payroll = stage.reader('superadmin')
  for (const target of ['own', 'colleague', 'elsewhere'] as const) {
    const { employeeId } = stage.somebody('ptb_admin', target)
    await setWage(payroll, SetWage.parse({ employeeId, effectiveFrom: '2021-01-01', basis: 'monthly', amount }))
  }
})
afterAll(async () => {
  await edge.close()
  await here.end()
})

const all = procedures()
const ofWages = all.filter(({ name }) => name.startsWith('wage.'))
const queries = all.filter(({ name, type }) => type === 'query' && name !== 'wage.list')
const input = async (name: string) => {
  const cell = cells[name]!
  const of = stage.somebody('superadmin', 'own')
  return cell.input(of, cell.row ? await rows[cell.row](of, stage) : '', stage)
}

describe('wages on the wire', () => {
  it.each(rolesWithout('wage.read'))('are denied to %s by every way, read or written', async (role) => {
    expect(ofWages.map(({ name }) => name).toSorted()).toEqual(['wage.import', 'wage.list', 'wage.people', 'wage.remove', 'wage.set'])
    for (const procedure of ofWages) {
      const given = await input(procedure.name)
      expect((await edge.call(procedure, stage.reader(role), given)).problem).toMatchObject({ code: 'permission.denied' })
      const operation = restOperations().find(({ name }) => name === procedure.name)!
      expect((await edge.rest(operation, stage.reader(role), given)).problem).toMatchObject({ code: 'permission.denied' })
    }
  })

  it('have their own right: who administers all else has it only where it was given to him', () => {
    expect([scopeOf('ptb_admin', 'wage.read'), scopeOf('ptb_admin', 'employee.update')]).toEqual([null, 'organisation'])
  })

  it('tell sums to who may read them', async () => {
    const { employeeId } = stage.somebody('ptb_admin', 'own')
    const list = all.find(({ name }) => name === 'wage.list')!
    expect((await edge.call(list, stage.reader('superadmin'), { employeeId })).answer).toMatchObject({
      count: 1,
      results: [{ effectiveFrom: '2021-01-01', terms: { basis: 'monthly', amount, currency: 'IDR' } }],
    })
  })

  it.each(queries)('are no part of the answer of $name, whoever asks', async ({ name }) => {
    const procedure = all.find((one) => one.name === name)!
    for (const role of ['ptb_admin', 'superadmin'] as const) {
      const { answer } = await edge.call(procedure, stage.reader(role), await input(name))
      expect(JSON.stringify(answer ?? null)).not.toContain(amount.split('.')[0])
    }
  })

  it('are refused in words that name the field, not the sum', async () => {
    const set = all.find(({ name }) => name === 'wage.set')!
    const { employeeId } = stage.somebody('ptb_admin', 'own')
    const refused = async (changes: object) =>
      (await edge.call(set, stage.reader('superadmin'), { employeeId, effectiveFrom: '2021-01-01', basis: 'hourly', amount, ...changes }))
        .problem
    expect(await refused({ amount: '7913642.755' })).toMatchObject({
      code: 'input.invalid',
      details: { fields: [{ path: 'amount', code: 'wage.amount' }] },
    })
    expect(await refused({ fixedAllowance: amount })).toMatchObject({
      details: { fields: [{ path: 'fixedAllowance', code: 'wage.allowance' }] },
    })
    expect(await refused({})).toMatchObject({ code: 'wage.date_taken', details: { field: 'effectiveFrom' } })
    for (const changes of [{ amount: '7913642.755' }, { fixedAllowance: amount }, {}])
      expect(JSON.stringify(await refused(changes))).not.toContain('7913642')
  })
})
