import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Gate, openGate } from '../identity/index.ts'
import { openVault } from '../kernel/index.ts'
import { appCode, auditOf, eventsOf, refusal, steps, type World, world } from '../testing/index.ts'
import { aVisit, password } from '../testing/visitor.ts'
import {
  enterWithFirstTotp,
  type Owner,
  removePasskey,
  removeTotp,
  renamePasskey,
  renewRecoveryCodes,
  secondFactorState,
  setUpFirstTotp,
  setUpPasskey,
  setUpTotp,
  takeTotp,
} from './index.ts'
import { ownerOf, page, pass, someone, stepOf, withApp, withPasskey } from './testing/holder.ts'

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

/** Roles that get nobody in without a second factor, while `run` runs. */
async function requiring(roles: string[], run: () => Promise<void>) {
  const { database } = here.services
  const organizationId = here.plant.organization.id
  const set = (to: string[]) =>
    database.transaction(
      { organizationId },
      ({ sql }) => sql`update organization set second_factor_roles = ${to} where id = ${organizationId}`,
    )
  await set(roles)
  try {
    await run()
  } finally {
    await set([])
  }
}
const wrongProof = { code: 'input.invalid', details: { fields: [{ path: 'proof' }] } }

describe('setting up an authenticator app', () => {
  it('counts with its first right code, tells the app whose it is, and gives ten recovery codes', async () => {
    const { username, owner } = await someone(here, gate)
    const { setup, secret, uri } = await setUpTotp(owner, { proof: password })
    expect(uri).toMatch(new RegExp(`^otpauth://totp/Lembur:${username}\\?issuer=Lembur&secret=${secret}&`))
    expect(await secondFactorState(owner.ctx)).toMatchObject({ totpSince: null, recoveryCodesLeft: 0 })
    expect(await refusal(takeTotp(owner.ctx, { setup, code: '00000x' }))).toMatchObject({ code: 'auth.wrong_code' })
    const { recoveryCodes } = await takeTotp(owner.ctx, { setup, code: appCode(secret, owner.ctx.now) })
    expect(recoveryCodes).toHaveLength(10)
    expect(await secondFactorState(owner.ctx)).toMatchObject({ totpSince: owner.ctx.now.toISOString(), recoveryCodesLeft: 10 })
  })

  it('is audited without the secret, and told to the tabs of its owner', async () => {
    const { id, owner } = await someone(here, gate)
    const { setup, secret } = await setUpTotp(owner, { proof: password })
    await takeTotp(owner.ctx, { setup, code: appCode(secret, owner.ctx.now) })
    const audited = (await auditOf(owner.ctx, 'factor.set_totp')).filter(({ subjectId }) => subjectId === id)
    expect(audited).toMatchObject([{ actorId: id, before: { authenticatorApp: null }, after: { recoveryCodes: 10 } }])
    expect(JSON.stringify(audited)).not.toContain(secret)
    expect((await eventsOf(owner.ctx, 'me')).filter(({ subjectId }) => subjectId === id)).toHaveLength(1)
  })

  it('goes on with the old app until the new one has shown a code, and keeps the recovery codes', async () => {
    const { username, secret: old, owner } = await withApp(here, gate)
    const { setup, secret } = await setUpTotp(owner, { proof: password })
    await pass(gate, (await stepOf(gate, username)).challenge, 'totp', appCode(old, owner.ctx.now))
    expect(await takeTotp(owner.ctx, { setup, code: appCode(secret, owner.ctx.now) })).toMatchObject({ recoveryCodes: null })
    const { challenge } = await stepOf(gate, username)
    expect(await refusal(pass(gate, challenge, 'totp', appCode(old, steps(1))))).toMatchObject({ code: 'auth.wrong_code' })
    await pass(gate, challenge, 'totp', appCode(secret, steps(1)))
  })

  it('is nobody else’s: the set-up of another is over before it began', async () => {
    const [mine, theirs] = [await someone(here, gate), await someone(here, gate)]
    const { setup, secret } = await setUpTotp(theirs.owner, { proof: password })
    const taking = takeTotp(mine.owner.ctx, { setup, code: appCode(secret, mine.owner.ctx.now) })
    expect(await refusal(taking)).toMatchObject({ code: 'auth.challenge_over' })
  })

  it('says clearly that there is no key to keep secrets with', async () => {
    const { owner } = await someone(here, gate)
    const keyless: Owner = { ...owner, ctx: { ...owner.ctx, services: { ...here.services, vault: openVault(null) } } }
    expect(await secondFactorState(keyless.ctx)).toMatchObject({ hasKey: false })
    expect(await refusal(setUpTotp(keyless, { proof: password }))).toMatchObject({ code: 'secret.no_key' })
  })
})

