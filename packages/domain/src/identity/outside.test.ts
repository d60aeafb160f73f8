import type { Role } from '@lembur/contracts/access'
import { aMember, anEmployee } from '@lembur/db/testing'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { plainServices } from '../kernel/index.ts'
import { auditOf, refusal, type World, world } from '../testing/index.ts'
import { outsideOf, someone, switchOff, switchOn, type TestOutside } from '../testing/outside.ts'
import { aPerson, aVisit, password } from '../testing/visitor.ts'
import { type Gate, openGate, signIn } from './index.ts'

let here: World
let gate: Gate
let outside: TestOutside

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  outside = outsideOf(here)
  gate = await openGate(here.services)
})
afterEach(async () => {
  outside.down.clear()
  await switchOff(here, 'ldap')
})
afterAll(async () => {
  await gate.sessions.close()
  await here.end()
})

const enter = (username: string, given = 'rahasia-luar', visit = aVisit()) =>
  signIn(gate, visit, { username, password: given, remember: false })
const inPlant = <T>(query: Parameters<World['test']['database']['transaction']>[1]) =>
  here.test.database.transaction({ organizationId: here.plant.organization.id }, query) as Promise<T>
const personNamed = async (username: string) => {
  const [row] = await inPlant<Record<string, unknown>[]>(
    ({ sql }) => sql`
      select person.id, person.display_name as "displayName", person.email, person.worker_id as "workerId", person.password_hash as hash,
        person.is_active as "isActive", member.role, member.role_is_local as "roleIsLocal", member.is_active as "isMember",
        member.employee_id as "employeeId"
      from "user" person left join membership member on member.user_id = person.id where lower(person.username) = lower(${username})`,
  )
  return row
}
const identitiesOf = (username: string) =>
  here.test.database.global<{ provider: string; subject: string; facts: object; tokens: string | null; isActive: boolean }[]>`
    select provider, subject, facts, tokens_sealed as tokens, identity.is_active as "isActive"
    from user_identity identity join "user" person on person.id = identity.user_id where person.username = ${username}`

