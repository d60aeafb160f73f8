import { createHash } from 'node:crypto'
import { generateIdFromEntropySize } from 'lucia'

/**
 * What a client may hold, and for how many minutes it is good. The prefix says which it is: a reader of a leak, or a
 * program that looks for leaks, knows one when he sees it. A refresh token opens nothing; it only fetches the next pair.
 */
export const secretKinds = {
  browser: { prefix: 'lbs_', minutes: 12 * 60 },
  remembered: { prefix: 'lbr_', minutes: 30 * 24 * 60 },
  access: { prefix: 'lba_', minutes: 15 },
  refresh: { prefix: 'lbx_', minutes: 7 * 24 * 60 },
} as const
/** What a step of a sign-in, or a link, is answered with; how long it is good for differs. */
const challengePrefix = 'lbc_'
/** A personal token ends on the day its owner chose. */
const personalPrefix = 'lbp_'
export type SecretKind = keyof typeof secretKinds
export type SessionKind = Exclude<SecretKind, 'refresh'>

/** A new secret with 200 random bits. */
export const newSecret = (kind: SecretKind | 'challenge' | 'personal'): string =>
  (kind === 'challenge' ? challengePrefix : kind === 'personal' ? personalPrefix : secretKinds[kind].prefix) + generateIdFromEntropySize(25)

/** Whether a secret claims to be a personal token: a program names it on purpose, a browser never sends it by itself. */
export const isPersonalToken = (secret: string): boolean => secret.startsWith(personalPrefix)

/** The kind that a secret claims to be by its prefix; null for anything that opens no session. */
export function sessionKindOf(secret: string): SessionKind | null {
  for (const kind of ['browser', 'remembered', 'access'] as const) if (secret.startsWith(secretKinds[kind].prefix)) return kind
  return null
}

/** What is stored of a secret: SHA-256, hexadecimal. Enough for 200 random bits; a password would need argon2id. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

export const expiryOf = (kind: SecretKind, now: Date): Date => new Date(now.getTime() + secretKinds[kind].minutes * 60_000)
