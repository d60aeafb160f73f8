import type { ChangePassword, Ended } from '@lembur/contracts/account'
import { assertGoodPassword, assertMayTry, type Gate, type OwnSession, passwordFits } from '../identity/index.ts'
import { type Ctx, field, invalid, notFound, ruleViolation, write } from '../kernel/index.ts'
import { ownWordsOf, type Person, personOf } from './person.ts'
import { hashed, storePassword } from './store-password.ts'

/**
 * Changes one's own password; the present one is asked for, and a wrong one counts as a guess. All other sign-ins end.
 * Answers how many. Errors: `password.elsewhere`, `input.invalid` with `password.wrong`, `password.too_short` or
 * `password.too_easy`, `auth.too_many_attempts`.
 */
export async function changePassword(gate: Gate, ctx: Ctx, { familyId }: OwnSession, input: ChangePassword): Promise<Ended> {
  const { userId } = ctx.actor
  const person = await personOf(ctx.services.database.global, userId)
  if (!person) throw notFound('user')
  if (person.passwordHash === null) throw ruleViolation('password.elsewhere')
  await gate.throttle.inTurn(ctx.origin.ip, () => assertPresent(gate, ctx, person, input.present))
  await assertGoodPassword(input.password, await ownWordsOf(ctx, person))
  const { passwordHash } = await hashed(input.password)
  const { after } = await write(ctx, 'account.change_password', async (tx) => {
    const [row] = await tx.sql<{ same: boolean }[]>`
      select password_hash = ${person.passwordHash} as same from "user" where id = ${userId} for no key update`
    if (!row?.same) throw wrong() // changed by somebody else in this moment
    const after = await storePassword(tx, ctx, { userId, passwordHash, except: familyId })
    return { subject: { type: 'user', id: userId, label: person.username }, before: null, after }
  })
  gate.sessions.forget({ userId })
  return { ended: after.endedSignIns }
}

async function assertPresent(gate: Gate, ctx: Ctx, { username, passwordHash }: Person, present: string): Promise<void> {
  const { origin, now } = ctx
  await assertMayTry(gate, ctx, username)
  if (await passwordFits(passwordHash, present)) return gate.throttle.succeeded(origin.ip, username, now)
  gate.throttle.failed(origin.ip, username, now)
  throw wrong()
}

const wrong = () => invalid([field('present', 'password.wrong')])
