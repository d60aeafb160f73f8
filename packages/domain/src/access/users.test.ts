import { randomUUID } from 'node:crypto'
import type { Role } from '@lembur/contracts/access'
import { UserDetail, UserRow } from '@lembur/contracts/users'
import { aMember, anOrganization } from '@lembur/db/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { resetPassword } from '../account/index.ts'
import { type Gate, openGate, signIn } from '../identity/index.ts'
import { type Ctx, systemContext } from '../kernel/index.ts'
import { auditOf, eventsOf, refusal, rolesWithout, type World, world } from '../testing/index.ts'
import { aPerson, aSession, aVisit, password } from '../testing/visitor.ts'
import {
  activateUser,
  addUser,
  clearSecondFactorOf,
  deactivateUser,
  endSessionsOf,
  getUser,
  listUsers,
  overrideRight,
  passwordLinkOf,
  resetOverride,
  sessionsOf,
  setRole,
  updateUser,
} from './index.ts'

let here: World
let gate: Gate
let developer: Ctx
let superadmin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  gate = await openGate(here.services)
  developer = await here.actor('developer')
  superadmin = await here.actor('superadmin')
})
afterAll(async () => {
  await gate.sessions.close()
  await here.end()
})

const someone = async (role: Role = 'staff') => (await aPerson(here, role)).id
const holiday = { permission: 'holiday.create', effect: 'add', scope: 'organisation', departmentId: null, exactly: false } as const
/** Everything that changes a person, by what it needs. */
const rights = (ctx: Ctx, userId: string) => [
  () => deactivateUser(ctx, { userId }),
  () => activateUser(ctx, { userId }),
  () => overrideRight(ctx, { userId, ...holiday }),
  () => resetOverride(ctx, { userId, what: 'all' }),
]
const changes = (ctx: Ctx, userId: string) => [
  ...rights(ctx, userId),
  () => updateUser(ctx, { id: userId, displayName: 'Taken' }),
  () => passwordLinkOf(ctx, { userId }),
  () => clearSecondFactorOf(ctx, { userId }),
]
const codes = async (tries: (() => Promise<unknown>)[]) => {
  const all: string[] = []
  for (const attempt of tries) all.push((await refusal(attempt())).code)
  return [...new Set(all)]
}
const list = (ctx: Ctx, values = {}) => listUsers(ctx, { page: 1, pageSize: 500, role: undefined, ...values })
const auditsOf = async (userId: string, action: string) =>
  (await auditOf(superadmin, action)).filter(({ subjectId }) => subjectId === userId)

