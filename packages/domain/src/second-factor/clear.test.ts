import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Gate, openGate, signIn } from '../identity/index.ts'
import { systemContext } from '../kernel/index.ts'
import { auditOf, refusal, rolesWithout, soon, type World, world } from '../testing/index.ts'
import { aVisit, password } from '../testing/visitor.ts'
import { askForPasskey, clearFactorsOf, setUpPasskey, signInWithPasskey } from './index.ts'
import { page, pass, someone, stepOf, withApp, withPasskey } from './testing/holder.ts'

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

describe('clearing what somebody has lost', () => {
  it('takes everything away, ends his sign-ins and steps, and says in the audit what there was', async () => {
    const admin = await here.actor('superadmin')
    const { id, username, signed, recoveryCodes, owner, authenticator } = await withPasskey(here, gate)
    const { challenge } = await stepOf(gate, username)
    await setUpPasskey(owner, page, { proof: password })
    await clearFactorsOf(admin, id)
    await soon(async () => expect(await gate.sessions.identify(signed.secret, new Date())).toBeNull())
    expect(await refusal(pass(gate, challenge, 'recovery', recoveryCodes[0]!))).toMatchObject({ code: 'auth.challenge_over' })
    const asked = await askForPasskey(gate, aVisit(), page, {})
    const entering = signInWithPasskey(gate, aVisit(), page, {
      passkey: asked.passkey,
      answer: authenticator.answer(asked),
      remember: false,
    })
    expect(await refusal(entering)).toMatchObject({ code: 'auth.unknown_passkey' })
    await signIn(gate, aVisit(), { username, password, remember: false })
    const [audited] = (await auditOf(admin, 'factor.clear')).filter(({ subjectId }) => subjectId === id)
    expect(audited).toMatchObject({ before: { passkeys: ['Phone'], recoveryCodes: 10 }, after: { passkeys: [], recoveryCodes: 0 } })
  })

  it('is for who gives rights', async () => {
    const { id } = await withApp(here, gate)
    for (const role of rolesWithout('access.update'))
      expect(await refusal(clearFactorsOf(await here.actor(role), id))).toMatchObject({ code: 'permission.denied' })
  })

  it('is refused of oneself, of somebody elsewhere, and of a developer but on the command line', async () => {
    const admin = await here.actor('superadmin')
    expect(await refusal(clearFactorsOf(admin, admin.actor.userId))).toMatchObject({ code: 'access.self' })
    expect(await refusal(clearFactorsOf(admin, '01890000-0000-7000-8000-00000000ffff'))).toMatchObject({ code: 'not_found' })
    const developer = await someone(here, gate, 'developer')
    expect(await refusal(clearFactorsOf(admin, developer.id))).toMatchObject({ code: 'access.developer' })
    await clearFactorsOf(await systemContext(here.services, here.plant.organization.id, new Date()), developer.id)
  })
})
