import type { CreateApiToken } from '@lembur/contracts/account'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { activateUser, deactivateUser } from '../access/index.ts'
import { type Gate, openGate, signOut, verifyToken } from '../identity/index.ts'
import { type Ctx, reachOf } from '../kernel/index.ts'
import { clearFactorsOf } from '../second-factor/index.ts'
import { auditOf, refusal, soon, type World, world } from '../testing/index.ts'
import { aSession, aVisit } from '../testing/visitor.ts'
import { createToken, listTokens, newResetLink, resetPassword, revokeToken } from './index.ts'

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

const somebody = async (): Promise<Ctx> => ({ ...(await aSession(here, gate, 'staff')).ctx, now: new Date() })
const create = (ctx: Ctx, changes: Partial<CreateApiToken> = {}) =>
  createToken(ctx, { name: 'Export', scopes: ['overtime.read', 'department.read'], days: 30, ...changes })
const after = (milliseconds: number) => new Date(Date.now() + milliseconds)
const day = 24 * 3_600_000

describe('a personal token', () => {
  it('is shown once and stored as a hash; the list has its name, rights and end', async () => {
    const ctx = await somebody()
    const made = await create(ctx)
    expect(made.token).toMatch(/^lbp_\w{40}$/)
    const { results } = await listTokens(ctx)
    expect(results).toMatchObject([
      { id: made.id, name: 'Export', scopes: ['department.read', 'overtime.read'], lastUsedAt: null, isExpired: false },
    ])
    expect(JSON.stringify(results)).not.toContain('lbp_')
    expect(Date.parse(results[0]!.expiresAt) - Date.now()).toBeCloseTo(30 * day, -5)
    const [row] = await here.test.database.global<{ found: number }[]>`
      select count(*)::int as found from api_token where api_token::text like ${`%${made.token.slice(4)}%`}`
    expect(row?.found).toBe(0)
    const audited = (await auditOf(ctx, 'account.create_token')).filter(({ subjectId }) => subjectId === made.id)
    expect(audited).toMatchObject([{ actorId: ctx.actor.userId, after: { name: 'Export' } }])
    expect(JSON.stringify(audited)).not.toContain(made.token.slice(4))
  })

  it('opens as its owner, held to the rights it names', async () => {
    const ctx = await somebody()
    const { token } = await create(ctx, { scopes: ['department.read'] })
    const found = await gate.sessions.identify(token, new Date())
    expect(found).toMatchObject({ renewed: false, session: { kind: 'personal', familyId: null, actor: { userId: ctx.actor.userId } } })
    const { actor } = found!.session
    expect([reachOf(actor, 'department.read'), reachOf(actor, 'overtime.read')]).toEqual([{ everywhere: true }, null])
  })

  it('names no right that its owner does not hold, and holds none that he has lost', async () => {
    const ctx = await somebody()
    const { details } = await refusal(create(ctx, { scopes: ['department.read', 'access.update'] }))
    expect(details.fields).toMatchObject([{ path: 'scopes', code: 'token.scopes' }])
    const { token } = await create(ctx, { scopes: ['overtime.create'] })
    await here.test.database.transaction({ organizationId: ctx.actor.organizationId }, ({ sql }) =>
      sql`update membership set role = 'user' where user_id = ${ctx.actor.userId}`.execute(),
    )
    const found = await gate.sessions.identify(token, after(6_000))
    expect(reachOf(found!.session.actor, 'overtime.create')).toBeNull()
  })

  it('is revoked on every server at once, audited', async () => {
    const ctx = await somebody()
    const { id, token } = await create(ctx)
    expect(await other.sessions.identify(token, new Date())).not.toBeNull()
    await revokeToken(gate, ctx, { id })
    expect(await gate.sessions.identify(token, new Date())).toBeNull()
    await soon(async () => expect(await other.sessions.identify(token, new Date())).toBeNull())
    expect((await listTokens(ctx)).results).toEqual([])
    const audited = (await auditOf(ctx, 'account.revoke_token')).filter(({ subjectId }) => subjectId === id)
    expect(audited).toMatchObject([{ before: { name: 'Export' }, after: null }])
  })

  it('is nobody else’s to see or to revoke', async () => {
    const [mine, theirs] = [await somebody(), await somebody()]
    const { id } = await create(theirs)
    expect(await refusal(revokeToken(gate, mine, { id }))).toMatchObject({ code: 'not_found' })
    expect((await listTokens(mine)).results).toEqual([])
  })

  it('ends on its day, and with the deactivation of its owner', async () => {
    const ctx = await somebody()
    const [brief, long] = [await create(ctx, { days: 1 }), await create(ctx, { days: 365 })]
    expect(await gate.sessions.identify(brief.token, after(day + 1000))).toBeNull()
    expect((await listTokens({ ...ctx, now: after(day + 1000) })).results.map(({ isExpired }) => isExpired).toSorted()).toEqual([
      false,
      true,
    ])
    expect(await gate.sessions.identify(long.token, after(364 * day))).not.toBeNull()
    await here.test.database.global`update "user" set is_active = false where id = ${ctx.actor.userId}`
    expect(await gate.sessions.identify(long.token, after(364 * day + 6_000))).toBeNull()
  })

  it('does not come back: a deactivation, a second factor that was cleared and a password chosen by a link end it for good', async () => {
    const admin = { ...(await here.actor('superadmin')), now: new Date() }
    const ways = [
      (userId: string) => deactivateUser(admin, { userId }).then(() => activateUser(admin, { userId })),
      (userId: string) => clearFactorsOf(admin, userId),
      async (userId: string) => {
        const link = await newResetLink(admin, userId)
        await resetPassword(gate, aVisit(), { token: link, password: 'kuda laut ungu' })
      },
    ]
    for (const way of ways) {
      const own = await somebody()
      const { token } = await create(own)
      await way(own.actor.userId)
      expect(await gate.sessions.identify(token, new Date())).toBeNull()
      expect((await listTokens(own)).results).toEqual([])
    }
  })

  it('notes when it was last used, at most every five minutes', async () => {
    const ctx = await somebody()
    const { token } = await create(ctx)
    const used = async () => (await listTokens(ctx)).results[0]?.lastUsedAt
    await gate.sessions.identify(token, new Date())
    await soon(async () => expect(await used()).not.toBeNull())
    const first = await used()
    await gate.sessions.identify(token, after(4 * 60_000))
    await gate.sessions.identify(token, after(6 * 60_000))
    await soon(async () => expect(await used()).not.toBe(first))
    expect(Date.parse((await used())!) - Date.parse(first!)).toBeGreaterThan(5 * 60_000)
  })

  it('is one of fifty at most; those that have run out do not count', async () => {
    const ctx = await somebody()
    for (let made = 0; made < 49; made++) await create(ctx)
    const settled = await Promise.allSettled([create(ctx), create(ctx)])
    expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await refusal(create(ctx))).toMatchObject({ code: 'token.too_many' })
    await here.test.database
      .global`update api_token set expires_at = now() - interval '1 day' where id = (select id from api_token where user_id = ${ctx.actor.userId} limit 1)`
    await create(ctx)
  })

  it('is good to a check, and signing out leaves it alone: only its owner ends it', async () => {
    const { token } = await create(await somebody())
    expect(await verifyToken(gate, aVisit(), token)).toBe(true)
    await signOut(gate, aVisit(), [token])
    expect(await verifyToken(gate, aVisit(new Date(Date.now() + 6_000)), token)).toBe(true)
    expect(await verifyToken(gate, aVisit(), `${token}x`)).toBe(false)
  })
})