describe('who may look after users', () => {
  it('is a superadmin or a developer, and nobody else, not even to look', async () => {
    const userId = await someone()
    for (const role of rolesWithout('access.update')) {
      const actor = await here.actor(role)
      const looks = [() => list(actor), () => sessionsOf(actor, { userId }), () => getUser(actor, { id: userId })]
      const adds = () => addUser(actor, { username: 'eve', displayName: 'Eve', email: null, workerId: null, language: 'en', role: 'user' })
      expect(await codes([...changes(actor, userId), ...looks, adds])).toEqual(['permission.denied'])
    }
  })

  it('gives roles only as a developer', async () => {
    const userId = await someone()
    for (const role of rolesWithout('role.update'))
      expect(await refusal(setRole(await here.actor(role), { userId, role: 'staff' }))).toMatchObject({ code: 'permission.denied' })
    await setRole(developer, { userId, role: 'superadmin' })
    expect(await getUser(superadmin, { id: userId })).toMatchObject({ role: 'superadmin', roleIsLocal: true })
    expect(await auditsOf(userId, 'user.set_role')).toMatchObject([
      { actorId: developer.actor.userId, before: { role: 'staff', roleIsLocal: false }, after: { role: 'superadmin', roleIsLocal: true } },
    ])
  })

  it('never makes a developer, but on the command line', async () => {
    const userId = await someone()
    expect(await refusal(setRole(developer, { userId, role: 'developer' }))).toMatchObject({ code: 'access.developer' })
    await setRole(await systemContext(here.services, here.plant.organization.id, new Date()), { userId, role: 'developer' })
    expect((await getUser(superadmin, { id: userId })).role).toBe('developer')
  })

  it('never changes a developer, in any way', async () => {
    const userId = await someone('developer')
    const tries = [superadmin, developer].flatMap((actor) => changes(actor, userId))
    expect(await codes([...tries, () => setRole(developer, { userId, role: 'user' })])).toEqual(['access.developer'])
    expect(await getUser(superadmin, { id: userId })).toMatchObject({ locked: 'access.developer', accountLocked: 'access.developer' })
  })

  it('ends anybody’s sessions, a developer’s too, in his own organisation', async () => {
    for (const role of ['developer', 'staff'] as const) {
      const { ctx, secret } = await aSession(here, gate, role)
      expect(await endSessionsOf(gate, superadmin, { userId: ctx.actor.userId })).toEqual({ ended: 1 })
      expect(await gate.sessions.identify(secret, new Date())).toBeNull()
    }
    expect(await codes([() => endSessionsOf(gate, superadmin, { userId: randomUUID() })])).toEqual(['not_found'])
  })

  it('never changes himself', async () => {
    for (const actor of [superadmin, developer]) expect(await codes(changes(actor, actor.actor.userId))).toEqual(['access.self'])
    expect(await codes([() => setRole(developer, { userId: developer.actor.userId, role: 'user' })])).toEqual(['access.self'])
    expect(await getUser(superadmin, { id: superadmin.actor.userId })).toMatchObject({ locked: 'access.self' })
  })

  it('does not find people of another organisation', async () => {
    const other = await anOrganization(here.test.database)
    const { user } = await here.test.database.transaction({ organizationId: other.id }, (tx) => aMember(tx, other.id, 'staff'))
    const tries = [
      ...changes(developer, user.id),
      () => getUser(developer, { id: user.id }),
      () => setRole(developer, { userId: user.id, role: 'user' }),
    ]
    expect(await codes([...tries, ...changes(developer, randomUUID())])).toEqual(['not_found'])
    expect((await list(developer)).results.map(({ id }) => id)).not.toContain(user.id)
  })

  it('leaves the account of somebody alone who belongs to another organisation too, and his place there', async () => {
    const other = await anOrganization(here.test.database)
    const userId = await someone()
    const join = (role: Role) =>
      here.test.database.transaction(
        { organizationId: other.id },
        ({ sql }) => sql`
          insert into membership (organization_id, id, user_id, role) values (${other.id}, ${randomUUID()}, ${userId}, ${role})
          on conflict (organization_id, user_id) do update set role = ${role}`,
      )
    await join('staff')
    expect(await refusal(updateUser(superadmin, { id: userId, email: 'mine@example.com' }))).toMatchObject({ code: 'access.elsewhere' })
    expect(await codes([() => passwordLinkOf(superadmin, { userId }), () => clearSecondFactorOf(superadmin, { userId })])).toEqual([
      'access.elsewhere',
    ])
    await deactivateUser(superadmin, { userId })
    const [person] = await here.test.database.global<{ active: boolean }[]>`select is_active as active from "user" where id = ${userId}`
    expect(person?.active).toBe(true)
    expect((await getUser(superadmin, { id: userId })).isActive).toBe(false)
    await join('developer')
    expect(await getUser(superadmin, { id: userId })).toMatchObject({ locked: null, accountLocked: 'access.developer' })
  })
})

