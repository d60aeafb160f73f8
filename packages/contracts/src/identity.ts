import { z } from 'zod'
import { PermissionName, Role, scopes } from './access.ts'
import { Id } from './ids.ts'
import { DayMinute, Instant, WorkDate } from './time.ts'

export const languages = ['en', 'id', 'zh'] as const
export const Language = z.enum(languages)
export type Language = z.infer<typeof Language>

/** Services outside that vouch for people. */
export const identityProviders = ['company', 'ldap', 'oidc'] as const
export type IdentityProvider = (typeof identityProviders)[number]

/** How somebody has signed in. */
export const signInWays = ['password', ...identityProviders, 'passkey'] as const
export const SignInWay = z.enum(signInWays)
export type SignInWay = z.infer<typeof SignInWay>

/** Which ways in there are, for the sign-in page: name and password always, the rest as connections are set. */
export const SignInWays = z.object({
  /** Name and password are also asked of the company's service or its directory. */
  companyAccounts: z.boolean(),
  /** A sibling portal, where one is sent who has no token of it yet; null: none. */
  portalUrl: z.string().nullable(),
  /** The button of the provider; null: none. It leads to `/api/auth/oidc/start`. */
  openId: z.object({ label: z.string() }).nullable(),
  /** A forgotten password can be reset by mail. */
  resetByMail: z.boolean(),
})
export type SignInWays = z.infer<typeof SignInWays>

/** What may be handed out and wait for its answer. */
export const challengeKinds = ['second_factor', 'second_factor_setup', 'passkey', 'passkey_setup', 'oidc', 'password_reset'] as const
export type ChallengeKind = (typeof challengeKinds)[number]

export const SignIn = z.object({
  username: z.string({ error: 'text.required' }).trim().min(1, { error: 'text.required' }).max(150),
  password: z.string({ error: 'text.required' }).min(1, { error: 'text.required' }).max(200),
  /** Keep the session past the closing of the browser. */
  remember: z.boolean().default(false),
})
export type SignIn = z.infer<typeof SignIn>

/** The reader himself: who he is, where he works, what he may do and how far. */
export const Me = z.object({
  id: Id,
  username: z.string(),
  displayName: z.string(),
  email: z.string().nullable(),
  role: Role,
  language: Language,
  workerId: z.string().nullable(),
  /** The employee he is, found by worker id; null for people who file no overtime of their own. */
  employeeId: Id.nullable(),
  departmentId: Id.nullable(),
  permissions: z.partialRecord(PermissionName, z.enum(scopes)),
  organisation: z.object({
    id: Id,
    name: z.string(),
    appName: z.string(),
    appAcronym: z.string(),
    timeZone: z.string(),
    /** First day of the overtime period, 1 to 28. */
    periodStartDay: z.int(),
    shiftStartMinute: DayMinute,
    shiftEndMinute: DayMinute,
    breakAfterMinutes: z.int(),
    breakLengthMinutes: z.int(),
    /** Minutes without a touch after which a shared PC locks; null: never. */
    idleMinutes: z.int().nullable(),
    isDemo: z.boolean(),
  }),
  /** The server's clock, so that the client shows the plant's time whatever the PC believes. */
  now: Instant,
  today: WorkDate,
  version: z.string(),
})
export type Me = z.infer<typeof Me>

export const UpdateMe = z.object({ language: Language.optional() })
export type UpdateMe = z.infer<typeof UpdateMe>

/** What anyone may know before signing in. */
export const Branding = z.object({
  appName: z.string(),
  appAcronym: z.string(),
  timeZone: z.string(),
  now: Instant,
  isDemo: z.boolean(),
  /** A word that changes with the picture, for `/api/branding/KIND?v=WORD`; null: the product's own is shown. */
  tabIcon: z.string().nullable(),
  sidebarLogo: z.string().nullable(),
})
export type Branding = z.infer<typeof Branding>

/** Tokens for API clients: 15 minutes of access, a refresh token of 7 days that changes with each use. */
export const Tokens = z.object({ access: z.string(), refresh: z.string(), expiresIn: z.int() })
export type Tokens = z.infer<typeof Tokens>
export const SignInResult = Tokens.extend({ user: Me })
export const RefreshToken = z.object({ refresh: z.string().min(1).max(200).optional() })
/** A token that the company's portal has given the browser. */
export const ExchangeToken = z.object({ token: z.string().min(1).max(8000) })
export const VerifyToken = z.object({ token: z.string().max(200).optional() })
export const TokenVerdict = z.object({ valid: z.boolean() })
