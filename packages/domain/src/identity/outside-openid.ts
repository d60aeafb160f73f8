import type { OpenIdProvider } from '@lembur/contracts/providers'
import { z } from 'zod'
import { enabledConnection } from '../connection/index.ts'
import { DomainError, notFound } from '../kernel/index.ts'
import { addressKey } from './address.ts'
import { admit, type SignedIn } from './admit.ts'
import { newChallenge, takeChallenge } from './challenge.ts'
import type { Gate, Visit } from './gate.ts'
import { asDomainError, askingInTurn, type Unvouched, usable } from './outside-ask.ts'
import { placeOf } from './outside-place.ts'
import { settleVouched } from './outside-settle.ts'

/** How long somebody may be with the provider. */
export const journeyMinutes = 10
/** Where he returns to. */
export const openIdCallback = '/api/auth/oidc/callback'
/** Journeys that one address may begin in a minute: each asks the provider, and is kept until it is over. */
const mostAMinute = 300

/** What is kept of a journey; `redirect` is a path of ours. */
const Journey = z.object({
  organizationId: z.string(),
  callback: z.string(),
  redirect: z.string(),
  remember: z.boolean(),
  begun: z.object({ state: z.string(), nonce: z.string(), verifier: z.string() }),
})

export type JourneyWish = {
  /** The address at which this server was asked, for where the organisation has set none: "https://lembur.example.com". */
  origin: string
  /** Where he wants to go. */
  redirect: string
  remember: boolean
}

/**
 * Sends somebody to the provider. `secret` is for his browser alone: it must come back with him.
 * Errors: `not_found` where there is none, `rate.limited`, `auth.service_down`.
 */
export async function startOpenId(gate: Gate, { origin, now }: Visit, wish: JourneyWish): Promise<{ url: string; secret: string }> {
  const { database } = gate.services
  if (!gate.throttle.spend(`oidc/${addressKey(String(origin.ip))}`, { most: mostAMinute, minutes: 1 }, now))
    throw new DomainError('too_many', 'rate.limited', { retryAfterSeconds: 60 })
  const place = await placeOf(database, 'oidc')
  if (!place) throw notFound('service')
  const { organizationId, publicUrl } = place
  const provider = await providerOf(gate, organizationId)
  const callback = new URL(openIdCallback, publicUrl ?? wish.origin).href
  const told = await askingInTurn(() => provider.begin(callback))
  if (!told.ok) throw asDomainError(told)
  const data = { organizationId, callback, redirect: localPath(wish.redirect), remember: wish.remember, begun: told.value.begun }
  const secret = await newChallenge(database.global, { kind: 'oidc', userId: null, data, minutes: journeyMinutes, now })
  return { url: told.value.url, secret }
}

/** What he wanted is known even where he is not let in, so that the next way in leads there. */
export type Return = { redirect: string; outcome: SignedIn | DomainError }

/**
 * Lets in who returns from the provider with `secret`, once. `query` is what the provider has added to our address.
 * Errors of the journey: `auth.challenge_over`, `auth.not_vouched`, `auth.service_down`, those of `settleVouched` and `admit`.
 */
export async function finishOpenId(gate: Gate, visit: Visit, secret: string, query: string): Promise<Return> {
  const { data } = await takeChallenge(gate.services.database.global, 'oidc', secret, visit.now)
  const journey = Journey.parse(data)
  try {
    return { redirect: journey.redirect, outcome: await arrive(gate, visit, journey, query) }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { redirect: journey.redirect, outcome: error }
  }
}

async function arrive(gate: Gate, visit: Visit, journey: z.infer<typeof Journey>, query: string): Promise<SignedIn> {
  const { organizationId, callback, begun, remember } = journey
  const provider = await providerOf(gate, organizationId)
  const told = await askingInTurn(() => provider.finish(new URL(query, callback), begun))
  if (!told.ok) throw asDomainError(told)
  const vouching = { provider: 'oidc' as const, organizationId, who: told.value, tokens: null }
  const userId = await settleVouched(gate.services, visit, vouching)
  return admit(gate, visit, { userId, way: 'oidc', remember, twice: false })
}

async function providerOf({ services }: Gate, organizationId: string): Promise<OpenIdProvider> {
  const connection = await usable(() => enabledConnection(services, organizationId, 'oidc'))
  if (!connection) throw notFound('service')
  if ('why' in connection) throw asDomainError(connection as Unvouched)
  return services.outside.openId(connection.settings, connection.secret)
}

const nowhere = 'https://lembur.invalid'

/** A path of this product, and of no other place, however it is written; the first page for anything else. */
export function localPath(text: string): string {
  if (!text.startsWith('/') || !URL.canParse(text, nowhere)) return '/'
  const { origin, pathname, search, hash } = new URL(text, nowhere)
  // What is left may again read as another host: "//evil.example".
  return origin === nowhere && !pathname.startsWith('//') ? pathname + search + hash : '/'
}
