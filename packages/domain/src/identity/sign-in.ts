import type { IdentityProvider, SignIn } from '@lembur/contracts/identity'
import { DomainError } from '../kernel/index.ts'
import { admit, type SignedIn } from './admit.ts'
import type { Gate, Visit } from './gate.ts'
import { assertMayTry } from './may-try.ts'
import { asDomainError, askServices } from './outside-ask.ts'
import { settleVouched } from './outside-settle.ts'
import { passwordFits } from './password.ts'

type Person = { id: string; passwordHash: string | null }
type Shown = { userId: string; way: 'password' | IdentityProvider }

/**
 * Signs a person in with name (whatever its case) and password: that which is kept here, else that of the company's service
 * or its directory, where they are set up. They are asked for every name that does not fit here, known or not, so that a
 * wrong name and a wrong password are one answer, after the same time; that an account is deactivated is told only to who
 * knows its password. Errors: `auth.too_many_attempts` with `retryAfterSeconds`, `auth.invalid_credentials` with `triesLeft`,
 * `auth.service_down`, and those of `settleVouched` and `admit`.
 */
export async function signIn(gate: Gate, visit: Visit, input: SignIn): Promise<SignedIn> {
  const shown = await gate.throttle.inTurn(visit.origin.ip, () => whoseName(gate, visit, input))
  return admit(gate, visit, { ...shown, remember: input.remember, twice: false })
}

/** The person whose name and password these are; anything else is a guess, and counted. */
async function whoseName(gate: Gate, visit: Visit, { username, password }: SignIn): Promise<Shown> {
  const { throttle, whenDown, services } = gate
  const { origin, now } = visit
  await assertMayTry(gate, visit, username)
  whenDown.check(origin.ip, username, now)
  const person = await personNamed(gate, username)
  if ((await passwordFits(person?.passwordHash ?? null, password)) && person) {
    throttle.succeeded(origin.ip, username, now)
    return { userId: person.id, way: 'password' }
  }
  const told = await askServices(services, username, password)
  if (told && 'provider' in told) {
    const userId = await settleVouched(services, visit, told)
    throttle.succeeded(origin.ip, username, now)
    return { userId, way: told.provider }
  }
  if (told && told.why !== 'refused') {
    whenDown.failed(origin.ip, username, now)
    throw asDomainError(told)
  }
  const triesLeft = throttle.failed(origin.ip, username, now)
  throw new DomainError('unauthenticated', 'auth.invalid_credentials', { triesLeft })
}

async function personNamed({ services }: Gate, username: string): Promise<Person | null> {
  const [row] = await services.database.global<Person[]>`
    select id, password_hash as "passwordHash" from "user" where lower(username) = lower(${username})`
  return row ?? null
}
