import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Gate, newChallenge, type OwnSession, openGate, type Session, signIn, waitingChallenge } from '../identity/index.ts'
import { systemContext } from '../kernel/index.ts'
import { auditOf, refusal, soon, type World, world } from '../testing/index.ts'
import { aPerson, aVisit, password } from '../testing/visitor.ts'
import { changePassword, listSessions, setPassword } from './index.ts'

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

const better = 'kucing-hijau-melompat'
const own = (session: Session | undefined): OwnSession => {
  if (session?.kind === 'personal' || !session) throw new Error('Nobody is signed in')
  return session
}

/** Somebody new, and another browser of his. */
async function somebody() {
  const { username, id } = await aPerson(here, 'staff')
  const enter = (word = password) => signIn(gate, aVisit(), { username, password: word, remember: false })
  const [here_, other] = [await enter(), await enter()]
  const session = own((await gate.sessions.identify(here_.secret, new Date()))?.session)
  return { username, id, enter, ctx: here_.ctx, secret: here_.secret, other, session }
}
const opens = async (secret: string) => (await gate.sessions.identify(secret, new Date())) !== null

describe('changing one’s own password', () => {
  it('asks for the present one, ends every other sign-in, keeps this one, and is audited without either word', async () => {
    const { ctx, session, enter, secret, other, id } = await somebody()
    expect(await changePassword(gate, ctx, session, { present: password, password: better })).toEqual({ ended: 1 })
    await soon(async () => expect(await opens(other.secret)).toBe(false))
    expect(await opens(secret)).toBe(true)
    expect((await listSessions(ctx, session)).results).toMatchObject([{ isThis: true }])
    expect(await refusal(enter())).toMatchObject({ code: 'auth.invalid_credentials' })
    expect((await enter(better)).ctx.actor.userId).toBe(id)
    const audited = (await auditOf(ctx, 'account.change_password')).filter(({ subjectId }) => subjectId === id)
    expect(audited).toMatchObject([{ actorId: id, before: null, after: { password: 'set', endedSignIns: 1 } }])
    expect(JSON.stringify(audited)).not.toMatch(/argon2|kucing|lembur-demo/)
  })

  it('ends the steps that a sign-in with the old one waits at', async () => {
    const { ctx, session, id } = await somebody()
    const sql = here.test.database.global
    const waiting = { userId: id, data: { way: 'password', remember: false }, minutes: 10, now: new Date() } as const
    const steps = ['second_factor', 'second_factor_setup'] as const
    const secrets = await Promise.all(steps.map((kind) => newChallenge(sql, { kind, ...waiting })))
    await changePassword(gate, ctx, session, { present: password, password: better })
    for (const [index, kind] of steps.entries())
      expect(await refusal(waitingChallenge(sql, kind, secrets[index]!, new Date()))).toMatchObject({ code: 'auth.challenge_over' })
  })

  it('refuses a wrong present password as a guess, from the address and at the name', async () => {
    const { ctx, session, enter } = await somebody()
    const wrong = () => refusal(changePassword(gate, ctx, session, { present: 'a guess of mine', password: better }))
    expect((await wrong()).details.fields).toMatchObject([{ path: 'present', code: 'password.wrong' }])
    for (let guess = 0; guess < 5; guess++) await wrong()
    expect(await wrong()).toMatchObject({ code: 'auth.too_many_attempts' })
    expect((await enter()).ctx.actor).toMatchObject({ userId: ctx.actor.userId }) // from elsewhere he still gets in
  })

  it.each([
    ['lembur2026', 'the product’s name with a year'],
    ['password1', 'one of the commonest'],
  ])('refuses %s, %s, beside its field, and leaves all as it was', async (easy) => {
    const { ctx, session, other } = await somebody()
    const { details } = await refusal(changePassword(gate, ctx, session, { present: password, password: easy }))
    expect(details.fields).toMatchObject([{ path: 'password', code: 'password.too_easy' }])
    expect(await opens(other.secret)).toBe(true)
  })

  it('is for nobody whose password another service keeps', async () => {
    const { ctx, session, id } = await somebody()
    await here.test.database.global`update "user" set password_hash = null where id = ${id}`
    expect(await refusal(changePassword(gate, ctx, session, { present: password, password: better }))).toMatchObject({
      code: 'password.elsewhere',
    })
  })

  it('of two at once changes it once', async () => {
    const { ctx, session } = await somebody()
    const settled = await Promise.allSettled([
      changePassword(gate, ctx, session, { present: password, password: better }),
      changePassword(gate, ctx, session, { present: password, password: `${better}-2` }),
    ])
    expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('a password from the command line', () => {
  it('ends every sign-in of its person, by the same rules, audited in the name of the product', async () => {
    const { id, secret, other, enter } = await somebody()
    const ctx = await systemContext(here.services, here.plant.organization.id, new Date())
    expect((await refusal(setPassword(ctx, { userId: id, password: 'password1' }))).details.fields).toMatchObject([{ path: 'password' }])
    expect(await setPassword(ctx, { userId: id, password: better })).toEqual({ ended: 2 })
    await soon(async () => expect([await opens(secret), await opens(other.secret)]).toEqual([false, false]))
    expect((await enter(better)).ctx.actor.userId).toBe(id)
    const audited = (await auditOf(ctx, 'user.set_password')).filter(({ subjectId }) => subjectId === id)
    expect(audited).toMatchObject([{ actorId: null, after: { password: 'set', endedSignIns: 2 } }])
  })

  it('is given to members of the organisation only', async () => {
    const ctx = await systemContext(here.services, here.plant.organization.id, new Date())
    const stranger = '01890000-0000-7000-8000-00000000dead'
    expect(await refusal(setPassword(ctx, { userId: stranger, password: better }))).toMatchObject({ code: 'not_found' })
  })
})
