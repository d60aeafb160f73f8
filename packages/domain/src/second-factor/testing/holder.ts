import type { Role } from '@lembur/contracts/access'
import type { FactorWay } from '@lembur/contracts/second-factor'
import { type Gate, type SignedIn, signIn, type Visit } from '../../identity/index.ts'
import { anAuthenticator } from '../../testing/authenticator.ts'
import { appCode, refusal, steps, type World } from '../../testing/index.ts'
import { aPerson, aVisit, password } from '../../testing/visitor.ts'
import { addPasskey, type Owner, passSecondFactor, setUpPasskey, setUpTotp, takeTotp } from '../index.ts'

/** Where pages of the tests are from. */
export const page = 'https://lembur.example.com'

export const ownerOf = (gate: Gate, { ctx, familyId }: SignedIn, now = ctx.now): Owner => ({ gate, ctx: { ...ctx, now }, familyId })

/** The step that a password leads to. */
export async function stepOf(
  gate: Gate,
  username: string,
  visit: Visit = aVisit(),
): Promise<{ code: string; challenge: string; ways: FactorWay[] }> {
  const { code, details } = await refusal(signIn(gate, visit, { username, password, remember: false }))
  return { code, challenge: String(details.challenge), ways: details.ways as FactorWay[] }
}

/** A person who has signed in with his password, and nothing beside it yet. */
export async function someone(here: World, gate: Gate, role: Role = 'staff') {
  const { username, id } = await aPerson(here, role)
  const signed = await signIn(gate, aVisit(), { username, password, remember: false })
  return { username, id, signed, owner: ownerOf(gate, signed) }
}

/** The same with an authenticator app. Its first code is of two minutes ago, so that those of now are fresh. */
export async function withApp(here: World, gate: Gate, role: Role = 'staff') {
  const person = await someone(here, gate, role)
  const early = ownerOf(gate, person.signed, steps(-4))
  const { setup, secret } = await setUpTotp(early, { proof: password })
  const { recoveryCodes } = await takeTotp(early.ctx, { setup, code: appCode(secret, early.ctx.now) })
  return { ...person, secret, recoveryCodes: recoveryCodes ?? [] }
}

/** The same with a passkey. */
export async function withPasskey(here: World, gate: Gate, role: Role = 'staff', verifies = true) {
  const person = await someone(here, gate, role)
  const authenticator = anAuthenticator(page, { verifies })
  const asked = await setUpPasskey(person.owner, page, { proof: password })
  const { recoveryCodes } = await addPasskey(person.owner.ctx, page, {
    setup: asked.setup,
    name: 'Phone',
    answer: authenticator.make(asked),
  })
  return { ...person, authenticator, recoveryCodes: recoveryCodes ?? [] }
}

export const pass = (gate: Gate, challenge: string, way: 'totp' | 'recovery', code: string, visit: Visit = aVisit()) =>
  passSecondFactor(gate, visit, null, { challenge, way, code })
