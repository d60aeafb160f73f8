import type { PasskeyAnswer } from '@lembur/contracts/second-factor'
import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { type Gate, type Sql, takeChallenge, type Visit } from '../identity/index.ts'
import { DomainError } from '../kernel/index.ts'
import { type Site, siteOf } from './passkey-site.ts'

type Stored = { id: string; userId: string; publicKey: string; counter: number; transports: string[] }
type Given = { passkey: string; answer: PasskeyAnswer }

/** The bytes by which an authenticator knows somebody: his id, and nothing that could be read of it. */
export const handleOf = (userId: string) => new Uint8Array(Buffer.from(userId.replaceAll('-', ''), 'hex'))

export const unknownPasskey = () => new DomainError('unauthenticated', 'auth.unknown_passkey')

/**
 * Whose passkey has signed what was asked of it, just now and on this site. `by` is the person whose second step it is; null:
 * whoever comes, who then has to be verified by his device. Errors: `auth.challenge_over`, `auth.unknown_passkey`.
 */
export async function checkPasskey(
  { services }: Gate,
  { now }: Visit,
  origin: string | null,
  { passkey, answer }: Given,
  by: string | null,
): Promise<string> {
  const sql = services.database.global
  const asked = await takeChallenge(sql, 'passkey', passkey, now)
  if (asked.userId !== by) throw new DomainError('unauthenticated', 'auth.challenge_over')
  const site = await siteOf(services.database, origin)
  const stored = await storedPasskey(sql, answer.id)
  if (!stored || (by && stored.userId !== by) || !isOf(answer, stored.userId)) throw unknownPasskey()
  const counter = await signedBy(stored, answer, site, String(asked.data.signed), by === null)
  if (counter === null || !(await countUp(sql, stored, counter, now))) throw unknownPasskey()
  return stored.userId
}

async function storedPasskey(sql: Sql, id: string): Promise<Stored | null> {
  const [row] = await sql<Stored[]>`
    select id, user_id as "userId", public_key as "publicKey", counter::float8 as counter, transports from passkey where id = ${id}`
  return row ?? null
}

/** Whom the authenticator believes to speak for, where it says so. */
const isOf = ({ response: { userHandle } }: PasskeyAnswer, userId: string): boolean =>
  !userHandle || Buffer.from(userHandle, 'base64url').equals(handleOf(userId))

/** The passkey's counter after a good signature; null where anything about it is not right. */
async function signedBy(stored: Stored, answer: PasskeyAnswer, { rpId, origin }: Site, signed: string, verified: boolean) {
  try {
    const { verified: good, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: signed,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: verified,
      credential: { ...stored, publicKey: new Uint8Array(Buffer.from(stored.publicKey, 'base64url')) },
    })
    return good ? authenticationInfo.newCounter : null
  } catch {
    return null // the library throws for each way in which an answer can be wrong
  }
}

/** A counter that did not go up, where there is one, is that of a copy; of two answers at once one counts. */
async function countUp(sql: Sql, { id, counter }: Stored, next: number, now: Date): Promise<boolean> {
  const rows = await sql`
    update passkey set counter = ${next}, last_used_at = ${now} where id = ${id} and counter = ${counter} returning id`
  return rows.length > 0
}
