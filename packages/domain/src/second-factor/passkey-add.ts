import type { NewPasskeyAnswer, NewPasskeyOptions, RecoveryCodes } from '@lembur/contracts/second-factor'
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import { newChallenge, takeChallenge } from '../identity/index.ts'
import { type Ctx, conflict, DomainError, notFound, translating, write } from '../kernel/index.ts'
import { heldBy, holdsNone, lockHeld, ofHimself } from './held.ts'
import { handleOf, unknownPasskey } from './passkey-check.ts'
import { type Site, siteOf } from './passkey-site.ts'
import { giveRecoveryCodes } from './recovery.ts'

const setupMinutes = 5
/** EdDSA, ES256, RS256: what authenticators speak. */
const algorithms = [-8, -7, -257]

/** What a browser is to make a new passkey of, for the actor himself. Errors: `passkey.address`. */
export async function preparePasskey({ services, actor, now }: Ctx, origin: string | null): Promise<NewPasskeyOptions> {
  const sql = services.database.global
  const site = await siteOf(services.database, origin)
  const [person] = await sql<{ username: string }[]>`select username from "user" where id = ${actor.userId}`
  if (!person) throw notFound('user')
  const known = await sql<{ id: string; transports: string[] }[]>`select id, transports from passkey where user_id = ${actor.userId}`
  const { rp, user, challenge, pubKeyCredParams, timeout } = await generateRegistrationOptions({
    rpID: site.rpId,
    rpName: site.name,
    userID: handleOf(actor.userId),
    userName: person.username,
    userDisplayName: actor.displayName,
    timeout: setupMinutes * 60_000,
    supportedAlgorithmIDs: algorithms,
  })
  const setup = await newChallenge(sql, {
    kind: 'passkey_setup',
    userId: actor.userId,
    data: { signed: challenge },
    minutes: setupMinutes,
    now,
  })
  const options = {
    rp,
    user,
    challenge,
    pubKeyCredParams,
    timeout,
    excludeCredentials: known.map(({ id, transports }) => ({ id, type: 'public-key' as const, transports })),
    // Kept by the device it can sign in alone; one that cannot keep it, or has no fingerprint, is still a second factor.
    authenticatorSelection: { residentKey: 'preferred' as const, userVerification: 'preferred' as const },
    attestation: 'none' as const,
  }
  return { setup, options }
}

type Added = { setup: string; name: string; answer: NewPasskeyAnswer }

/**
 * Adds the passkey that a browser has made; whoever has no recovery codes gets them. `only` is for a sign-in that waits for
 * its first factor. Errors: `auth.challenge_over`, `auth.unknown_passkey` where the answer is not right, `conflict.duplicate`.
 */
export async function addPasskey(
  ctx: Ctx,
  origin: string | null,
  { setup, name, answer }: Added,
  only: 'any' | 'first' = 'any',
): Promise<RecoveryCodes> {
  const { services, actor, now } = ctx
  const over = () => new DomainError('unauthenticated', 'auth.challenge_over')
  const asked = await takeChallenge(services.database.global, 'passkey_setup', setup, now)
  if (asked.userId !== actor.userId) throw over()
  const made = await madeOf(answer, await siteOf(services.database, origin), String(asked.data.signed))
  const adding = write(ctx, 'factor.add_passkey', async (tx) => {
    const { held, subject } = await lockHeld(tx, actor.userId)
    if (only === 'first' && !holdsNone(held)) throw over()
    await tx.sql`
      insert into passkey (id, user_id, name, public_key, counter, transports, created_at)
      values (${made.id}, ${actor.userId}, ${name}, ${Buffer.from(made.publicKey).toString('base64url')}, ${made.counter},
        ${answer.response.transports ?? []}, ${now})`
    const recoveryCodes = held.recoveryCodes > 0 ? null : await giveRecoveryCodes(tx, ctx)
    tx.announce(ofHimself(ctx))
    return { recoveryCodes, subject, before: held, after: await heldBy(tx.sql, actor.userId) }
  })
  const { recoveryCodes } = await translating(adding, { passkey_pkey: () => conflict('conflict.duplicate') })
  return { recoveryCodes }
}

async function madeOf(response: NewPasskeyAnswer, { rpId, origin }: Site, signed: string) {
  const { registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: signed,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: false,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => ({ registrationInfo: null })) // the library throws for each way in which an answer can be wrong
  if (!registrationInfo) throw unknownPasskey()
  return registrationInfo.credential
}
