import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { systemContext, write } from '../kernel/index.ts'
import { rebuildWorkbooks } from '../report/index.ts'
import { type World, world } from '../testing/index.ts'
import { checkHealth } from './index.ts'

let here: World
beforeAll(async () => {
  here = await world(inject('databaseUrl'))
})
afterAll(() => here.end())

it('is degraded where workbooks have failed, and does not tell why: anybody may ask', async () => {
  const { database } = here.services
  const { id: organizationId } = here.plant.organization
  expect((await checkHealth(database)).delivery).toEqual({ status: 'healthy', message: 'No workbook has failed' })
  const ctx = await systemContext(here.services, organizationId, new Date())
  await write(ctx, 'test.ask', async (tx) => {
    rebuildWorkbooks(ctx, tx, ['2026-06-11'])
    return { subject: null, before: null, after: { asked: true } }
  })
  await database.transaction({ organizationId }, ({ sql }) =>
    sql`update report_file set state = 'failed', state_reason = 'The file share has no space left.'`.execute(),
  )
  expect((await checkHealth(database)).delivery).toEqual({ status: 'degraded', message: '4 workbook(s) failed' })
})
