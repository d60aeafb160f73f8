import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Gate, openGate } from '../identity/index.ts'
import { anAuthenticator } from '../testing/authenticator.ts'
import { auditOf, refusal, type World, world } from '../testing/index.ts'
import { aVisit, password } from '../testing/visitor.ts'
import { addPasskey, askForPasskey, passSecondFactor, secondFactorState, setUpPasskey, signInWithPasskey } from './index.ts'
import { page, someone, stepOf, withPasskey } from './testing/holder.ts'

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

type Holder = Awaited<ReturnType<typeof withPasskey>>
type How = Parameters<Holder['authenticator']['answer']>[1]
const unknown = { code: 'auth.unknown_passkey' }
const over = { code: 'auth.challenge_over' }

async function alone({ authenticator }: Pick<Holder, 'authenticator'>, how: How = {}, from = page) {
  const asked = await askForPasskey(gate, aVisit(), from, {})
  return signInWithPasskey(gate, aVisit(), from, { passkey: asked.passkey, answer: authenticator.answer(asked, how), remember: true })
}
async function second({ username, authenticator }: Pick<Holder, 'username' | 'authenticator'>, how: How = {}) {
  const { challenge } = await stepOf(gate, username)
  const asked = await askForPasskey(gate, aVisit(), page, { challenge })
  const answer = authenticator.answer(asked, how)
  return { asked, passing: passSecondFactor(gate, aVisit(), page, { challenge, way: 'passkey', passkey: asked.passkey, answer }) }
}

describe('a passkey alone', () => {
  it('lets its owner in: it counts as both proofs, and the audit says by which way', async () => {
    const holder = await withPasskey(here, gate)
    const { ctx, kind } = await alone(holder)
    expect({ id: ctx.actor.userId, kind }).toEqual({ id: holder.id, kind: 'remembered' })
    expect((await auditOf(ctx, 'auth.sign_in')).at(-1)?.after).toMatchObject({ way: 'passkey' })
    expect((await secondFactorState(ctx)).passkeys).toMatchObject([{ name: 'Phone', lastUsedAt: expect.any(String) }])
  })

  it('is asked for without naming anybody', async () => {
    const holder = await withPasskey(here, gate)
    const { options } = await askForPasskey(gate, aVisit(), page, {})
    expect(options).toMatchObject({ rpId: 'lembur.example.com', allowCredentials: [], userVerification: 'required' })
    expect(JSON.stringify(options)).not.toContain(holder.authenticator.id)
  })

  it('has to be unlocked: a touch alone does not say who touched it', async () => {
    expect(await refusal(alone(await withPasskey(here, gate, 'staff', false)))).toMatchObject(unknown)
  })

  it('is refused where it is not known, was made for another site, or claims to be somebody else', async () => {
    const holder = await withPasskey(here, gate)
    expect(await refusal(alone({ authenticator: anAuthenticator(page) }))).toMatchObject(unknown)
    expect(await refusal(alone(holder, { from: 'https://lembur.example.org' }))).toMatchObject(unknown)
    expect(await refusal(alone(holder, {}, 'https://other.example.com'))).toMatchObject(unknown)
    expect(await refusal(alone(holder, { as: Buffer.alloc(16).toString('base64url') }))).toMatchObject(unknown)
  })

  it('is refused with a signature that is not of what was asked', async () => {
    const holder = await withPasskey(here, gate)
    const [asked, other] = [await askForPasskey(gate, aVisit(), page, {}), await askForPasskey(gate, aVisit(), page, {})]
    const given = { passkey: asked.passkey, answer: holder.authenticator.answer(other), remember: false }
    expect(await refusal(signInWithPasskey(gate, aVisit(), page, given))).toMatchObject(unknown)
    expect(await refusal(signInWithPasskey(gate, aVisit(), page, given))).toMatchObject(over)
  })

  it('works once with what it signed, and is refused where its counter did not go up: a copy', async () => {
    const holder = await withPasskey(here, gate)
    const asked = await askForPasskey(gate, aVisit(), page, {})
    const given = { passkey: asked.passkey, answer: holder.authenticator.answer(asked), remember: false }
    await signInWithPasskey(gate, aVisit(), page, given)
    expect(await refusal(signInWithPasskey(gate, aVisit(), page, given))).toMatchObject(over)
    holder.authenticator.counter.set(0)
    expect(await refusal(alone(holder))).toMatchObject(unknown)
  })

  it('is asked for within five minutes, and of a page only', async () => {
    const holder = await withPasskey(here, gate)
    const asked = await askForPasskey(gate, aVisit(), page, {})
    const given = { passkey: asked.passkey, answer: holder.authenticator.answer(asked), remember: false }
    const late = aVisit(new Date(Date.now() + 5.1 * 60_000))
    expect(await refusal(signInWithPasskey(gate, late, page, given))).toMatchObject(over)
    expect(await refusal(askForPasskey(gate, aVisit(), null, {}))).toMatchObject({ code: 'passkey.address' })
  })

  it('does not let in who was deactivated', async () => {
    const holder = await withPasskey(here, gate)
    await here.test.database.global`update "user" set is_active = false where id = ${holder.id}`
    expect(await refusal(alone(holder))).toMatchObject({ code: 'auth.account_disabled' })
  })

  it('works at the address of the product only, where that is known', async () => {
    const holder = await withPasskey(here, gate)
    const { id } = here.plant.organization
    const set = (to: string | null) =>
      here.services.database.transaction(
        { organizationId: id },
        ({ sql }) => sql`update organization set public_url = ${to} where id = ${id}`,
      )
    await set('https://overtime.example.com')
    try {
      const refused = { code: 'passkey.address', details: { address: 'https://overtime.example.com' } }
      expect(await refusal(alone(holder))).toMatchObject(refused)
    } finally {
      await set(null)
    }
    await alone(holder)
  })
})

