import type { Gate, Visit } from './gate.ts'
import { knownForDays } from './throttle.ts'

/**
 * Called once before each password or code that is looked at. Where many guess at a name, those wait who come from an
 * address that its owner has not signed in from lately; by the sign-ins he still has, whichever server made them.
 * Errors: `auth.too_many_attempts` with `retryAfterSeconds`.
 */
export async function assertMayTry({ services, throttle }: Gate, { origin, now }: Visit, username: string): Promise<void> {
  const { ip } = origin
  let isKnown = false
  if (ip && throttle.isSlowed(username, now)) {
    const since = new Date(now.getTime() - knownForDays * 24 * 3_600_000)
    const [row] = await services.database.global<{ found: boolean }[]>`
      select exists (select from sign_in join "user" person on person.id = sign_in.user_id
        where lower(person.username) = lower(${username}) and sign_in.ip = ${ip} and sign_in.last_seen_at > ${since}) as found`
    isKnown = row?.found ?? false
  }
  throttle.check(ip, username, now, isKnown)
}
