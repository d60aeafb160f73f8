import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { auditOf, refusal, type World, world } from '../testing/index.ts'
import { aPerson, aVisit, grantPermission, password } from '../testing/visitor.ts'
import { createUser, type Gate, me, openGate, signIn, updateMe } from './index.ts'

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

const create = (values: object) =>
  createUser(here.services, { organizationId: here.plant.organization.id, username: 'sari', password, role: 'staff', ...values })

describe('a user', () => {
  it('is made with a password of argon2id, a membership, his employee, and an audit row without the password', async () => {
    const { id } = await create({ username: 'putri', workerId: 'mw2402218' })
    const [row] = await here.test.database.global<{ hash: string }[]>`select password_hash as hash from "user" where id = ${id}`
    expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    const { ctx } = await signIn(gate, aVisit(), { username: 'putri', password, remember: false })
    expect(ctx.actor.employeeId).toBe(here.plant.employees.putri.id)
    const [audited] = (await auditOf(ctx, 'user.create')).filter(({ subjectId }) => subjectId === id)
    expect(audited).toMatchObject({ actorId: null, subjectLabel: 'putri', after: { role: 'staff' } })
    expect(JSON.stringify(audited)).not.toContain('argon2')
  })

  it('is refused with a short name, a short or easy password, and twice with one name in whatever case', async () => {
    const { details } = await refusal(create({ username: 'ab', password: 'short' }))
    expect(details.fields).toMatchObject([{ path: 'username' }, { path: 'password', code: 'password.too_short' }])
    const easy = await refusal(create({ username: 'agus.salim', password: 'agussalim1' }))
    expect(easy.details.fields).toMatchObject([{ path: 'password', code: 'password.too_easy' }])
    await create({ username: 'agus' })
    expect(await refusal(create({ username: 'AGUS' }))).toMatchObject({ code: 'conflict.duplicate' })
  })

  it('reads himself: what he may do, how far, and what his plant has set', async () => {
    const { username, id } = await aPerson(here, 'staff', { workerId: 'MW2400549' })
    await grantPermission(here.services, {
      organizationId: here.plant.organization.id,
      userId: id,
      permission: 'overtime.decide',
      departmentId: here.plant.departments.assembly.id,
    })
    const { ctx } = await signIn(gate, aVisit(new Date('2026-06-11T18:30:00Z')), { username, password, remember: false })
    const told = await me(ctx)
    expect(told.permissions).toMatchObject({
      'overtime.read': 'department',
      'overtime.decide': 'department',
      'employee.read': 'organisation',
    })
    expect(told.permissions).not.toHaveProperty('activity.read')
    expect(told).toMatchObject({
      id,
      username,
      role: 'staff',
      workerId: 'MW2400549',
      employeeId: here.plant.employees.rizky.id,
      today: '2026-06-12', // half past one in the night at the plant
      organisation: { timeZone: 'Asia/Jakarta', periodStartDay: 26, isDemo: false },
    })
  })

  it('changes his language, audited, and nothing when it is the same', async () => {
    const ctx = await here.actor('user')
    expect(await updateMe(ctx, { language: 'id' })).toMatchObject({ language: 'id' })
    await updateMe(ctx, { language: 'id' })
    await updateMe(ctx, {})
    expect(await auditOf(ctx, 'user.update_self')).toMatchObject([{ before: { language: 'en' }, after: { language: 'id' } }])
  })
})
