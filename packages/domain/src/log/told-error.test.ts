import { department } from '@lembur/db/schema'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type World, world } from '../testing/index.ts'
import { toldError } from './told-error.ts'

let here: World
beforeAll(async () => {
  here = await world(inject('databaseUrl'))
})
afterAll(() => here.end())

/** A statement with a value that PostgreSQL cannot read. */
const failing = (text: string) => {
  const organizationId = here.plant.organization.id
  const { database } = here.services
  return database
    .read({ organizationId }, ({ db }) => db.insert(department).values({ organizationId, id: text, code: 'A', name: text }))
    .catch((error: unknown) => error)
}

it('tells the code and the place of a fault of the database, and no value of its statement', async () => {
  const told = toldError(await failing('what nobody else may read'))
  expect(told).toMatchObject({ message: expect.stringContaining('Failed query: insert'), cause: { code: '22P02' } })
  expect(JSON.stringify(told)).toMatch(/\bat .*told-error\.test\.ts/)
  expect(JSON.stringify(told)).not.toContain('nobody')
})

it('tells of what is no error its kind alone', () => {
  expect(JSON.stringify([toldError('a secret'), toldError(new Error('outer', { cause: 'a secret' }))])).not.toContain('secret')
})