describe('who changes what opens an account', () => {
  it('shows that it is his: by the password, by a code of the app, or by a recovery code', async () => {
    const { owner, secret, recoveryCodes } = await withApp(here, gate)
    for (const proof of ['', 'wrong password', '00000x', 'AAAA-BBBB-CCCC-DDDD'])
      expect(await refusal(setUpTotp(owner, { proof }))).toMatchObject(wrongProof)
    expect(await refusal(setUpPasskey(owner, page, { proof: 'wrong' }))).toMatchObject(wrongProof)
    await setUpTotp(owner, { proof: password })
    await setUpTotp(owner, { proof: appCode(secret, owner.ctx.now) })
    expect(await refusal(setUpTotp(owner, { proof: appCode(secret, owner.ctx.now) }))).toMatchObject(wrongProof)
    await setUpTotp(owner, { proof: recoveryCodes[0]! })
    expect(await refusal(setUpTotp(owner, { proof: recoveryCodes[0]! }))).toMatchObject(wrongProof)
  })

  it('is slowed down where he guesses', async () => {
    const { owner } = await someone(here, gate)
    for (let guess = 0; guess < 6; guess++) expect(await refusal(setUpTotp(owner, { proof: 'guess' }))).toMatchObject(wrongProof)
    expect(await refusal(setUpTotp(owner, { proof: password }))).toMatchObject({ code: 'auth.too_many_attempts' })
  })

  it('needs a fresh sign-in where we keep neither password nor code of his', async () => {
    const { id, signed, owner } = await someone(here, gate)
    await here.test.database.global`update "user" set password_hash = null where id = ${id}`
    const later = ownerOf(gate, signed, new Date(Date.now() + 11 * 60_000))
    expect(await refusal(setUpTotp(later, { proof: '' }))).toMatchObject({ code: 'factor.sign_in_again' })
    await setUpTotp(owner, { proof: '' })
  })
})

describe('taking away', () => {
  it('removes app and passkey, and with the last of them the recovery codes; the password is enough again', async () => {
    const { username, owner, authenticator } = await withPasskey(here, gate)
    const { setup, secret } = await setUpTotp(owner, { proof: password })
    await takeTotp(owner.ctx, { setup, code: appCode(secret, owner.ctx.now) })
    expect(await refusal(removeTotp(owner, { proof: 'wrong' }))).toMatchObject(wrongProof)
    await removeTotp(owner, { proof: password })
    expect(await secondFactorState(owner.ctx)).toMatchObject({ totpSince: null, recoveryCodesLeft: 10 })
    expect(await stepOf(gate, username)).toMatchObject({ ways: ['passkey', 'recovery'] })
    expect(await refusal(removePasskey(owner, { id: authenticator.id, proof: 'wrong' }))).toMatchObject(wrongProof)
    await removePasskey(owner, { id: authenticator.id, proof: password })
    expect(await secondFactorState(owner.ctx)).toMatchObject({ passkeys: [], recoveryCodesLeft: 0 })
    const audited = (await auditOf(owner.ctx, 'factor.remove_passkey')).at(-1)
    expect(audited).toMatchObject({ before: { passkeys: ['Phone'], recoveryCodes: 10 }, after: { passkeys: [], recoveryCodes: 0 } })
    expect(await refusal(removeTotp(owner, { proof: password }))).toMatchObject({ code: 'factor.none' })
  })

  it('leaves the last one where the role needs one, also where two are removed at once', async () => {
    const { owner, authenticator } = await withPasskey(here, gate)
    const { setup, secret } = await setUpTotp(owner, { proof: password })
    await takeTotp(owner.ctx, { setup, code: appCode(secret, owner.ctx.now) })
    await requiring(['staff'], async () => {
      const both = await Promise.allSettled([
        removeTotp(owner, { proof: password }),
        removePasskey(owner, { id: authenticator.id, proof: password }),
      ])
      expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'factor.required' } })
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      expect(await secondFactorState(owner.ctx)).toMatchObject({ required: true, recoveryCodesLeft: 10 })
    })
  })

  it('touches no passkey of another: it is not found, to be renamed neither', async () => {
    const [mine, theirs] = [await withPasskey(here, gate), await withPasskey(here, gate)]
    const { id } = theirs.authenticator
    expect(await refusal(removePasskey(mine.owner, { id, proof: password }))).toMatchObject({ code: 'not_found' })
    expect(await refusal(renamePasskey(mine.owner.ctx, { id, name: 'Mine' }))).toMatchObject({ code: 'not_found' })
    await renamePasskey(theirs.owner.ctx, { id, name: 'Desk' })
    expect(await secondFactorState(theirs.owner.ctx)).toMatchObject({ passkeys: [{ id, name: 'Desk', lastUsedAt: null }] })
  })
})

