import { Secret, TOTP } from 'otpauth'

/** What every authenticator app understands without being asked (RFC 6238): SHA-1, six digits, thirty seconds. */
const period = 30
const shape = { algorithm: 'SHA1', digits: 6, period } as const
/** Steps before and after the present one whose codes are taken: clocks differ, and a code is typed slowly. */
const window = 1

/** Whose an entry of an authenticator app is, as the app shows it. */
export type Entry = { issuer: string; label: string }

/** A new secret of 160 bits, in base32. */
export const newAppSecret = (): string => new Secret({ size: 20 }).base32

/** `otpauth://totp/…`, which an app reads from a picture. */
export const appUri = (secret: string, entry: Entry): string => new TOTP({ ...entry, ...shape, secret }).toString()

/** Six digits, without the blanks that apps show between them; null for anything else. */
export function digitsOf(typed: string): string | null {
  const digits = typed.replaceAll(/\s/g, '')
  return /^\d{6}$/.test(digits) ? digits : null
}

/** The step that a code belongs to, among those that are taken now; null where it is of none. */
export function stepOfCode(secret: string, typed: string, now: Date): number | null {
  const token = digitsOf(typed)
  if (!token) return null
  const timestamp = now.getTime()
  const delta = new TOTP({ ...shape, secret }).validate({ token, timestamp, window })
  return delta === null ? null : Math.floor(timestamp / (period * 1000)) + delta
}
