import postgres from 'postgres'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { systemContext, write } from '../kernel/index.ts'
import { rebuildWorkbooks } from '../report/index.ts'
import { type World, world } from '../testing/index.ts'
import { checkHealth, databaseIsReady } from './index.ts'

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

it('is not ready on a database that lacks a migration of this release', async () => {
  const { database } = here.services
  expect(await databaseIsReady(database)).toBe(true)
  const owner = postgres(here.test.adminUrl, { max: 1 })
  await owner`delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)`
  expect(await databaseIsReady(database)).toBe(false)
  await owner`revoke usage on schema drizzle from lembur_app`
  expect(await databaseIsReady(database)).toBe(false)
  await owner.end()
})
