import type { Role } from '@lembur/contracts/access'
import { submitOvertime } from '@lembur/domain/overtime'
import { type World, world } from '@lembur/domain/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { restOperations } from '../rest.ts'
import { appRouter } from '../root.ts'
import { type Edge, openEdge } from '../testing/edge.ts'
import { createCallerFactory } from '../trpc.ts'

const day = '2026-06-11'

describe('the report centre on the wire', () => {
  let here: World
  let edge: Edge
  beforeAll(async () => {
    here = await world(inject('databaseUrl'))
    edge = await openEdge(here)
  })
  afterAll(async () => {
    await edge.close()
    await here.end()
  })

  async function as(role: Role, employee: Parameters<World['actor']>[1] = null) {
    const domain = await here.actor(role, employee)
    const ctx = edge.contextOf(domain)
    return { ctx, domain, report: createCallerFactory(appRouter)(ctx).report }
  }

  it('lists the four workbooks of a date over REST, and queues a rebuild', async () => {
    const { ctx } = await as('ptb_admin')
    const run = (method: string, path: string, given: { query?: Record<string, unknown>; body?: unknown }) =>
      restOperations()
        .find((operation) => operation.method === method && operation.path === path)!
        .run(ctx, { params: {}, query: given.query ?? {}, body: given.body, signal: new AbortController().signal })
    expect(await run('GET', '/v1/reports', { query: { date: day } })).toMatchObject({
      count: 4,
      next: null,
      previous: null,
      results: [
        { kind: 'daily-form', fileName: '20260611OT.xlsx', state: 'queued', sha256: null, downloadable: false },
        { kind: 'daily-summary', fileName: '20260611OTSummary.xlsx' },
        { kind: 'period-form', fileName: '~2026_05_26-2026_06_25OT.xlsx' },
        { kind: 'period-summary', fileName: '~2026_05_26-2026_06_25OTSummary.xlsx' },
      ],
    })
    expect(await run('POST', '/v1/reports/rebuild', { body: { date: day, wholePeriod: true } })).toEqual({ dates: 1 })
    await expect(run('GET', '/v1/reports', { query: { date: '2026-02-30' } })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('shows the centre of a period, and says that a file that was never built cannot be sent', async () => {
    const { report } = await as('ptb_admin')
    const centre = await report.centre({ date: day })
    expect(centre).toMatchObject({ period: { start: '2026-05-26', end: '2026-06-25' }, days: [{ date: day, rows: 0 }], failed: 0 })
    await expect(report.retry({ id: centre.periodForm!.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      cause: { code: 'report.not_built' },
    })
  })

  it('tells staff only which workbooks hold their own request', async () => {
    const { rizky } = here.plant.employees
    const staff = await as('staff', rizky)
    const { row } = await submitOvertime(staff.domain, {
      employeeId: rizky.id,
      projectId: here.plant.projects.fixture.id,
      workDate: day,
      timeStart: '17:00',
      timeEnd: '20:00',
      reason: 'Urgent lot',
      detail: '',
    })
    expect(await staff.report.ofRequest({ requestId: row.id })).toMatchObject({ count: 4 })
    for (const ask of [staff.report.list, staff.report.centre])
      await expect(ask({ date: day })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(staff.report.rebuild({ date: day })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
