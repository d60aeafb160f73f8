import type { ResetPassword } from '@lembur/contracts/account'
import { arrivalOf, assertGoodPassword, type Gate, takeChallenge, type Visit, waitingChallenge } from '../identity/index.ts'
import { type Ctx, DomainError, ruleViolation, write } from '../kernel/index.ts'
import { hasPasswordElsewhere, ownWordsOf, type Person, personOf } from './person.ts'
import { hashed, storePassword } from './store-password.ts'

/**
 * Takes a link's secret, once, for a new password; all sign-ins of its person end, and he signs in anew. A password that is
 * refused leaves the link good. Errors: `reset.invalid`, `input.invalid` as for a change.
 */
export async function resetPassword(gate: Gate, visit: Visit, { token, password }: ResetPassword): Promise<void> {
  const { person, ctx } = await whoseLink(gate, visit, token)
  await assertGoodPassword(password, await ownWordsOf(ctx, person))
  const { passwordHash } = await hashed(password)
  const { userId } = person
  await write(ctx, 'account.reset_password', async (tx) => {
    await invalidUnless(takeChallenge(tx.sql, 'password_reset', token, visit.now))
    const after = await storePassword(tx, ctx, { userId, passwordHash })
    return { subject: { type: 'user', id: userId, label: person.username }, before: null, after }
  })
  gate.sessions.forget({ userId })
}

async function whoseLink(gate: Gate, visit: Visit, token: string): Promise<{ person: Person; ctx: Ctx }> {
  const sql = gate.services.database.global
  const { userId } = await invalidUnless(waitingChallenge(sql, 'password_reset', token, visit.now))
  const person = userId === null ? null : await personOf(sql, userId)
  if (!person?.isActive || hasPasswordElsewhere(person)) throw invalidLink()
  return { person, ctx: await invalidUnless(arrivalOf(gate, visit, person.userId)) }
}

/** Whatever is wrong with a link is one answer. */
async function invalidUnless<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    throw error instanceof DomainError && error.kind === 'unauthenticated' ? invalidLink() : error
  }
}

const invalidLink = () => ruleViolation('reset.invalid')
