import type { AskForPasskey, PasskeyOptions } from '@lembur/contracts/second-factor'
import { generateAuthenticationOptions } from '@simplewebauthn/server'
import type { z } from 'zod'
import { type Gate, newChallenge, type Visit, waitingChallenge } from '../identity/index.ts'
import { siteOf } from './passkey-site.ts'

/** How long a browser may wait for a finger. */
const answerMinutes = 5

/**
 * What a browser is to have signed: as the second step of a sign-in by one of this person's passkeys, or, without a
 * `challenge`, by any that the device holds for this site. The latter names nobody, and wants the device to make sure who
 * touches it. Errors: `auth.challenge_over`, `passkey.address`.
 */
export async function askForPasskey(
  { services }: Gate,
  { now }: Visit,
  origin: string | null,
  { challenge }: z.infer<typeof AskForPasskey>,
): Promise<PasskeyOptions> {
  const sql = services.database.global
  const userId = challenge ? (await waitingChallenge(sql, 'second_factor', challenge, now)).userId : null
  const { rpId } = await siteOf(services.database, origin)
  const known = userId
    ? await sql<
        { id: string; transports: string[] }[]
      >`select id, transports from passkey where user_id = ${userId} order by created_at, id`
    : []
  const options = await generateAuthenticationOptions({
    rpID: rpId,
    allowCredentials: [...known],
    userVerification: userId ? 'preferred' : 'required',
    timeout: answerMinutes * 60_000,
  })
  const passkey = await newChallenge(sql, { kind: 'passkey', userId, data: { signed: options.challenge }, minutes: answerMinutes, now })
  const allowCredentials = known.map(({ id, transports }) => ({ id, type: 'public-key' as const, transports }))
  return { passkey, options: { ...options, allowCredentials } }
}
