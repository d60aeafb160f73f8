import { Explanation } from '@lembur/contracts/explain'
import { submitOvertime } from '@lembur/domain/overtime'
import { type World, world } from '@lembur/domain/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { restOperations } from '../rest.ts'
import { type Edge, openEdge } from '../testing/edge.ts'

const words = { workDate: '2026-06-11', timeStart: '17:20', timeEnd: '19:20', reason: 'Line 2 ramp', detail: 'Rework of the first lot' }

describe('explained hours on the wire', () => {
  let here: World
  let edge: Edge
  let id: string
  beforeAll(async () => {
    here = await world(inject('databaseUrl'))
    edge = await openEdge(here)
    const { employees, projects } = here.plant
    const { row } = await submitOvertime(await here.actor('ptb_admin'), {
      ...words,
      employeeId: employees.agus.id,
      projectId: projects.ramp.id,
    })
    id = row.id
  })
  afterAll(async () => {
    await edge.close()
    await here.end()
  })

  async function run(actor: Awaited<ReturnType<World['actor']>>, path: string, given: { query?: object; params?: object }) {
    const operation = restOperations().find((each) => each.method === 'GET' && each.path === path)!
    const { params = {}, query = {} } = given
    return operation.run(edge.contextOf(actor), { params, query, body: undefined, signal: new AbortController().signal } as never)
  }
  const explanation = '/v1/overtime-requests/{id}/explanation'
  const total = '/v1/overtime-explanations/total'

  it('are a ladder over REST, whole and by their contract', async () => {
    const told = Explanation.parse(await run(await here.actor('ptb_admin'), explanation, { params: { id } }))
    expect(told).toMatchObject({ requestId: id, storedAt: null, rules: { payableMinutes: '210' }, counts: { minutes: 120 }, money: null })
  })

  it('are there for an earlier decision, by its number as a query has it', async () => {
    const admin = await here.actor('ptb_admin')
    await expect(run(admin, explanation, { params: { id }, query: { decision: '2' } })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(run(admin, explanation, { params: { id }, query: { decision: '0' } })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('are not there for who does not see the request', async () => {
    const other = await here.actor('user', here.plant.employees.rizky)
    await expect(run(other, explanation, { params: { id } })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const sum = await run(other, total, { query: { from: '2026-06-01', to: '2026-06-30' } })
    expect(sum).toMatchObject({ requests: 0, countedMinutes: 0, results: [] })
  })

  it('are summed and paged over REST, with flags as a query has them', async () => {
    const query = {
      from: '2026-06-01',
      to: '2026-06-30',
      departmentId: here.plant.employees.agus.departmentId,
      asWorkbook: 'true',
      pageSize: '1',
    }
    expect(await run(await here.actor('ptb_admin'), total, { query })).toMatchObject({
      requests: 1,
      payableMinutes: '210',
      bands: [
        { minutes: 60, rate: '3/2' },
        { minutes: 60, rate: '2' },
      ],
      results: [{ id, payableMinutes: '210', stored: false }],
    })
    const backwards = run(await here.actor('ptb_admin'), total, { query: { ...query, to: '2026-05-01' } })
    await expect(backwards).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
