import { anEmployee } from '@lembur/db/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { auditOf, refusal, type World, world } from '../testing/index.ts'
import { aPerson, aVisit, password } from '../testing/visitor.ts'
import { type Gate, openGate, signIn } from './index.ts'

let here: World
let gate: Gate

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  gate = await openGate(here.services)
})
afterAll(async () => {
  await gate.sessions.close()
  await here.end()
})

const enter = (username: string, given = password, visit = aVisit()) => signIn(gate, visit, { username, password: given, remember: false })

describe('signing in', () => {
  it('judges many tries at once as if they came one by one: the right word behind them is not looked at', async () => {
    const { username } = await aPerson(here, 'user')
    const visit = aVisit()
    const words = [...Array.from({ length: 29 }, (_, guess) => `guess ${guess}`), password]
    const codes = await Promise.all(
      words.map((word) =>
        enter(username, word, visit).then(
          () => 'in',
          (error: { code: string }) => error.code,
        ),
      ),
    )
    expect(codes.filter((code) => code === 'auth.invalid_credentials').length).toBeLessThan(10)
    expect(codes.at(-1)).toBe('auth.too_many_attempts')
  })

  it('lets a whole shift in at once from one address', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => aPerson(here, 'user')))
    const visit = aVisit()
    const entered = await Promise.all(people.map(({ username }) => enter(username, password, visit)))
    expect(entered).toHaveLength(20)
  })

  it('takes the name in any case and leaves an audit row', async () => {
    const { username, id } = await aPerson(here, 'staff')
    const { ctx } = await enter(username.toUpperCase())
    expect(ctx.actor).toMatchObject({ userId: id, role: 'staff', organizationId: here.plant.organization.id })
    expect((await auditOf(ctx, 'auth.sign_in')).at(-1)).toMatchObject({
      actorId: id,
      subjectLabel: username,
      after: { session: 'browser' },
    })
  })

  it('answers an unknown name, a wrong password and a person without one in the same words', async () => {
    const { username } = await aPerson(here, 'user')
    const { actor } = await here.actor('user')
    const answers = [await refusal(enter(username, 'wrong')), await refusal(enter('nobody')), await refusal(enter(actor.displayName))]
    expect(answers).toEqual(Array(3).fill({ code: 'auth.invalid_credentials', details: { triesLeft: 4 } }))
  })

  it('does the work of a password check for an unknown name too', async () => {
    const { username } = await aPerson(here, 'user')
    const took = async (name: string) => {
      const start = performance.now()
      await refusal(enter(name, 'wrong'))
      return performance.now() - start
    }
    // In turn, and the quickest of each: what else the machine does makes a call slower, never quicker.
    const [known, unknown]: [number[], number[]] = [[], []]
    for (let round = 0; round < 7; round++) {
      known.push(await took(username))
      unknown.push(await took('nobody-at-all'))
    }
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 4)
  })

  it('tells of a deactivated account only who knows its password', async () => {
    const { username, id } = await aPerson(here, 'staff')
    await here.test.database.global`update "user" set is_active = false where id = ${id}`
    expect(await refusal(enter(username, 'wrong'))).toMatchObject({ code: 'auth.invalid_credentials' })
    expect(await refusal(enter(username))).toMatchObject({ code: 'auth.account_disabled' })
  })

  it('refuses who has no membership any more', async () => {
    const { username, id } = await aPerson(here, 'staff')
    await here.test.database.transaction(
      { organizationId: here.plant.organization.id },
      ({ sql }) => sql`update membership set is_active = false where user_id = ${id}`,
    )
    expect(await refusal(enter(username))).toMatchObject({ code: 'auth.account_disabled' })
  })

  it('links a person to his employee by worker id at the first sign-in, whatever its case', async () => {
    const { username } = await aPerson(here, 'staff', { workerId: ' mw7700001 ' })
    const employee = await here.test.database.transaction({ organizationId: here.plant.organization.id }, (tx) =>
      anEmployee(tx, here.plant.organization.id, { workerId: 'MW7700001', departmentId: here.plant.departments.testing.id }),
    )
    const { ctx } = await enter(username)
    expect(ctx.actor).toMatchObject({ employeeId: employee.id, departmentId: here.plant.departments.testing.id })
    expect((await auditOf(ctx, 'auth.sign_in')).at(-1)?.after).toMatchObject({ employeeId: employee.id })
    await enter(username)
    expect((await auditOf(ctx, 'auth.sign_in')).at(-1)?.after).not.toHaveProperty('employeeId')
  })

  it('never links by name', async () => {
    const { username } = await aPerson(here, 'staff', { username: 'Rizky.Pratama' })
    expect((await enter(username)).ctx.actor.employeeId).toBeNull()
  })

  it('makes an address that guesses wait, even with the right password', async () => {
    const { username } = await aPerson(here, 'user')
    const visit = aVisit()
    for (let guess = 0; guess < 10; guess++) await refusal(enter(`nobody-${guess}`, 'wrong', visit))
    expect(await refusal(enter(username, password, visit))).toMatchObject({ code: 'auth.too_many_attempts' })
    await enter(username)
  })
})
