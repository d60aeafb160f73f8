import { syncPeople, syncPerson } from '@lembur/jobs/identity'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { auditOf, eventsOf, type World, world } from '../testing/index.ts'
import { type KnownOutside, outsideOf, someone, type TestOutside } from '../testing/outside.ts'
import { aVisit } from '../testing/visitor.ts'
import { exchangeToken, findPeopleToSync, type Gate, openGate, type SignedIn, signIn, syncIdentity } from './index.ts'

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
  outside.whileAsking = async () => undefined
  await here.test.database.global`delete from pgboss.job`
  await here.test.database.global`delete from sign_in`
})
afterAll(async () => {
  await gate.sessions.close()
  await here.end()
})

const later = (minutes = 61) => new Date(Date.now() + minutes * 60_000)
const enter = (who: KnownOutside) => signIn(gate, aVisit(), { username: who.username, password: who.password, remember: false })
const identityOf = async ({ ctx }: SignedIn) => {
  const [row] = await here.test.database.global<{ id: string; isActive: boolean; tokens: string | null }[]>`
    select id, is_active as "isActive", tokens_sealed as tokens from user_identity where user_id = ${ctx.actor.userId}`
  return row!
}
const sync = async (signed: SignedIn, now = later()) => syncIdentity(here.services, (await identityOf(signed)).id, now)
const signInsOf = async ({ ctx }: SignedIn) => {
  const rows = await here.test.database.global<{ way: string }[]>`select way from sign_in where user_id = ${ctx.actor.userId} order by way`
  return rows.map(({ way }) => way)
}
const identified = ({ secret }: SignedIn) => gate.sessions.identify(secret, new Date())
const inPlant = <T>(query: Parameters<World['test']['database']['transaction']>[1]) =>
  here.test.database.transaction({ organizationId: here.plant.organization.id }, query) as Promise<T>

/** Somebody of the company who has just signed in. */
async function signedIn(values: Partial<KnownOutside> = {}) {
  const who = someone(values)
  outside.company.push(who)
  return { who, signed: await enter(who) }
}

