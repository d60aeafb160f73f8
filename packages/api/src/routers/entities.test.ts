import { uploadRegulationDocument } from '@lembur/domain/regulation'
import { type World, world } from '@lembur/domain/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { ApiContext } from '../context.ts'
import { problemOf } from '../errors.ts'
import { restOperations } from '../rest.ts'
import { appRouter } from '../root.ts'
import { type Edge, openEdge } from '../testing/edge.ts'
import { createCallerFactory } from '../trpc.ts'

let here: World
let ctx: ApiContext
let edge: Edge

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  const domain = await here.actor('ptb_admin')
  edge = await openEdge(here)
  ctx = edge.contextOf(domain)
})
afterAll(async () => {
  await edge.close()
  await here.end()
})

const operations = restOperations()

/** Calls an operation as REST does: text in the query, JSON in the body; whatever is answered has passed the output's schema. */
async function call(method: string, address: string, body?: unknown): Promise<Answer> {
  const url = new URL(address, 'http://plant/v1/')
  const [, entity, id] = /^\/v1\/([^/]+)(?:\/(.+))?$/.exec(url.pathname) ?? []
  const named = (path: string) => operations.find((operation) => operation.method === method && operation.path === path)
  const operation = named(url.pathname) ?? named(`/v1/${entity}/{id}`)
  if (!operation) throw new Error(`No operation for ${method} ${address}`)
  const params: Record<string, string> = operation.path.endsWith('{id}') ? { id: id ?? '' } : {}
  const query = Object.fromEntries(url.searchParams)
  return (await operation.run(ctx, { params, query, body, signal: new AbortController().signal })) as Answer
}
type Answer = { id: string; version: number; count: number; results: Record<string, unknown>[]; [field: string]: unknown }

const crud = [
  {
    path: 'departments',
    made: { code: 'qc-1', name: 'Quality' },
    change: { name: 'Quality control' },
    filter: 'search=QC-1&isEnabled=true',
  },
  { path: 'projects', made: { name: 'Jig 7' }, change: { isEnabled: false }, filter: 'search=jig&isEnabled=false&order=desc' },
  {
    path: 'employees',
    made: { workerId: 'MW9', name: 'Sari' },
    change: { name: 'Sari W.' },
    filter: 'search=mw9&fileable=true&pageSize=5',
  },
  { path: 'holidays', made: { title: 'Vesak', date: '2025-05-31', isRecurring: true }, change: { color: '#00f' }, filter: 'year=2026' },
  { path: 'overtime-regulations', made: { title: 'Breaks' }, change: { category: 'time' }, filter: 'category=time&isActive=true' },
]

describe('plain entities over REST', () => {
  it.each(crud)('$path are made, read, listed, changed and deleted', async ({ path, made, change, filter }) => {
    const { id } = await call('POST', path, made)
    expect(await call('PATCH', `${path}/${id}`, { version: 1, ...change })).toMatchObject({ id, version: 2, ...change })
    expect(await call('GET', `${path}/${id}`)).toMatchObject({ id, version: 2 })
    const listed = await call('GET', `${path}?${filter}`)
    expect(listed).toMatchObject({ count: 1, next: null, previous: null, results: [{ id }] })
    expect(await call('DELETE', `${path}/${id}`)).toMatchObject({ id })
    await expect(call('GET', `${path}/${id}`)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('imports employees and says what each line did', async () => {
    const body = { header: ['Worker_ID', 'Name'], rows: [['MW10', 'Joko']], dryRun: true }
    expect(await call('POST', 'employees/import', body)).toEqual({
      dryRun: true,
      totalRows: 1,
      created: 1,
      updated: 0,
      unchanged: 0,
      errors: [],
      applied: false,
    })
  })

  it('lists the versions of the policy, which come by another way', async () => {
    const bytes = new TextEncoder().encode('%PDF-1.7')
    const { id } = await uploadRegulationDocument(ctx.domain!, { title: 'Policy', description: '', fileName: 'p.pdf', bytes })
    expect(await call('GET', 'regulation-documents?isActive=true')).toMatchObject({ count: 1, results: [{ id, documentVersion: 1 }] })
    expect(await call('GET', `regulation-documents/${id}`)).toMatchObject({ fileName: 'p.pdf' })
    expect(await call('DELETE', `regulation-documents/${id}`)).toEqual({ id })
  })

  it('answers a conflict with the record in the way', async () => {
    const refused = await call('POST', 'departments', { code: 'assy-1', name: 'Again' }).catch((error) => error)
    expect(refused).toMatchObject({ code: 'CONFLICT' })
    expect(problemOf(refused, '')).toMatchObject({
      code: 'conflict.duplicate',
      details: { existingId: here.plant.departments.assembly.id },
    })
  })
})

describe('limits and the palette', () => {
  const caller = () => createCallerFactory(appRouter)(ctx)

  it('are set, tried, listed and removed', async () => {
    const { departments } = here.plant
    const scope = { scope: 'department', departmentId: departments.testing.id, span: 'week' } as const
    expect(await caller().limit.set({ ...scope, advisedMinutes: 600, maxMinutes: 900 })).toMatchObject({ departmentCode: 'K390140R1C' })
    expect((await caller().limit.list()).results).toHaveLength(4)
    expect(await caller().limit.preview({ span: 'period', maxMinutes: 60 })).toEqual({ peopleOver: 0, people: 3 })
    expect(await caller().limit.set({ ...scope, advisedMinutes: null, maxMinutes: null })).toBeNull()
  })

  it('finds people', async () => {
    expect((await caller().search.find({ text: 'rizky' })).results).toMatchObject([{ kind: 'employee', title: 'Rizky Pratama' }])
  })
})
