import { z } from 'zod'
import { PermissionName } from './access.ts'
import { SignInWay } from './identity.ts'
import { Id } from './ids.ts'
import { listOf } from './paging.ts'
import { Instant } from './time.ts'

/** What a password has at least and at most; that it is not easy to guess is judged by the server. */
export const shortestPassword = 8
export const longestPassword = 200

/** A password that is being chosen. */
export const NewPassword = z
  .string({ error: 'text.required' })
  .min(1, { error: 'text.required' })
  .min(shortestPassword, { error: 'password.too_short' })
  .max(longestPassword, { error: 'text.too_long' })

export const ChangePassword = z.object({
  present: z.string({ error: 'text.required' }).min(1, { error: 'text.required' }).max(longestPassword),
  password: NewPassword,
})
export type ChangePassword = z.infer<typeof ChangePassword>

/** `login` is a username or an e-mail address. */
export const RequestReset = z.object({ login: z.string({ error: 'text.required' }).trim().min(1, { error: 'text.required' }).max(254) })
export type RequestReset = z.infer<typeof RequestReset>

export const ResetPassword = z.object({ token: z.string().min(1).max(200), password: NewPassword })
export type ResetPassword = z.infer<typeof ResetPassword>

/** A sign-in, which people know as a session: one browser, or one program with its tokens. */
export const SignInRow = z.object({
  id: Id,
  /** What its owner calls it; null: as the device names itself. */
  name: z.string().nullable(),
  /** What the device says of itself; null where it says nothing that is known. */
  browser: z.string().nullable(),
  system: z.string().nullable(),
  isMobile: z.boolean(),
  address: z.string().nullable(),
  way: SignInWay,
  createdAt: Instant,
  /** Noted at most every five minutes. */
  lastSeenAt: Instant,
  /** The one that asks. */
  isThis: z.boolean(),
})
export type SignInRow = z.infer<typeof SignInRow>
export const SignInList = listOf(SignInRow)

/** An empty name gives the sign-in back the name of its device. */
export const RenameSession = z.object({ id: Id, name: z.string().trim().max(60, { error: 'text.too_long' }) })
export type RenameSession = z.infer<typeof RenameSession>
export const Ended = z.object({ ended: z.int() })
export type Ended = z.infer<typeof Ended>

export const mostTokens = 50
export const longestTokenDays = 365

/** A token that a person has made for a program of his; the secret itself is shown once. */
export const ApiToken = z.object({
  id: Id,
  name: z.string(),
  scopes: z.array(PermissionName),
  createdAt: Instant,
  expiresAt: Instant,
  /** Noted at most every five minutes. */
  lastUsedAt: Instant.nullable(),
  isExpired: z.boolean(),
})
export type ApiToken = z.infer<typeof ApiToken>
export const ApiTokenList = listOf(ApiToken)

export const CreateApiToken = z.object({
  name: z.string({ error: 'text.required' }).trim().min(1, { error: 'text.required' }).max(60, { error: 'text.too_long' }),
  scopes: z.array(PermissionName, { error: 'token.scopes' }).min(1, { error: 'token.scopes' }),
  days: z.int({ error: 'token.expiry' }).min(1, { error: 'token.expiry' }).max(longestTokenDays, { error: 'token.expiry' }),
})
export type CreateApiToken = z.infer<typeof CreateApiToken>
export const NewApiToken = ApiToken.extend({ token: z.string() })
export type NewApiToken = z.infer<typeof NewApiToken>