describe('new recovery codes', () => {
  it('take the place of the old ones', async () => {
    const { username, owner, recoveryCodes: old } = await withApp(here, gate)
    const { recoveryCodes } = await renewRecoveryCodes(owner, { proof: password })
    expect(recoveryCodes).toHaveLength(10)
    const { challenge } = await stepOf(gate, username)
    expect(await refusal(pass(gate, challenge, 'recovery', old[0]!))).toMatchObject({ code: 'auth.wrong_code' })
    await pass(gate, challenge, 'recovery', recoveryCodes![0]!)
  })

  it('are for who has something they can stand in for', async () => {
    const { owner } = await someone(here, gate)
    expect(await refusal(renewRecoveryCodes(owner, { proof: password }))).toMatchObject({ code: 'factor.none' })
  })
})

describe('a role that needs a second factor', () => {
  it('lets in who sets one up on the way, and asks for it from then on', async () => {
    const { username, id } = await someone(here, gate, 'ptb_admin')
    await requiring(['ptb_admin'], async () => {
      const step = await stepOf(gate, username)
      expect(step).toMatchObject({ code: 'auth.second_factor_setup' })
      const { setup, secret } = await setUpFirstTotp(gate, aVisit(), step.challenge)
      const given = { challenge: step.challenge, setup }
      expect(await refusal(enterWithFirstTotp(gate, aVisit(), { ...given, code: '00000x' }))).toMatchObject({ code: 'auth.wrong_code' })
      const { signed, recoveryCodes } = await enterWithFirstTotp(gate, aVisit(), { ...given, code: appCode(secret, new Date()) })
      expect(signed.ctx.actor.userId).toBe(id)
      expect(recoveryCodes).toHaveLength(10)
      expect(await stepOf(gate, username)).toMatchObject({ code: 'auth.second_factor' })
    })
  })

  it('shuts that door as soon as there is one: a password alone puts none beside it', async () => {
    const { username } = await someone(here, gate, 'ptb_admin')
    await requiring(['ptb_admin'], async () => {
      const [first, second] = [await stepOf(gate, username), await stepOf(gate, username)]
      const prepared = await setUpFirstTotp(gate, aVisit(), second.challenge)
      const { setup, secret } = await setUpFirstTotp(gate, aVisit(), first.challenge)
      await enterWithFirstTotp(gate, aVisit(), { challenge: first.challenge, setup, code: appCode(secret, new Date()) })
      const late = { challenge: second.challenge, setup: prepared.setup, code: appCode(prepared.secret, new Date()) }
      expect(await refusal(enterWithFirstTotp(gate, aVisit(), late))).toMatchObject({ code: 'auth.challenge_over' })
      expect(await refusal(setUpFirstTotp(gate, aVisit(), second.challenge))).toMatchObject({ code: 'auth.challenge_over' })
    })
  })

  it('takes one first factor where two are shown at once', async () => {
    const { username } = await someone(here, gate, 'ptb_admin')
    await requiring(['ptb_admin'], async () => {
      const both = await Promise.all(
        [await stepOf(gate, username), await stepOf(gate, username)].map(async ({ challenge }) => ({
          challenge,
          ...(await setUpFirstTotp(gate, aVisit(), challenge)),
        })),
      )
      const entered = await Promise.allSettled(
        both.map(({ challenge, setup, secret }) =>
          enterWithFirstTotp(gate, aVisit(), { challenge, setup, code: appCode(secret, new Date()) }),
        ),
      )
      expect(entered.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    })
  })

  it('is not to be gone around with the set-up of somebody who is signed in, nor with a step of the other kind', async () => {
    const { owner } = await someone(here, gate)
    const { setup } = await setUpTotp(owner, { proof: password })
    expect(await refusal(setUpFirstTotp(gate, aVisit(), setup))).toMatchObject({ code: 'auth.challenge_over' })
    const other = await withApp(here, gate)
    const { challenge } = await stepOf(gate, other.username)
    expect(await refusal(setUpFirstTotp(gate, aVisit(), challenge))).toMatchObject({ code: 'auth.challenge_over' })
  })
})
