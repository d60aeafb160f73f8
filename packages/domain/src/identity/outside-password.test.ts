import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { plainServices } from '../kernel/index.ts'
import { refusal, type World, world } from '../testing/index.ts'
import { outsideOf, someone, switchOff, switchOn, type TestOutside } from '../testing/outside.ts'
import { aPerson, aVisit, password } from '../testing/visitor.ts'
import { exchangeToken, type Gate, openGate, signIn, signInWays, startOpenId } from './index.ts'

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
const identitiesOf = (username: string) =>
  here.test.database.global<{ provider: string; subject: string; facts: object; tokens: string | null; isActive: boolean }[]>`
    select provider, subject, facts, tokens_sealed as tokens, identity.is_active as "isActive"
    from user_identity identity join "user" person on person.id = identity.user_id where person.username = ${username}`

describe('name and password', () => {
  it('are those kept here before any service is asked, whatever the services do', async () => {
    const { username } = await aPerson(here, 'user')
    outside.down.add('company').add('directory')
    outside.asked.length = 0
    await enter(username, password)
    expect(outside.asked).toEqual([])
  })

  it('are asked of the services for known and unknown names alike, and answered in the same words', async () => {
    const { username } = await aPerson(here, 'user')
    outside.asked.length = 0
    const answers = [await refusal(enter(username, 'wrong')), await refusal(enter('nobody-at-all', 'wrong'))]
    expect(answers).toEqual(Array(2).fill({ code: 'auth.invalid_credentials', details: { triesLeft: 4 } }))
    expect(outside.asked).toEqual([username, 'nobody-at-all'])
    outside.down.add('company')
    const down = [await refusal(enter(username, 'wrong')), await refusal(enter('nobody-at-all', 'wrong'))]
    expect(down).toEqual(Array(2).fill({ code: 'auth.service_down', details: {} }))
  })

  it('are asked of the directory where the company’s service refuses, or is away', async () => {
    await switchOn(here, 'ldap')
    const who = someone({ role: 'staff' })
    outside.directory.push(who)
    const { ctx } = await enter(who.username)
    outside.down.add('company')
    expect((await enter(who.username)).ctx.actor.userId).toBe(ctx.actor.userId)
    expect(await identitiesOf(who.username)).toMatchObject([{ provider: 'ldap', tokens: null }])
  })

  it('count as no guess while a service is away, and yet nobody may guess for ever at a password kept here', async () => {
    const { username } = await aPerson(here, 'user')
    const visit = aVisit()
    outside.down.add('company')
    for (let guess = 0; guess < 6; guess++)
      expect(await refusal(enter(`name-${guess}`, 'wrong', visit))).toMatchObject({ code: 'auth.service_down' })
    outside.down.clear()
    expect(await refusal(enter('name-0', 'wrong', visit))).toMatchObject({ details: { triesLeft: 4 } })
    outside.down.add('company')
    const codes: unknown[] = []
    for (let guess = 0; guess < 7; guess++) codes.push((await refusal(enter(username, 'wrong', visit))).code)
    expect(codes).toEqual([...Array(6).fill('auth.service_down'), 'auth.too_many_attempts'])
  })

  it('of a connection whose secret cannot be opened are no reason to keep others out', async () => {
    await switchOn(here, 'ldap', {}, 'v1.gone.aaaa.bbbb')
    const who = someone()
    outside.company.push(who)
    await enter(who.username)
    expect(await refusal(enter('nobody-at-all'))).toMatchObject({ code: 'auth.service_down' })
  })

  it('do not sign out who is signed in while the service is away', async () => {
    const who = someone()
    outside.company.push(who)
    const { secret } = await enter(who.username)
    outside.down.add('company')
    expect(await gate.sessions.identify(secret, new Date())).not.toBeNull()
    expect(await refusal(enter(who.username))).toMatchObject({ code: 'auth.service_down' })
  })
})

describe('a token of the portal', () => {
  it('signs in whom the service vouches for, and nobody else', async () => {
    const who = someone()
    outside.company.push(who)
    const { ctx } = await exchangeToken(gate, aVisit(), `access of ${who.subject}`)
    expect(ctx.actor.displayName).toBe(who.displayName)
    expect(await refusal(exchangeToken(gate, aVisit(), 'nonsense'))).toMatchObject({ code: 'auth.not_vouched' })
    outside.down.add('company')
    expect(await refusal(exchangeToken(gate, aVisit(), 'nonsense'))).toMatchObject({ code: 'auth.service_down' })
  })

  it('is looked at three hundred times a minute for one address', async () => {
    const visit = aVisit()
    const codes = await Promise.all(
      Array.from({ length: 302 }, () => refusal(exchangeToken(gate, visit, 'nonsense')).then(({ code }) => code)),
    )
    expect(codes.filter((code) => code === 'rate.limited')).toHaveLength(2)
  })
})

describe('the ways in', () => {
  it('are told without a secret being opened, and without a key', async () => {
    const keyless = { ...plainServices(here.services.database, here.services.jobs), outside: here.services.outside }
    expect(await signInWays(plainServices(here.services.database, here.services.jobs))).toEqual({
      companyAccounts: false,
      portalUrl: null,
      openId: null,
      resetByMail: false,
    })
    for (const kind of ['ldap', 'oidc', 'mail'] as const) await switchOn(here, kind, {}, 'v1.gone.aaaa.bbbb')
    expect(await signInWays(keyless)).toEqual({
      companyAccounts: true,
      portalUrl: 'https://portal.example.com',
      openId: { label: 'Company' },
      resetByMail: false,
    })
    await inPlant(({ sql }) => sql`update organization set public_url = 'https://lembur.example.com'`.execute())
    expect(await signInWays(keyless)).toMatchObject({ resetByMail: true })
  })
})

it('a journey to the provider is begun three hundred times a minute from one address: each asks it, and is kept', async () => {
  const visit = aVisit()
  const begun = () => refusal(startOpenId(gate, visit, { origin: 'https://lembur.example.com', redirect: '/', remember: false }))
  const codes = (await Promise.all(Array.from({ length: 302 }, begun))).map(({ code }) => code)
  expect(codes.filter((code) => code === 'rate.limited')).toHaveLength(2)
})
