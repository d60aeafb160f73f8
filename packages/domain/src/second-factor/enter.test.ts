import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Gate, openGate, signIn } from '../identity/index.ts'
import { nothingOutside, openVault } from '../kernel/index.ts'
import { appCode, auditOf, refusal, steps, type World, world } from '../testing/index.ts'
import { aVisit, password } from '../testing/visitor.ts'
import { secondFactorState, waysOfStep } from './index.ts'
import { pass, someone, stepOf, withApp } from './testing/holder.ts'

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

const over = { code: 'auth.challenge_over' }
const wrong = { code: 'auth.wrong_code', details: { fields: [{ path: 'code', code: 'auth.wrong_code' }] } }

describe('the second step of a sign-in', () => {
  it('comes after the password where an app is set up, and lets in with its code', async () => {
    const { username, id, secret } = await withApp(here, gate)
    const step = await stepOf(gate, username)
    expect(step).toMatchObject({ code: 'auth.second_factor', ways: ['totp', 'recovery'] })
    expect(await waysOfStep(gate, aVisit(), step.challenge)).toEqual(['totp', 'recovery'])
    const { ctx, kind } = await pass(gate, step.challenge, 'totp', appCode(secret, new Date()))
    expect({ id: ctx.actor.userId, kind }).toEqual({ id, kind: 'browser' })
    expect((await auditOf(ctx, 'auth.sign_in')).at(-1)?.after).toMatchObject({ way: 'password' })
  })

  it('keeps what the first step asked for: to remember', async () => {
    const { username, secret } = await withApp(here, gate)
    const { details } = await refusal(signIn(gate, aVisit(), { username, password, remember: true }))
    const { kind } = await pass(gate, String(details.challenge), 'totp', appCode(secret, new Date()))
    expect(kind).toBe('remembered')
  })

  it('takes a code with the blank that apps show in it', async () => {
    const { username, secret } = await withApp(here, gate)
    const { challenge } = await stepOf(gate, username)
    const code = appCode(secret, new Date())
    await pass(gate, challenge, 'totp', `${code.slice(0, 3)} ${code.slice(3)} `)
  })

  it('takes the code of the step before and of the step after, and none further away', async () => {
    const now = new Date()
    for (const [away, holds] of [
      [-2, false],
      [-1, true],
      [1, true],
      [2, false],
    ] as const) {
      const { username, secret } = await withApp(here, gate)
      const { challenge } = await stepOf(gate, username)
      const passing = pass(gate, challenge, 'totp', appCode(secret, steps(away, now)), aVisit(now))
      if (holds) await passing
      else expect(await refusal(passing)).toMatchObject(wrong)
    }
  })

  it('takes a code once, also where two come with it at once, and none that is older than the last', async () => {
    const { username, secret } = await withApp(here, gate)
    const now = new Date()
    const code = appCode(secret, now)
    const challenges = [await stepOf(gate, username), await stepOf(gate, username), await stepOf(gate, username)].map(
      ({ challenge }) => challenge,
    )
    const both = await Promise.allSettled(challenges.slice(0, 2).map((challenge) => pass(gate, challenge, 'totp', code, aVisit(now))))
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await refusal(pass(gate, challenges[2]!, 'totp', appCode(secret, steps(-1, now)), aVisit(now)))).toMatchObject(wrong)
    await pass(gate, challenges[2]!, 'totp', appCode(secret, steps(1, now)), aVisit(now))
  })

  it('does not take the code with which the app was set up', async () => {
    const { username, secret } = await withApp(here, gate)
    const then = steps(-4)
    const { challenge } = await stepOf(gate, username, aVisit(then))
    expect(await refusal(pass(gate, challenge, 'totp', appCode(secret, then), aVisit(then)))).toMatchObject(wrong)
  })

  it('is over after five wrong codes, even with the right one', async () => {
    const { username, secret } = await withApp(here, gate)
    const { challenge } = await stepOf(gate, username)
    for (let guess = 0; guess < 5; guess++) expect(await refusal(pass(gate, challenge, 'totp', '000 00x'))).toMatchObject(wrong)
    expect(await refusal(pass(gate, challenge, 'totp', appCode(secret, new Date())))).toMatchObject(over)
  })

  it('slows down who guesses on in further sign-ins, from whatever address', async () => {
    const { username, secret } = await withApp(here, gate)
    const now = new Date()
    const guesses: string[] = []
    for (let sign = 0; sign < 4; sign++) {
      const { challenge } = await stepOf(gate, username, aVisit(now))
      for (let guess = 0; guess < 3; guess++) guesses.push((await refusal(pass(gate, challenge, 'totp', '12345x', aVisit(now)))).code)
    }
    expect(guesses.filter((code) => code === 'auth.wrong_code')).toHaveLength(6)
    const { challenge } = await stepOf(gate, username, aVisit(now))
    const held = await refusal(pass(gate, challenge, 'totp', appCode(secret, now), aVisit(now)))
    expect(held).toMatchObject({ code: 'auth.too_many_attempts', details: { retryAfterSeconds: expect.any(Number) } })
    const other = await withApp(here, gate)
    await pass(gate, (await stepOf(gate, other.username)).challenge, 'totp', appCode(other.secret, now), aVisit(now))
  })

  it('is answered by its own person: with the code of another it is not passed', async () => {
    const [mine, theirs] = [await withApp(here, gate), await withApp(here, gate)]
    const { challenge } = await stepOf(gate, theirs.username)
    expect(await refusal(pass(gate, challenge, 'totp', appCode(mine.secret, new Date())))).toMatchObject(wrong)
    expect(await refusal(pass(gate, challenge, 'recovery', mine.recoveryCodes[0]!))).toMatchObject(wrong)
  })

  it('is over after ten minutes, after it was passed, and for a secret that was made up', async () => {
    const { username, secret } = await withApp(here, gate)
    const { challenge } = await stepOf(gate, username)
    const late = new Date(Date.now() + 10.1 * 60_000)
    expect(await refusal(pass(gate, challenge, 'totp', appCode(secret, late), aVisit(late)))).toMatchObject(over)
    await pass(gate, challenge, 'totp', appCode(secret, new Date()))
    expect(await refusal(pass(gate, challenge, 'totp', appCode(secret, steps(1))))).toMatchObject(over)
    expect(await refusal(pass(gate, 'lbc_made_up', 'totp', '123456'))).toMatchObject(over)
  })

  it('lets nobody in who was deactivated meanwhile', async () => {
    const { username, id, secret } = await withApp(here, gate)
    const { challenge } = await stepOf(gate, username)
    await here.test.database.global`update "user" set is_active = false where id = ${id}`
    expect(await refusal(pass(gate, challenge, 'totp', appCode(secret, new Date())))).toMatchObject({ code: 'auth.account_disabled' })
  })

  it('says that the key for secrets is missing where it is, and takes a recovery code none the less', async () => {
    const { username, secret, recoveryCodes } = await withApp(here, gate)
    const keyless = await openGate({ ...here.services, vault: openVault(null), outside: nothingOutside })
    try {
      const { challenge } = await stepOf(keyless, username)
      expect(await refusal(pass(keyless, challenge, 'totp', appCode(secret, new Date())))).toMatchObject({ code: 'secret.no_key' })
      await pass(keyless, challenge, 'recovery', recoveryCodes[0]!)
    } finally {
      await keyless.sessions.close()
    }
  })
})