describe('somebody whom a service vouches for', () => {
  it('is made at his first sign-in, with the role the service gives, as the employee of his worker id, and audited', async () => {
    const employee = await inPlant<{ id: string }>((tx) => anEmployee(tx, here.plant.organization.id, { workerId: 'MW8800001' }))
    const who = someone({ username: 'Ayu_Lestari', workerId: 'mw8800001', role: 'staff' })
    outside.company.push(who)
    const { ctx } = await enter('ayu_lestari')
    expect(ctx.actor).toMatchObject({ displayName: 'Ayu Lestari', role: 'staff', employeeId: employee.id })
    expect(await personNamed('Ayu_Lestari')).toMatchObject({ email: who.email, hash: null, roleIsLocal: false })
    expect((await auditOf(ctx, 'user.vouched')).at(-1)).toMatchObject({
      actorId: null,
      subjectLabel: 'Ayu_Lestari',
      before: null,
      after: { provider: 'company', role: 'staff', workerId: 'mw8800001' },
    })
    const [way] = await here.test.database.global`select way from sign_in where user_id = ${ctx.actor.userId}`
    expect(way).toEqual({ way: 'company' })
  })

  it('has the service’s tokens stored sealed, and in no fact and no audit', async () => {
    const who = someone()
    outside.company.push(who)
    const { ctx } = await enter(who.username)
    const [identity] = await identitiesOf(who.username)
    expect(identity).toMatchObject({ provider: 'company', subject: who.subject, facts: who.facts })
    expect(identity!.tokens).not.toContain('access of')
    expect(here.services.vault.open(identity!.tokens!, `identity/${ctx.actor.userId}/company`)).toContain(`access of ${who.subject}`)
    expect(JSON.stringify([identity!.facts, await auditOf(ctx, 'user.vouched')])).not.toContain('access of')
  })

  it('gets in without a key for secrets, and nothing of his tokens is stored', async () => {
    const who = someone()
    outside.company.push(who)
    const keyless = { ...plainServices(here.services.database, here.services.jobs), outside: here.services.outside }
    await signIn({ ...gate, services: keyless }, aVisit(), { username: who.username, password: who.password, remember: false })
    expect(await identitiesOf(who.username)).toMatchObject([{ tokens: null }])
  })

  it('is known by the service’s key of him when his name there has changed', async () => {
    const who = someone()
    outside.company.push(who)
    const first = await enter(who.username)
    who.username = `${who.username}.new`
    who.displayName = 'Another name'
    expect((await enter(who.username)).ctx.actor).toMatchObject({ userId: first.ctx.actor.userId, displayName: 'Another name' })
  })

  it('is one person, though he signs in twice at once for the first time', async () => {
    const who = someone()
    outside.company.push(who)
    const all = await Promise.all(Array.from({ length: 4 }, () => enter(who.username)))
    expect(new Set(all.map(({ ctx }) => ctx.actor.userId)).size).toBe(1)
  })

  it('follows what the service says of name, address and worker id; what it leaves out stays', async () => {
    const [one, other] = await inPlant<{ id: string }[]>((tx) =>
      Promise.all(['MW8800011', 'MW8800012'].map((workerId) => anEmployee(tx, here.plant.organization.id, { workerId }))),
    )
    const who = someone({ workerId: 'MW8800011' })
    outside.company.push(who)
    expect((await enter(who.username)).ctx.actor.employeeId).toBe(one!.id)
    Object.assign(who, { email: null, workerId: 'MW8800012' })
    expect((await enter(who.username)).ctx.actor.employeeId).toBe(other!.id)
    expect(await personNamed(who.username)).toMatchObject({ email: `${who.username}@example.com`, workerId: 'MW8800012' })
    who.workerId = null
    expect((await enter(who.username)).ctx.actor.employeeId).toBe(other!.id)
  })

  it('has his role follow the service until somebody here has given him one', async () => {
    const who = someone({ role: 'staff' })
    outside.company.push(who)
    const { ctx } = await enter(who.username)
    who.role = 'ptb_admin'
    expect((await enter(who.username)).ctx.actor.role).toBe('ptb_admin')
    expect((await auditOf(ctx, 'user.vouched')).at(-1)).toMatchObject({ before: { role: 'staff' }, after: { role: 'ptb_admin' } })
    await inPlant(({ sql }) => sql`update membership set role = 'user', role_is_local = true where user_id = ${ctx.actor.userId}`.execute())
    expect((await enter(who.username)).ctx.actor.role).toBe('user')
  })

  it('is never made a developer by a service, and no developer is made less by one', async () => {
    const who = someone({ role: 'developer' })
    outside.company.push(who)
    const { ctx } = await enter(who.username)
    expect(ctx.actor.role).toBe('user')
    await inPlant(({ sql }) => sql`update membership set role = 'developer' where user_id = ${ctx.actor.userId}`.execute())
    who.role = 'user'
    expect((await enter(who.username)).ctx.actor.role).toBe('developer')
  })

  it('comes in as a developer by the company’s service, and by none that is set in the product', async () => {
    await switchOn(here, 'ldap')
    const [byCompany, byDirectory] = [someone(), someone()]
    outside.company.push(byCompany)
    outside.directory.push(byDirectory)
    for (const { username } of [byCompany, byDirectory]) {
      const { ctx } = await enter(username)
      await inPlant(({ sql }) => sql`update membership set role = 'developer' where user_id = ${ctx.actor.userId}`.execute())
    }
    expect((await enter(byCompany.username)).ctx.actor.role).toBe('developer')
    expect(await refusal(enter(byDirectory.username))).toMatchObject({ code: 'auth.developer' })
  })

  it('stays out where he is deactivated here, whatever the service says', async () => {
    for (const shutOut of ['user', 'membership'] as const) {
      const who = someone()
      outside.company.push(who)
      const { ctx } = await enter(who.username)
      await inPlant(({ sql }) =>
        shutOut === 'user'
          ? sql`update "user" set is_active = false where id = ${ctx.actor.userId}`.execute()
          : sql`update membership set is_active = false where user_id = ${ctx.actor.userId}`.execute(),
      )
      expect(await refusal(enter(who.username))).toMatchObject({ code: 'auth.account_disabled' })
      expect(await personNamed(who.username)).toMatchObject(shutOut === 'user' ? { isActive: false } : { isMember: false })
    }
  })

  it('stays out where the service has deactivated him, and his sign-ins end; nobody is made for it', async () => {
    const who = someone()
    outside.company.push(who)
    const { ctx, secret } = await enter(who.username)
    who.isActive = false
    expect(await refusal(enter(who.username))).toMatchObject({ code: 'auth.account_disabled' })
    expect(await here.test.database.global`select id from sign_in where user_id = ${ctx.actor.userId}`).toEqual([])
    await expect.poll(() => gate.sessions.identify(secret, new Date())).toBeNull()
    who.isActive = true
    await enter(who.username)
    const stranger = someone({ isActive: false })
    outside.company.push(stranger)
    expect(await refusal(enter(stranger.username))).toMatchObject({ code: 'auth.account_disabled' })
    expect(await personNamed(stranger.username)).toBeUndefined()
  })

  it('stays out where his groups come to no role, and keeps the one he had', async () => {
    await switchOn(here, 'ldap')
    const who = someone({ role: null })
    outside.directory.push(who)
    expect(await refusal(enter(who.username))).toMatchObject({ code: 'auth.no_role' })
    expect(await personNamed(who.username)).toBeUndefined()
    who.role = 'ptb_admin'
    expect((await enter(who.username)).ctx.actor.role).toBe('ptb_admin')
    who.role = null
    expect(await refusal(enter(who.username))).toMatchObject({ code: 'auth.no_role' })
    expect(await personNamed(who.username)).toMatchObject({ role: 'ptb_admin' })
  })
})

