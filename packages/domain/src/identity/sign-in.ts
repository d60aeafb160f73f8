import type { SignIn } from '@lembur/contracts/identity'
import { DomainError } from '../kernel/index.ts'
import { admit, type SignedIn } from './admit.ts'
import type { Gate, Visit } from './gate.ts'
import { assertMayTry } from './may-try.ts'
import { passwordFits } from './password.ts'

type Person = { id: string; passwordHash: string | null }

/**
 * Signs a person in with name (whatever its case) and password. A wrong name and a wrong password are one answer, after the
 * same time; that an account is deactivated is told only to who knows its password.
 * Errors: `auth.too_many_attempts` with `retryAfterSeconds`, `auth.invalid_credentials` with `triesLeft`, and those of `admit`.
 */
export async function signIn(gate: Gate, visit: Visit, input: SignIn): Promise<SignedIn> {
  const { id } = await gate.throttle.inTurn(visit.origin.ip, () => whoseName(gate, visit, input))
  return admit(gate, visit, { userId: id, way: 'password', remember: input.remember, twice: false })
}

/** The person whose name and password these are; anything else is a guess, and counted. */
async function whoseName(gate: Gate, visit: Visit, { username, password }: SignIn): Promise<Person> {
  const { throttle } = gate
  const { origin, now } = visit
  await assertMayTry(gate, visit, username)
  const person = await personNamed(gate, username)
  if (!(await passwordFits(person?.passwordHash ?? null, password)) || !person) {
    const triesLeft = throttle.failed(origin.ip, username, now)
    throw new DomainError('unauthenticated', 'auth.invalid_credentials', { triesLeft })
  }
  throttle.succeeded(origin.ip, username, now)
  return person
}

async function personNamed({ services }: Gate, username: string): Promise<Person | null> {
  const [row] = await services.database.global<Person[]>`
    select id, password_hash as "passwordHash" from "user" where lower(username) = lower(${username})`
  return row ?? null
}
