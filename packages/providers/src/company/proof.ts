import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose'
import { z } from 'zod'
import { refused, unreachable, wordsOf } from '../told.ts'
import type { Caller } from './calls.ts'

export type KeySettings = { jwksUrl: string | null; secret: string | null; timeoutSeconds: number }

/** Assures that an access token is the service's own and good, before anything in it is believed; answers what it says. */
export type Prove = (access: string) => Promise<JWTPayload>

const seconds = 5
const options: JWTVerifyOptions = { clockTolerance: seconds, requiredClaims: ['exp'] }
/** Faults of a key set, not of the token. */
const keyFaults = [errors.JWKSTimeout, errors.JWKSInvalid, errors.JWKInvalid]

/** By the key set or the shared secret where one is given; else the service itself is asked. */
export function proofBy(keys: KeySettings, call: Caller): Prove {
  const prove = keys.jwksUrl ? bySet(keys.jwksUrl, keys.timeoutSeconds) : keys.secret ? bySecret(keys.secret) : byAsking(call)
  return async (access) => {
    const payload = await prove(access)
    // A refresh token has the same signature and lives for days: it is no access token.
    if (payload.token_type !== undefined && payload.token_type !== 'access') throw refused('The token is no access token.')
    return payload
  }
}

function bySet(url: string, timeoutSeconds: number): Prove {
  const set = createRemoteJWKSet(new URL(url), { timeoutDuration: timeoutSeconds * 1000, cooldownDuration: 10_000 })
  // A key set holds public keys: a token signed with one of them as if it were a shared secret is refused.
  const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']
  return async (access) => checked(async () => (await jwtVerify(access, set, { ...options, algorithms })).payload)
}

function bySecret(secret: string): Prove {
  const key = new TextEncoder().encode(secret)
  const algorithms = ['HS256', 'HS384', 'HS512']
  return async (access) => checked(async () => (await jwtVerify(access, key, { ...options, algorithms })).payload)
}

function byAsking(call: Caller): Prove {
  return async (access) => {
    await call({ method: 'POST', path: '/api/user/token/verify', body: { token: access } }, z.unknown())
    try {
      return decodeJwt(access)
    } catch {
      return {} // A token without contents: it is the service's all the same, since it said so.
    }
  }
}

async function checked(verify: () => Promise<JWTPayload>): Promise<JWTPayload> {
  try {
    return await verify()
  } catch (error) {
    const isOurs =
      error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC' && !keyFaults.some((each) => error instanceof each)
    if (!isOurs) throw unreachable(`The keys of the company's service cannot be read: ${wordsOf(error)}.`, error)
    if (error instanceof errors.JWTExpired) throw refused('The token has run out.', error)
    throw refused('The token is not signed by the company’s service.', error)
  }
}