describe('a name that is here already', () => {
  /** Somebody without a password of his own, of this role. */
  const passwordless = async (role: Role, organizationId = here.plant.organization.id) => {
    const member = await here.test.database.transaction({ organizationId }, (tx) => aMember(tx, organizationId, role))
    return member.user
  }

  it('is linked to a service’s account where its owner has no password', async () => {
    const { id, username } = await passwordless('staff')
    outside.company.push(someone({ username: username.toUpperCase(), role: 'ptb_admin' }))
    const { ctx } = await enter(username)
    expect(ctx.actor).toMatchObject({ userId: id, role: 'ptb_admin' })
    expect((await auditOf(ctx, 'user.vouched')).at(-1)).toMatchObject({ before: { provider: null }, after: { provider: 'company' } })
  })

  it('is not where he has one: the service’s password opens nothing, and the wrong one tells nothing', async () => {
    const { username, id } = await aPerson(here, 'superadmin')
    outside.company.push(someone({ username }))
    expect(await refusal(enter(username))).toMatchObject({ code: 'auth.account_conflict' })
    expect(await refusal(enter(username, 'wrong'))).toMatchObject({ code: 'auth.invalid_credentials' })
    expect((await enter(username, password)).ctx.actor.userId).toBe(id)
    expect(await identitiesOf(username)).toEqual([])
  })

  it('is not where he already has another account of that service', async () => {
    const who = someone()
    outside.company.push(who)
    await enter(who.username)
    who.subject = 'somebody else, later, of the same name'
    expect(await refusal(enter(who.username))).toMatchObject({ code: 'auth.account_conflict' })
  })

  it('is not where another service vouches for him already: a name chosen at one is nobody of another', async () => {
    const who = someone()
    outside.company.push(who)
    await enter(who.username)
    outside.company.splice(outside.company.indexOf(who), 1)
    await switchOn(here, 'ldap')
    outside.directory.push(someone({ username: who.username }))
    expect(await refusal(enter(who.username))).toMatchObject({ code: 'auth.account_conflict' })
  })

  it('is not where he is a developer', async () => {
    const { username } = await passwordless('developer')
    outside.company.push(someone({ username }))
    expect(await refusal(enter(username))).toMatchObject({ code: 'auth.account_conflict' })
  })

  it('is not where he belongs to another organisation, nor is he known by a key that a foreign directory says', async () => {
    const elsewhere = '0199f3c2-0000-7000-8000-000000000001'
    await here.test.database.transaction({ organizationId: elsewhere }, ({ sql }) =>
      sql`insert into organization (id, slug, name) values (${elsewhere}, 'elsewhere', 'Elsewhere')`.execute(),
    )
    const { id, username } = await passwordless('superadmin', elsewhere)
    await switchOn(here, 'ldap')
    const who = someone({ username })
    outside.directory.push(who)
    expect(await refusal(enter(username))).toMatchObject({ code: 'auth.account_conflict' })
    await here.test.database.global`
      insert into user_identity (id, user_id, provider, subject, facts, synced_at) values (${id}, ${id}, 'ldap', ${who.subject}, '{}', now())`
    expect(await refusal(enter(username))).toMatchObject({ code: 'auth.account_conflict' })
  })
})
