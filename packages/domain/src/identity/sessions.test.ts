import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { soon, type World, world } from '../testing/index.ts'
import { aSession, aVisit, grantPermission } from '../testing/visitor.ts'
import { type Gate, openGate, signOut } from './index.ts'
import { hashOf } from './secret.ts'

let here: World
let gate: Gate
/** A second server on the same database. */
let other: Gate

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  gate = await openGate(here.services)
  other = await openGate(here.services)
})
afterAll(async () => {
  await Promise.all([gate.sessions.close(), other.sessions.close()])
  await here.end()
})

const hours = (count: number) => count * 3_600_000
const after = (milliseconds: number) => new Date(Date.now() + milliseconds)
const stored = async (secret: string) => {
  const [row] = await here.test.database.global<{ id: string; expiresAt: string; lastSeenAt: string }[]>`
    select id, expires_at as "expiresAt", last_seen_at as "lastSeenAt" from user_session where id = ${hashOf(secret)}`
  return row
}

describe('a session', () => {
  it('is stored as a hash: the secret stands nowhere in the database', async () => {
    const { secret } = await aSession(here, gate, 'staff')
    expect(await stored(secret)).toBeDefined()
    const [row] = await here.test.database.global<{ found: number }[]>`
      select count(*)::int as found from user_session where user_session::text like ${`%${secret.slice(4)}%`}`
    expect(row?.found).toBe(0)
  })

  it('tells who somebody is and what he was granted', async () => {
    const { secret, ctx } = await aSession(here, gate, 'staff')
    const departmentId = here.plant.departments.testing.id
    await grantPermission(here.services, { ...ctx.actor, permission: 'overtime.decide', departmentId })
    const found = await gate.sessions.identify(secret, new Date())
    expect(found?.session.actor).toMatchObject({
      userId: ctx.actor.userId,
      overrides: expect.arrayContaining([{ permission: 'overtime.decide', effect: 'add', scope: 'department', departmentId }]),
    })
    expect(found?.session.plant).toEqual(ctx.plant)
  })

  it('does not open with anything else', async () => {
    const { secret } = await aSession(here, gate, 'staff')
    for (const wrong of [`${secret}x`, secret.replace('lbs_', 'lbr_'), hashOf(secret), '', 'lbs_'])
      expect(await gate.sessions.identify(wrong, new Date())).toBeNull()
  })

  it('lives twelve hours, or thirty days where it is to be remembered', async () => {
    const brief = await aSession(here, gate, 'staff')
    const long = await aSession(here, gate, 'staff', { remember: true })
    expect(brief.expiresAt.getTime() - Date.now()).toBeCloseTo(hours(12), -5)
    expect(long.expiresAt.getTime() - Date.now()).toBeCloseTo(hours(24 * 30), -5)
    expect(await gate.sessions.identify(brief.secret, after(hours(12.1)))).toBeNull()
    expect(await gate.sessions.identify(long.secret, after(hours(12.1)))).not.toBeNull()
  })

  it('begins anew when it is used in the second half of its life, not by an open tab alone', async () => {
    const { secret } = await aSession(here, gate, 'staff')
    await here.test.database.global`update user_session set expires_at = ${after(hours(5))} where id = ${hashOf(secret)}`
    expect(await other.sessions.identify(secret, new Date(), 'watching')).toMatchObject({ renewed: false })
    expect(await gate.sessions.identify(secret, new Date())).toMatchObject({ renewed: true })
    expect(Date.parse((await stored(secret))!.expiresAt) - Date.now()).toBeCloseTo(hours(12), -5)
  })

  it('ends when it has run out, and its row goes', async () => {
    const { secret } = await aSession(here, gate, 'staff')
    await here.test.database.global`update user_session set expires_at = ${after(-1000)} where id = ${hashOf(secret)}`
    expect(await gate.sessions.identify(secret, new Date())).toBeNull()
    expect(await stored(secret)).toBeUndefined()
  })

  it('notes when it was last seen, at most every five minutes', async () => {
    const { secret } = await aSession(here, gate, 'staff')
    const before = await stored(secret)
    await gate.sessions.identify(secret, after(4 * 60_000))
    await gate.sessions.identify(secret, after(6 * 60_000))
    await soon(async () => expect((await stored(secret))?.lastSeenAt).not.toBe(before?.lastSeenAt))
    expect(Date.parse((await stored(secret))!.lastSeenAt) - Date.parse(before!.lastSeenAt)).toBeGreaterThan(5 * 60_000)
  })

  it('is looked up once for five seconds', async () => {
    const { secret, ctx } = await aSession(here, gate, 'staff')
    await gate.sessions.identify(secret, new Date())
    await here.test.database.global`update "user" set display_name = 'Renamed' where id = ${ctx.actor.userId}`
    const name = async (milliseconds: number) => (await gate.sessions.identify(secret, after(milliseconds)))?.session.actor.displayName
    expect(await name(1_000)).toBe(ctx.actor.displayName)
    expect(await name(6_000)).toBe('Renamed')
  })

  it('ends with signing out on every server at once, though they keep it for five seconds', async () => {
    const { secret } = await aSession(here, gate, 'staff')
    expect(await other.sessions.identify(secret, new Date())).not.toBeNull()
    await signOut(gate, aVisit(), [secret, 'lbs_unknown'])
    await soon(async () => expect(await other.sessions.identify(secret, new Date())).toBeNull())
    expect(await stored(secret)).toBeUndefined()
  })

  it('ends when its person is deactivated', async () => {
    const { secret, ctx } = await aSession(here, gate, 'staff')
    await here.test.database.global`update "user" set is_active = false where id = ${ctx.actor.userId}`
    expect(await gate.sessions.identify(secret, after(6_000))).toBeNull()
  })
})
