import { type World, world } from '@lembur/domain/testing'
import { TRPCError } from '@trpc/server'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { ApiContext } from '../context.ts'
import { problemOf } from '../errors.ts'
import { restOperations } from '../rest.ts'
import { type Edge, openEdge } from '../testing/edge.ts'

let here: World
let edge: Edge
let ctx: ApiContext

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  edge = await openEdge(here)
  ctx = edge.contextOf(await here.actor('ptb_admin'))
})
afterAll(async () => {
  await edge.close()
  await here.end()
})

type Given = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }

/** Calls an operation as REST does; what is answered has passed the output's schema. */
const call = (method: string, path: string, { params = {}, query = {}, body }: Given) =>
  restOperations()
    .find((operation) => operation.method === method && operation.path === path)!
    .run(ctx, { params, query, body, signal: new AbortController().signal })

/** The code and details of a refusal, as a client meets them. */
const refused = async (running: Promise<unknown>) => {
  const error: unknown = await running.catch((thrown: unknown) => thrown)
  if (!(error instanceof TRPCError)) throw new Error('Nothing was refused')
  const { code, details } = problemOf(error, '')
  return { code, details }
}

const [may, state] = [{ year: '2026', month: '5' }, '/v1/overtime-periods/{year}/{month}/state']

describe('period close over REST', () => {
  it('names a period in the address, closes and locks it, and offers its corrections', async () => {
    expect(await call('GET', '/v1/overtime-periods', { query: { year: '2026' } })).toMatchObject({
      results: { length: 12, 4: { state: 'open' } },
    })
    expect(await call('POST', state, { params: may, body: { to: 'closed', version: 0 } })).toMatchObject({ month: 5, state: 'closed' })
    expect(await call('POST', state, { params: may, body: { to: 'locked', version: 1 } })).toMatchObject({ state: 'locked', version: 2 })
    expect(await call('GET', '/v1/overtime-periods/{year}/{month}', { params: may })).toMatchObject({
      state: 'locked',
      can: { process: true },
    })
    const landing = { query: { year: '2026', month: '6' } }
    expect(await call('GET', '/v1/overtime-corrections', landing)).toMatchObject({ count: 0, results: [] })
  })

  it('tells why it refuses, with the names of what is in the way', async () => {
    const request = {
      employeeId: here.plant.employees.rizky.id,
      projectId: here.plant.projects.ramp.id,
      timeStart: '17:00',
      timeEnd: '18:00',
    }
    const filing = call('POST', '/v1/overtime-requests', { body: { ...request, workDate: '2026-05-20', reason: 'Ramp', detail: 'Lot' } })
    expect(await refused(filing)).toMatchObject({ code: 'period.locked', details: { year: 2026, month: 5, correction: true } })
    expect(await refused(call('POST', state, { params: { year: '2026', month: '6' }, body: { to: 'closed' } }))).toMatchObject({
      code: 'period.not_over',
      details: { lastDay: '2026-06-25' },
    })
    expect(await refused(call('POST', state, { params: { year: '2026', month: '13' }, body: { to: 'closed' } }))).toMatchObject({
      code: 'input.invalid',
      details: { fields: [{ path: 'month' }] },
    })
  })
})
