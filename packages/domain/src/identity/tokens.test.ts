import type { Tokens } from '@lembur/contracts/identity'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { refusal, soon, type World, world } from '../testing/index.ts'
import { aSession, aVisit } from '../testing/visitor.ts'
import { type Gate, issueTokens, openGate, refreshTokens, signOut, verifyToken } from './index.ts'

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

const days = (count: number) => new Date(Date.now() + count * 24 * 3_600_000)
const refresh = (token: string | undefined, now = new Date()) => refreshTokens(gate, aVisit(now), token)
const good = (token: string, now = new Date()) => verifyToken(gate, aVisit(now), token)

async function signedIn() {
  const signed = await aSession(here, gate, 'staff')
  return { signed, tokens: await issueTokens(signed) }
}

describe('tokens', () => {
  it('open for fifteen minutes and do not begin anew by use', async () => {
    const { tokens, signed } = await signedIn()
    expect(tokens.expiresIn).toBe(900)
    const found = await gate.sessions.identify(tokens.access, new Date(Date.now() + 14 * 60_000))
    expect(found).toMatchObject({ renewed: false, session: { kind: 'access', actor: { userId: signed.ctx.actor.userId } } })
    expect(await good(tokens.access, new Date(Date.now() + 16 * 60_000))).toBe(false)
  })

  it('are stored as hashes', async () => {
    const { tokens } = await signedIn()
    const [row] = await here.test.database.global<{ found: number }[]>`
      select count(*)::int as found from refresh_token where refresh_token::text like ${`%${tokens.refresh.slice(4)}%`}`
    expect(row?.found).toBe(0)
    expect(await good(tokens.refresh)).toBe(false)
  })

  it('are changed for the next pair, once', async () => {
    const { tokens } = await signedIn()
    const next = await refresh(tokens.refresh)
    expect(next.refresh).not.toBe(tokens.refresh)
    expect(await good(next.access)).toBe(true)
  })

  it('end as a family, with the session they came with, when a used refresh token comes again', async () => {
    const { tokens, signed } = await signedIn()
    const next = await refresh(tokens.refresh)
    expect(await refusal(refresh(tokens.refresh))).toMatchObject({ code: 'auth.invalid_refresh_token' })
    expect(await refusal(refresh(next.refresh))).toMatchObject({ code: 'auth.invalid_refresh_token' })
    await soon(async () => expect(await good(next.access)).toBe(false))
    expect(await good(tokens.access)).toBe(false)
    expect(await good(signed.secret)).toBe(false)
  })

  it('leave another sign-in of the same person alone', async () => {
    const { tokens } = await signedIn()
    const { tokens: others } = await signedIn()
    await refresh(tokens.refresh)
    await refusal(refresh(tokens.refresh))
    expect(await good(others.access)).toBe(true)
  })

  it('give one pair when two come with the same refresh token at once', async () => {
    const { tokens } = await signedIn()
    const settled = await Promise.allSettled([refresh(tokens.refresh), refresh(tokens.refresh)])
    expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const [pair] = settled.filter((each): each is PromiseFulfilledResult<Tokens> => each.status === 'fulfilled')
    await soon(async () => expect(await good(pair!.value.access)).toBe(false))
  })

  it('run out after seven days, and are refused when unknown, missing or of a deactivated person', async () => {
    const { tokens, signed } = await signedIn()
    expect(await refusal(refresh(tokens.refresh, days(7.1)))).toMatchObject({ code: 'auth.invalid_refresh_token' })
    expect(await refusal(refresh('lbx_unknown'))).toMatchObject({ code: 'auth.invalid_refresh_token' })
    expect(await refusal(refresh(undefined))).toMatchObject({ code: 'auth.no_refresh_token' })
    await here.test.database.global`update "user" set is_active = false where id = ${signed.ctx.actor.userId}`
    expect(await refusal(refresh(tokens.refresh))).toMatchObject({ code: 'auth.invalid_refresh_token' })
  })

  it('end with signing out', async () => {
    const { tokens, signed } = await signedIn()
    await signOut(gate, aVisit(), [tokens.access])
    await soon(async () => expect(await good(tokens.access)).toBe(false))
    expect(await good(signed.secret)).toBe(false)
    expect(await refusal(refresh(tokens.refresh))).toMatchObject({ code: 'auth.invalid_refresh_token' })
  })
})
