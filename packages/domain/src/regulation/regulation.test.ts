import { CreateRegulation, ListRegulations } from '@lembur/contracts/rules'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { auditOf, eventsOf, refusal, refusalsOf, rolesWithout, type World, world } from '../testing/index.ts'
import { createRegulation, getRegulation, listRegulations, removeRegulation, updateRegulation } from './index.ts'

let here: World
let admin: Ctx

beforeEach(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterEach(() => here.end())

const add = (title: string, values: object = {}) => createRegulation(admin, CreateRegulation.parse({ title, ...values }))
const order = async (filter: object = {}) =>
  (await listRegulations(admin, ListRegulations.parse(filter))).results.map(({ title, position }) => `${position} ${title}`)

describe('regulations', () => {
  it('follow each other, and one may be put between', async () => {
    for (const title of ['A', 'B', 'C']) await add(title)
    expect(await order()).toEqual(['1 A', '2 B', '3 C'])
    await add('D', { position: 2 })
    expect(await order()).toEqual(['1 A', '2 D', '3 B', '4 C'])
    await add('Far', { position: 20 })
    await add('Gap', { position: 10 })
    expect(await order()).toEqual(['1 A', '2 D', '3 B', '4 C', '10 Gap', '20 Far'])
  })

  it('move forwards and back, and the ones they pass make room', async () => {
    const [a, , , d] = [await add('A'), await add('B'), await add('C'), await add('D')]
    await updateRegulation(admin, { id: d.id, position: 2 })
    expect(await order()).toEqual(['1 A', '2 D', '3 B', '4 C'])
    const moved = await updateRegulation(admin, { id: a.id, version: 1, position: 3 })
    expect(moved).toMatchObject({ position: 3, version: 2 })
    expect(await order()).toEqual(['1 D', '2 B', '3 A', '4 C'])
    expect(await getRegulation(admin, d)).toMatchObject({ position: 1, version: 2 })
    expect(await auditOf(admin, 'regulation.update')).toMatchObject([
      { before: { position: 4 }, after: { position: 2 } },
      { before: { position: 1 }, after: { position: 3 } },
    ])
  })

  it('are found by word, category and state, by every role', async () => {
    await add('Break', { description: 'One hour after four', category: 'time' })
    await add('Old', { isActive: false })
    expect(await order({ search: 'after FOUR' })).toEqual(['1 Break'])
    expect(await order({ category: 'time' })).toEqual(['1 Break'])
    expect(await order({ isActive: 'false' })).toEqual(['2 Old'])
    expect((await listRegulations(await here.actor('user'), ListRegulations.parse({}))).count).toBe(2)
  })

  it('are changed by who saw the newest state, and go with an audit of their text', async () => {
    const made = await add('Break')
    await updateRegulation(admin, { id: made.id, version: 1, description: 'One hour' })
    expect(await refusal(updateRegulation(admin, { id: made.id, version: 1, title: 'Late' }))).toMatchObject({ code: 'conflict.version' })
    await removeRegulation(admin, made)
    expect(await auditOf(admin, 'regulation.remove')).toMatchObject([{ before: { description: 'One hour' }, after: null }])
    expect(await refusal(getRegulation(admin, made))).toMatchObject({ code: 'not_found' })
    expect((await eventsOf(admin, 'regulation')).map(({ action }) => action)).toEqual(['created', 'updated', 'removed'])
  })

  it.each(rolesWithout('regulation.update'))('are not changed by %s', async (role) => {
    const { id } = await add('Break')
    const ctx = await here.actor(role)
    const denied = [
      createRegulation(ctx, CreateRegulation.parse({ title: 'No' })),
      updateRegulation(ctx, { id, title: 'No' }),
      removeRegulation(ctx, { id }),
    ]
    expect(await refusalsOf(denied)).toEqual(['permission.denied'])
  })
})