describe('the people of an organisation', () => {
  it('are found by name, user name, e-mail and worker id, and chosen by role and activity', async () => {
    const {
      user: { id },
    } = await addUser(superadmin, {
      username: 'wulan.sari',
      displayName: 'Wulan Sari 100%',
      email: 'wulan@plant.example',
      workerId: 'mw2402210',
      language: 'id',
      role: 'user',
    })
    for (const search of ['ulan sa', 'WULAN.', '@plant.ex', 'MW24022', '100%'])
      expect((await list(superadmin, { search })).results.map((row) => row.id)).toEqual([id])
    expect((await list(superadmin, { search: '%' })).results.map((row) => row.id)).toEqual([id])
    expect((await list(superadmin, { role: ['user'] })).results.every(({ role }) => role === 'user')).toBe(true)
    await deactivateUser(superadmin, { userId: id })
    expect((await list(superadmin, { search: 'wulan', isActive: true })).count).toBe(0)
    expect((await list(superadmin, { search: 'wulan', isActive: false })).count).toBe(1)
  })

  it('stand by name, a page at a time', async () => {
    const all = (await list(superadmin)).results
    const names = all.map(({ displayName }) => displayName.toLowerCase())
    expect(names).toEqual(names.toSorted())
    const pages = await Promise.all([1, 2].map((page) => list(superadmin, { page, pageSize: 2 })))
    expect(pages.flatMap(({ results }) => results)).toEqual(all.slice(0, 4))
    for (const row of all) UserRow.strict().parse(row)
  })

  it('are shown with what vouches for them and when they were last here, and without any secret', async () => {
    const { ctx } = await aSession(here, gate, 'staff')
    const { userId } = ctx.actor
    await here.test.database.global`
      insert into user_identity (id, user_id, provider, subject, facts, tokens_sealed, synced_at)
      values (${randomUUID()}, ${userId}, 'company', 'the-subject', '{"secret": "the-fact"}', 'the-tokens', now())`
    const told = await getUser(superadmin, { id: userId })
    UserDetail.strict().parse(told)
    expect(told).toMatchObject({
      hasPassword: true,
      identities: [{ provider: 'company', isActive: true }],
      factors: { totp: false, passkey: false, recovery: false },
      lastSeenAt: expect.any(String),
      locked: null,
    })
    expect(JSON.stringify(told)).not.toMatch(/argon2|the-subject|the-fact|the-tokens/)
  })
})

describe('a user who is added', () => {
  const values = { displayName: 'Putri', email: null, workerId: 'mw2402218', language: 'id', role: 'user' } as const

  it('is the employee with his worker id, has no password, and stands in the audit and in lists', async () => {
    const {
      user: { id },
    } = await addUser(superadmin, { ...values, username: 'putri.h' })
    expect(await getUser(superadmin, { id })).toMatchObject({ employeeId: here.plant.employees.putri.id, hasPassword: false, role: 'user' })
    expect(await auditsOf(id, 'user.create')).toMatchObject([{ before: null, after: { username: 'putri.h', role: 'user' } }])
    expect(await eventsOf(superadmin, 'user')).toContainEqual({ action: 'created', subjectId: id })
    expect(await refusal(signIn(gate, aVisit(), { username: 'putri.h', password: '', remember: false }))).toMatchObject({
      code: 'auth.invalid_credentials',
    })
  })

  it('chooses his password with the link that came with him', async () => {
    const { user, link } = await addUser(superadmin, { ...values, username: 'linked' })
    const token = new URL(link!.path, 'http://plant').searchParams.get('token')!
    await resetPassword(gate, aVisit(superadmin.now), { token, password: 'a quiet night shift' })
    const signed = await signIn(gate, aVisit(), { username: 'linked', password: 'a quiet night shift', remember: false })
    expect(signed.ctx.actor.userId).toBe(user.id)
    const told = JSON.stringify([await auditOf(superadmin, 'user.create'), await auditOf(superadmin, 'user.reset_link')])
    expect(told).not.toContain(token)
  })

  it('comes without a link where a personal token asks, which makes no further keys', async () => {
    const program: Ctx = { ...superadmin, actor: { ...superadmin.actor, tokenScopes: ['access.read', 'access.update'] } }
    const { user, link } = await addUser(program, { ...values, username: 'by.program' })
    expect(link).toBeNull()
    expect(await refusal(passwordLinkOf(program, { userId: user.id }))).toMatchObject({ code: 'auth.in_person' })
  })

  it('is refused with a name that is taken, in whatever case', async () => {
    await addUser(superadmin, { ...values, username: 'twice' })
    expect(await refusal(addUser(superadmin, { ...values, username: 'TWICE' }))).toMatchObject({ code: 'conflict.duplicate' })
  })

  it('gets a role beyond user from a developer alone', async () => {
    expect(await refusal(addUser(superadmin, { ...values, username: 'high', role: 'staff' }))).toMatchObject({ code: 'permission.denied' })
    const {
      user: { id },
    } = await addUser(developer, { ...values, username: 'high', role: 'superadmin' })
    expect(await getUser(superadmin, { id })).toMatchObject({ role: 'superadmin', roleIsLocal: true })
  })
})

