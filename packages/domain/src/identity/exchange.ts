import { DomainError, notFound } from '../kernel/index.ts'
import { addressKey } from './address.ts'
import { admit, type SignedIn } from './admit.ts'
import type { Gate, Visit } from './gate.ts'
import { asDomainError, askingInTurn, companyVouching } from './outside-ask.ts'
import { settleVouched } from './outside-settle.ts'

/** Tokens of one address that are looked at in a minute: each asks the company's service. A plant may have one address. */
const mostAMinute = 300

/**
 * Signs in by the token that a sibling portal has given the browser. Errors: `not_found` where there is no company's service,
 * `rate.limited`, `auth.not_vouched`, `auth.service_down`, and those of `settleVouched` and `admit`.
 */
export async function exchangeToken(gate: Gate, visit: Visit, token: string): Promise<SignedIn> {
  const { services, throttle } = gate
  const { company } = services.outside
  if (!company) throw notFound('service')
  if (!throttle.spend(`exchange/${addressKey(String(visit.origin.ip))}`, { most: mostAMinute, minutes: 1 }, visit.now))
    throw new DomainError('too_many', 'rate.limited', { retryAfterSeconds: 60 })
  const told = await companyVouching(services, await askingInTurn(() => company.exchange(token)))
  if (!('provider' in told)) throw asDomainError(told)
  const userId = await settleVouched(services, visit, told)
  return admit(gate, visit, { userId, way: 'company', remember: false, twice: false })
}
