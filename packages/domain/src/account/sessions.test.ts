import { anOrganization } from '@lembur/db/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Gate, issueTokens, type OwnSession, openGate, signIn } from '../identity/index.ts'
import type { Ctx } from '../kernel/index.ts'
import { auditOf, eventsOf, refusal, refusalsOf, rolesWithout, soon, type World, world } from '../testing/index.ts'
import { aPerson, aVisit, password } from '../testing/visitor.ts'
import { endOtherSessions, endSession, endSessionOf, listSessions, listSessionsOf, renameSession } from './index.ts'

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

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0'
const opens = async (secret: string, at: Gate = gate) => (await at.sessions.identify(secret, new Date())) !== null

type Signed = { ctx: Ctx; secret: string; session: OwnSession; access: string }
async function somebody(many = 2) {
  const { username, id } = await aPerson(here, 'staff')
  const signed: Signed[] = []
  for (let one = 0; one < many; one++) {
    const visit = aVisit()
    const entered = await signIn(
      gate,
      { ...visit, origin: { ...visit.origin, userAgent: firefox } },
      { username, password, remember: false },
    )
    const found = await gate.sessions.identify(entered.secret, new Date())
    if (!found || found.session.kind === 'personal') throw new Error('He is not signed in')
    const { access } = await issueTokens(entered)
    signed.push({ ctx: { ...entered.ctx, now: new Date() }, secret: entered.secret, session: found.session, access })
  }
  const [first, second] = signed
  return { id, username, first: first!, second: second! }
}

describe('one’s own sign-ins', () => {
  it('are listed with device, address and way, this one first, and none of anybody else', async () => {
    const { first, second } = await somebody()
    await somebody()
    const { results, count } = await listSessions(second.ctx, second.session)
    expect(count).toBe(2)
    expect(results).toMatchObject([
      { id: second.session.familyId, isThis: true, browser: 'Firefox', system: 'Linux', isMobile: false, way: 'password', name: null },
      { id: first.session.familyId, isThis: false, address: first.ctx.origin.ip },
    ])
    expect(JSON.stringify(results)).not.toMatch(/lb[sarx]_/)
  })

  it('of which nothing is left are not shown', async () => {
    const { first, second } = await somebody()
    const { familyId } = second.session
    await here.test.database.global`update user_session set expires_at = now() - interval '1 minute' where family_id = ${familyId}`
    await here.test.database.global`update refresh_token set used_at = now() where family_id = ${familyId}`
    expect((await listSessions(first.ctx, first.session)).results.map(({ id }) => id)).toEqual([first.session.familyId])
  })

  it('are named by their owner, audited, and lose the name with an empty one', async () => {
    const { first, second, id } = await somebody()
    await renameSession(first.ctx, { id: second.session.familyId, name: 'Line 2' })
    const named = async () => (await listSessions(first.ctx, first.session)).results[1]?.name
    expect(await named()).toBe('Line 2')
    await renameSession(first.ctx, { id: second.session.familyId, name: '' })
    expect(await named()).toBeNull()
    const audited = (await auditOf(first.ctx, 'account.rename_session')).filter(({ actorId }) => actorId === id)
    expect(audited.map(({ after }) => after)).toEqual([{ name: 'Line 2' }, { name: null }])
  })

  it('end with their tokens on every server at once, told to his tabs and audited', async () => {
    const { first, second, id } = await somebody()
    expect(await opens(second.secret, other)).toBe(true)
    expect(await endSession(gate, first.ctx, { id: second.session.familyId })).toEqual({ ended: 1 })
    expect([await opens(second.secret), await opens(second.access), await opens(first.secret)]).toEqual([false, false, true])
    await soon(async () => expect(await opens(second.secret, other)).toBe(false))
    expect(await eventsOf(first.ctx, 'me')).toContainEqual({ action: 'account', subjectId: id })
    const audited = (await auditOf(first.ctx, 'account.end_session')).filter(({ actorId }) => actorId === id)
    expect(audited).toMatchObject([{ before: { signIns: [`password, ${second.ctx.origin.ip}`] }, after: null }])
  })

  it('end all but this one, its tokens included', async () => {
    const { first, second } = await somebody()
    expect(await endOtherSessions(gate, second.ctx, second.session)).toEqual({ ended: 1 })
    expect([await opens(first.secret), await opens(second.secret), await opens(second.access)]).toEqual([false, true, true])
    expect(await endOtherSessions(gate, second.ctx, second.session)).toEqual({ ended: 0 })
  })

  it('are nobody else’s to name or to end', async () => {
    const [mine, theirs] = [await somebody(), await somebody()]
    const id = theirs.first.session.familyId
    expect(await refusalsOf([renameSession(mine.first.ctx, { id, name: 'Mine' }), endSession(gate, mine.first.ctx, { id })])).toEqual([
      'not_found',
    ])
    expect(await opens(theirs.first.secret)).toBe(true)
  })
})

describe('somebody’s sign-ins, for an administrator', () => {
  it('are listed and ended, one or all, audited in his name', async () => {
    const { id, first, second } = await somebody()
    const admin = { ...(await here.actor('superadmin')), now: new Date() }
    const { results } = await listSessionsOf(admin, id)
    expect(results.map((row) => [row.id, row.isThis])).toEqual([
      [second.session.familyId, false],
      [first.session.familyId, false],
    ])
    expect(await endSessionOf(gate, admin, id, first.session.familyId)).toEqual({ ended: 1 })
    expect([await opens(first.secret), await opens(second.secret)]).toEqual([false, true])
    expect(await endSessionOf(gate, admin, id, null)).toEqual({ ended: 1 })
    expect(await opens(second.secret)).toBe(false)
    const audited = (await auditOf(admin, 'user.end_sessions')).filter(({ subjectId }) => subjectId === id)
    expect(audited.map(({ actorId }) => actorId)).toEqual([admin.actor.userId, admin.actor.userId])
  })

  it('are for those who may, of people of their own organisation', async () => {
    const { id, first } = await somebody()
    for (const role of rolesWithout('access.read')) {
      const ctx = await here.actor(role)
      expect(await refusalsOf([listSessionsOf(ctx, id), endSessionOf(gate, ctx, id, null)])).toEqual(['permission.denied'])
    }
    const admin = await here.actor('superadmin')
    const elsewhere = await anOrganization(here.test.database)
    const stranger = { ...admin, actor: { ...admin.actor, organizationId: elsewhere.id } }
    expect(await refusalsOf([listSessionsOf(stranger, id), endSessionOf(gate, stranger, id, null)])).toEqual(['not_found'])
    const another = await somebody()
    expect(await refusal(endSessionOf(gate, admin, another.id, first.session.familyId))).toMatchObject({ code: 'not_found' })
    expect(await opens(first.secret)).toBe(true)
  })
})