describe('a recovery code', () => {
  it('stands in for the second factor once, however it is typed, and the audit counts what is left', async () => {
    const { username, recoveryCodes } = await withApp(here, gate)
    expect(recoveryCodes).toHaveLength(10)
    expect(new Set(recoveryCodes).size).toBe(10)
    for (const code of recoveryCodes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
    const typed = ` ${recoveryCodes[0]!.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `
    const { ctx } = await pass(gate, (await stepOf(gate, username)).challenge, 'recovery', typed)
    expect(await secondFactorState(ctx)).toMatchObject({ recoveryCodesLeft: 9 })
    expect((await auditOf(ctx, 'factor.use_recovery_code')).at(-1)).toMatchObject({
      before: { recoveryCodes: 10 },
      after: { recoveryCodes: 9 },
    })
    expect(await refusal(pass(gate, (await stepOf(gate, username)).challenge, 'recovery', recoveryCodes[0]!))).toMatchObject(wrong)
  })

  it('lets one in where two come with it at once', async () => {
    const { username, recoveryCodes } = await withApp(here, gate)
    const challenges = [await stepOf(gate, username), await stepOf(gate, username)]
    const both = await Promise.allSettled(challenges.map(({ challenge }) => pass(gate, challenge, 'recovery', recoveryCodes[0]!)))
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('is stored as a hash, and the secret of the app sealed', async () => {
    const { id, secret, recoveryCodes } = await withApp(here, gate)
    const [row] = await here.test.database.global<{ all: string }[]>`
      select (select string_agg(recovery_code::text, '') from recovery_code where user_id = ${id})
        || (select totp::text from totp where user_id = ${id}) || coalesce((select string_agg(challenge::text, '') from challenge), '') as all`
    expect(row?.all.length).toBeGreaterThan(500)
    for (const known of [secret, recoveryCodes[0]!, recoveryCodes[0]!.replaceAll('-', '')]) expect(row?.all).not.toContain(known)
  })
})

it('a person without a second factor signs in with his password alone', async () => {
  const { signed } = await someone(here, gate)
  expect(await secondFactorState(signed.ctx)).toEqual({
    totpSince: null,
    passkeys: [],
    recoveryCodesLeft: 0,
    required: false,
    hasKey: true,
    hasPassword: true,
  })
})