describe('a change of a user', () => {
  it('links the employee with the worker id, whatever its case, and never the one with the name', async () => {
    const { rizky, putri } = here.plant.employees
    const id = await someone()
    await updateUser(superadmin, { id, displayName: putri.name, workerId: rizky.workerId.toLowerCase(), email: 'r@plant.example' })
    expect(await getUser(superadmin, { id })).toMatchObject({ displayName: putri.name, employeeId: rizky.id, email: 'r@plant.example' })
    await updateUser(superadmin, { id, workerId: null })
    expect((await getUser(superadmin, { id })).employeeId).toBeNull()
    expect(await auditsOf(id, 'user.update')).toMatchObject([
      { before: { workerId: null, employeeId: null }, after: { workerId: rizky.workerId.toLowerCase(), employeeId: rizky.id } },
      { before: { employeeId: rizky.id }, after: { workerId: null, employeeId: null } },
    ])
  })

  it('by a personal token gives nobody another key: neither an address for links nor an account without its second factor', async () => {
    const program: Ctx = { ...superadmin, actor: { ...superadmin.actor, tokenScopes: ['access.read', 'access.update'] } }
    const id = await someone()
    expect(await refusal(updateUser(program, { id, email: 'mine@evil.example' }))).toMatchObject({ code: 'auth.in_person' })
    expect(await refusal(clearSecondFactorOf(program, { userId: id }))).toMatchObject({ code: 'auth.in_person' })
    await updateUser(program, { id, displayName: 'By a program' })
    expect(await getUser(superadmin, { id })).toMatchObject({ displayName: 'By a program', email: null })
  })

  it('that changes nothing writes nothing', async () => {
    const id = await someone()
    const { displayName } = await getUser(superadmin, { id })
    await updateUser(superadmin, { id, displayName })
    await activateUser(superadmin, { userId: id })
    expect([...(await auditsOf(id, 'user.update')), ...(await auditsOf(id, 'user.activate'))]).toEqual([])
  })
})

describe('a deactivation', () => {
  it('ends sessions and tokens at once, shuts out, and is told to the person’s tabs and to administrators', async () => {
    const { secret, ctx } = await aSession(here, gate, 'staff')
    const { userId } = ctx.actor
    const { username } = await getUser(superadmin, { id: userId })
    await deactivateUser(superadmin, { userId })
    expect(await gate.sessions.identify(secret, new Date())).toBeNull()
    expect(await refusal(signIn(gate, aVisit(), { username, password, remember: false }))).toMatchObject({ code: 'auth.account_disabled' })
    expect(await auditsOf(userId, 'user.deactivate')).toMatchObject([{ before: { isActive: true }, after: { isActive: false } }])
    for (const topic of ['me', 'user']) expect(await eventsOf(superadmin, topic)).toContainEqual({ action: 'access', subjectId: userId })
    await activateUser(superadmin, { userId })
    expect(await gate.sessions.identify(secret, new Date())).toBeNull()
    await expect(signIn(gate, aVisit(), { username, password, remember: false })).resolves.toBeDefined()
  })
})