describe('what the company’s service says, asked again', () => {
  it('is looked for of those who are signed in and of whom nothing was heard for an hour, once each', async () => {
    const { signed } = await signedIn()
    const { signed: gone } = await signedIn()
    await here.test.database.global`delete from sign_in where user_id = ${gone.ctx.actor.userId}`
    expect(await findPeopleToSync(here.services, later(59))).toBe(0)
    expect(await findPeopleToSync(here.services, later())).toBe(1)
    await findPeopleToSync(here.services, later())
    const jobs = await here.test.database.global`select name, data from pgboss.job where name in (${syncPeople.name}, ${syncPerson.name})`
    expect([...jobs]).toEqual([{ name: syncPerson.name, data: { identityId: (await identityOf(signed)).id } }])
  })

  it('is asked with tokens that can be renewed: those of the portal take their place for nobody, and sign nobody out', async () => {
    const { who, signed } = await signedIn()
    const { tokens } = await identityOf(signed)
    await exchangeToken(gate, aVisit(), `access of ${who.subject}`)
    expect((await identityOf(signed)).tokens).toBe(tokens)
    const byPortal = someone()
    outside.company.push(byPortal)
    const { ctx } = await exchangeToken(gate, aVisit(), `access of ${byPortal.subject}`)
    await here.test.database.global`delete from sign_in where user_id <> ${ctx.actor.userId}`
    expect(await findPeopleToSync(here.services, later())).toBe(0)
  })

  it('is followed, told to his tabs and to administrators, and not asked twice by a job that runs twice', async () => {
    const { who, signed } = await signedIn()
    who.role = 'ptb_admin'
    let asked = 0
    outside.whileAsking = async () => void asked++
    expect(await sync(signed)).toEqual({ outcome: 'followed' })
    expect(await sync(signed)).toEqual({ outcome: 'nothing' })
    expect(asked).toBe(1)
    await expect.poll(async () => (await identified(signed))?.session.actor.role).toBe('ptb_admin')
    const { userId } = signed.ctx.actor
    for (const topic of ['me', 'user']) expect(await eventsOf(signed.ctx, topic)).toContainEqual({ action: 'vouched', subjectId: userId })
    expect((await auditOf(signed.ctx, 'user.vouched')).at(-1)).toMatchObject({ before: { role: 'user' }, after: { role: 'ptb_admin' } })
  })

  it('changes no role that was given here, and brings back nobody who was shut out here', async () => {
    const { who, signed } = await signedIn()
    const { userId } = signed.ctx.actor
    await inPlant(({ sql }) => sql`update membership set role = 'staff', role_is_local = true where user_id = ${userId}`.execute())
    await here.test.database.global`update "user" set is_active = false where id = ${userId}`
    Object.assign(who, { role: 'superadmin', isActive: true })
    expect(await sync(signed)).toEqual({ outcome: 'followed' })
    const [person] = await inPlant<object[]>(
      ({ sql }) => sql`
        select person.is_active as "isActive", member.role from "user" person join membership member on member.user_id = person.id
        where person.id = ${userId}`,
    )
    expect(person).toEqual({ isActive: false, role: 'staff' })
  })

  it('makes nobody a developer', async () => {
    const { who, signed } = await signedIn({ role: 'staff' })
    who.role = 'developer'
    await sync(signed)
    await expect.poll(async () => (await identified(signed))?.session.actor.role).toBe('user')
  })

  it('ends his sign-ins where it has deactivated him', async () => {
    const { who, signed } = await signedIn()
    who.isActive = false
    expect(await sync(signed)).toEqual({ outcome: 'ended' })
    expect((await identityOf(signed)).isActive).toBe(false)
    expect(await signInsOf(signed)).toEqual([])
    await expect.poll(() => identified(signed)).toBeNull()
  })

  it('signs nobody out while it does not answer, and is asked again the next time', async () => {
    const { signed } = await signedIn()
    outside.down.add('company')
    expect(await sync(signed)).toEqual({ outcome: 'postponed', sentence: 'It is unreachable.' })
    expect(await identified(signed)).not.toBeNull()
    expect(await findPeopleToSync(here.services, later())).toBe(1)
  })

  it('is not asked with tokens that cannot be opened any more, and signs nobody out for it', async () => {
    const { signed } = await signedIn()
    await here.test.database.global`update user_identity set tokens_sealed = 'v1.gone.aaaa.bbbb' where user_id = ${signed.ctx.actor.userId}`
    expect(await sync(signed)).toMatchObject({ outcome: 'postponed' })
    expect(await identified(signed)).not.toBeNull()
  })

  it('ends the sign-ins it has vouched for, and no others, where it takes his tokens no more', async () => {
    const { who, signed } = await signedIn()
    const { userId, organizationId } = signed.ctx.actor
    await here.test.database.global`
      insert into sign_in (id, user_id, active_organization_id, way) values (gen_random_uuid(), ${userId}, ${organizationId}, 'passkey')`
    outside.withdrawn.add(`access of ${who.subject}`)
    expect(await sync(signed)).toEqual({ outcome: 'ended' })
    expect(await signInsOf(signed)).toEqual(['passkey'])
    expect((await auditOf(signed.ctx, 'user.end_sessions')).at(-1)).toMatchObject({ before: { signIns: 1 }, after: { signIns: 0 } })
    await expect.poll(() => identified(signed)).toBeNull()
    expect(await findPeopleToSync(here.services, later())).toBe(0)
  })

  it('does not end a sign-in that was made anew while it was asked', async () => {
    const { who, signed } = await signedIn()
    outside.whileAsking = async () => {
      await enter(who)
      outside.withdrawn.add(`access of ${who.subject}`)
    }
    expect(await sync(signed)).toEqual({ outcome: 'nothing' })
    expect(await signInsOf(signed)).toEqual(['company', 'company'])
  })

  it('of another person than before counts as no answer for him', async () => {
    const { who, signed } = await signedIn()
    const access = `access of ${who.subject}`
    outside.company.splice(outside.company.indexOf(who), 1)
    const company = here.services.outside.company!
    const another = someone()
    const { password: _password, ...vouched } = another
    here.services.outside = {
      ...here.services.outside,
      company: { ...company, again: async () => ({ ok: true, value: { who: vouched, tokens: { access, refresh: null } } }) },
    }
    try {
      expect(await sync(signed)).toEqual({ outcome: 'ended' })
      expect(await here.test.database.global`select id from "user" where username = ${another.username}`).toEqual([])
    } finally {
      here.services.outside = { ...here.services.outside, company }
    }
  })
})
