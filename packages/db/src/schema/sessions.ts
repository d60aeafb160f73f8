import { signInWays } from '@lembur/contracts/identity'
import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, isOneOf, oneOf } from './_columns.ts'
import { user } from './identity.ts'
import { organization } from './organization.ts'

/** Who it is of, and the organisation it works in. */
const holder = () => ({
  userId: uuid()
    .notNull()
    .references(() => user.id),
  activeOrganizationId: uuid()
    .notNull()
    .references(() => organization.id),
})

/**
 * One sign-in, which people know as a session: the browser's cookie and the tokens that came of it hang on it, and end with
 * it. Its id is the family that a reused refresh token ends.
 */
export const signIn = pgTable(
  'sign_in',
  {
    id: uuid().primaryKey(),
    ...holder(),
    way: oneOf([...signInWays]).notNull(),
    /** What its owner calls it; null: the device as its browser names itself. */
    name: text(),
    ip: text(),
    userAgent: text(),
    lastSeenAt: instant().notNull().defaultNow(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index('sign_in_by_user').on(t.userId),
    index('sign_in_by_organization').on(t.activeOrganizationId),
    index('sign_in_by_last_seen').on(t.lastSeenAt),
    isOneOf('sign_in_way', t.way, signInWays),
  ],
)

const ofSignIn = () => ({
  familyId: uuid()
    .notNull()
    .references(() => signIn.id, { onDelete: 'cascade' }),
})

export const sessionKinds = ['browser', 'api'] as const
/** The browser's session or an access token; `id` is the SHA-256 of what the client holds, which is stored nowhere. */
export const userSession = pgTable(
  'user_session',
  {
    id: text().primaryKey(),
    ...holder(),
    kind: oneOf([...sessionKinds]).notNull(),
    ...ofSignIn(),
    lastSeenAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index('user_session_by_user').on(t.userId),
    index('user_session_by_expiry').on(t.expiresAt),
    index('user_session_by_family').on(t.familyId),
    index('user_session_by_organization').on(t.activeOrganizationId),
    isOneOf('user_session_kind', t.kind, sessionKinds),
  ],
)

/** A refresh token, used once: using it makes the next of its family; using it again ends the family. */
export const refreshToken = pgTable(
  'refresh_token',
  {
    id: text().primaryKey(),
    ...holder(),
    ...ofSignIn(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index('refresh_token_by_family').on(t.familyId),
    index('refresh_token_by_user').on(t.userId),
    index('refresh_token_by_expiry').on(t.expiresAt),
    index('refresh_token_by_organization').on(t.activeOrganizationId),
  ],
)

/** A token that a person has made for a program of his: what it may is named, and it ends on a day. */
export const apiToken = pgTable(
  'api_token',
  {
    id: uuid().primaryKey(),
    ...holder(),
    /** SHA-256 of the token, which is shown once and stored nowhere. */
    hash: text().notNull(),
    name: text().notNull(),
    /** Names of permissions; it holds those of them that its owner holds. */
    scopes: text().array().notNull(),
    expiresAt: instant().notNull(),
    lastUsedAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('api_token_hash').on(t.hash),
    index('api_token_by_user').on(t.userId),
    index('api_token_by_organization').on(t.activeOrganizationId),
    index('api_token_by_expiry').on(t.expiresAt),
  ],
)
