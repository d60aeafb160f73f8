import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type World, world } from '../testing/index.ts'
import { within } from '../testing/overtime.ts'
import type { Ctx } from './context.ts'
import { brokenConstraint, conflict, DomainError, notFound, translating } from './errors.ts'

let here: World
let ctx: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  ctx = await here.actor('ptb_admin')
})
afterAll(() => here.end())

const caught = (running: Promise<unknown>) =>
  running.then(
    () => null,
    (error: unknown) => error,
  )

describe('a broken constraint', () => {
  it.each<[string, string, string | null]>([
    ['a unique key', `update department set code = 'SAME'`, 'department_code'],
    ['a check', `update department set name = ''`, 'department_name_form'],
    ['a foreign key', `delete from department`, 'employee_department'],
    ['no constraint', 'select 1 / 0', null],
    ['a value that is missing', `update department set name = null`, null],
  ])('%s is known by its name', async (_, statement, name) => {
    expect(brokenConstraint(await caught(within(ctx, ({ sql }) => sql.unsafe(statement))))).toBe(name)
    expect(brokenConstraint(await caught(within(ctx, ({ db }) => db.execute(statement))))).toBe(name)
  })

  it('is none in what is no error of the database', () => {
    for (const other of [
      null,
      'text',
      new Error('no'),
      new Error('wrapped', { cause: new Error('no') }),
      { code: '23505', constraint_name: 'x' },
    ])
      expect(brokenConstraint(other)).toBeNull()
  })
})

describe('translating', () => {
  const duplicate = () => within(ctx, ({ sql }) => sql`update department set code = 'SAME'`)

  it('turns the constraint that it knows into the domain’s error, now or after a look', async () => {
    const translation = () => conflict('conflict.duplicate')
    await expect(translating(duplicate(), { department_code: translation })).rejects.toMatchObject({ code: 'conflict.duplicate' })
    await expect(translating(duplicate(), { department_code: async () => translation() })).rejects.toBeInstanceOf(DomainError)
  })

  it('leaves every other error and every answer as it is', async () => {
    await expect(translating(duplicate(), {})).rejects.toMatchObject({ constraint_name: 'department_code' })
    await expect(translating(Promise.reject(notFound('department')), {})).rejects.toMatchObject({ code: 'not_found' })
    expect(await translating(Promise.resolve(7), {})).toBe(7)
  })
})