describe('a passkey as the second factor', () => {
  it('lets in who has shown his password, by a touch', async () => {
    const holder = await withPasskey(here, gate, 'staff', false)
    const { asked, passing } = await second(holder)
    expect(asked.options.allowCredentials).toMatchObject([{ id: holder.authenticator.id, transports: ['internal'] }])
    expect((await passing).ctx.actor.userId).toBe(holder.id)
  })

  it('of somebody else is a wrong answer, and the fifth ends the step', async () => {
    const [mine, theirs] = [await withPasskey(here, gate), await withPasskey(here, gate)]
    expect(await refusal((await second({ username: theirs.username, authenticator: mine.authenticator })).passing)).toMatchObject(unknown)
    const { challenge } = await stepOf(gate, theirs.username)
    const answer = async () => {
      const asked = await askForPasskey(gate, aVisit(), page, { challenge })
      return passSecondFactor(gate, aVisit(), page, {
        challenge,
        way: 'passkey',
        passkey: asked.passkey,
        answer: mine.authenticator.answer(asked),
      })
    }
    for (let guess = 0; guess < 5; guess++) expect(await refusal(answer())).toMatchObject(unknown)
    expect(await refusal(answer())).toMatchObject(over)
  })

  it('that was asked for one step does not sign in alone, and one that was asked for alone passes no step', async () => {
    const holder = await withPasskey(here, gate, 'staff', false)
    const { challenge } = await stepOf(gate, holder.username)
    const asked = await askForPasskey(gate, aVisit(), page, { challenge })
    const given = { passkey: asked.passkey, answer: holder.authenticator.answer(asked), remember: false }
    expect(await refusal(signInWithPasskey(gate, aVisit(), page, given))).toMatchObject(over)
    const free = await askForPasskey(gate, aVisit(), page, {})
    const answer = holder.authenticator.answer(free)
    const passing = passSecondFactor(gate, aVisit(), page, { challenge, way: 'passkey', passkey: free.passkey, answer })
    expect(await refusal(passing)).toMatchObject(over)
  })
})

describe('adding a passkey', () => {
  it('is for who asked, once, on this site; one that is known is not added again', async () => {
    const [{ owner }, other] = [await someone(here, gate), await someone(here, gate)]
    const authenticator = anAuthenticator(page)
    const asked = await setUpPasskey(owner, page, { proof: password })
    const given = { setup: asked.setup, name: 'Phone', answer: authenticator.make(asked) }
    expect(await refusal(addPasskey(other.owner.ctx, page, given))).toMatchObject(over)
    expect(await refusal(addPasskey(owner.ctx, page, given))).toMatchObject(over)
    const again = await setUpPasskey(owner, page, { proof: password })
    const elsewhere = { setup: again.setup, name: 'Phone', answer: authenticator.make(again, 'https://lembur.example.org') }
    expect(await refusal(addPasskey(owner.ctx, page, elsewhere))).toMatchObject(unknown)
    const third = await setUpPasskey(owner, page, { proof: password })
    await addPasskey(owner.ctx, page, { setup: third.setup, name: 'Phone', answer: authenticator.make(third) })
    const fourth = await setUpPasskey(other.owner, page, { proof: password })
    const known = { setup: fourth.setup, name: 'Mine', answer: authenticator.make(fourth) }
    expect(await refusal(addPasskey(other.owner.ctx, page, known))).toMatchObject({ code: 'conflict.duplicate' })
  })
})
