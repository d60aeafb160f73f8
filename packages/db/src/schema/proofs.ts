import { challengeKinds, identityProviders } from '@lembur/contracts/identity'
import { bigint, boolean, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, isOneOf, oneOf, stamps } from './_columns.ts'
import { user } from './identity.ts'

const ofUser = () =>
  uuid()
    .notNull()
    .references(() => user.id)

/** What a service outside says of a person. It stands beside what we say of him, and never over it. */
export const userIdentity = pgTable(
  'user_identity',
  {
    id: uuid().primaryKey(),
    userId: ofUser(),
    provider: oneOf([...identityProviders]).notNull(),
    /** The service's own key of him. */
    subject: text().notNull(),
    isActive: boolean().notNull().default(true),
    facts: jsonb().$type<Record<string, unknown>>().notNull(),
    /** The service's tokens, sealed; null where it gives none. */
    tokensSealed: text(),
    syncedAt: instant().notNull(),
    ...stamps(),
  },
  (t) => [
    uniqueIndex('user_identity_subject').on(t.provider, t.subject),
    index('user_identity_by_user').on(t.userId),
    index('user_identity_by_sync').on(t.provider, t.syncedAt),
    isOneOf('user_identity_provider', t.provider, identityProviders),
  ],
)

/** The secret of an authenticator app, sealed; it counts once its first code was right. */
export const totp = pgTable('totp', {
  userId: uuid()
    .primaryKey()
    .references(() => user.id),
  sealed: text().notNull(),
  confirmedAt: instant(),
  /** The step of 30 s of the last code that was taken: a code works once. */
  lastStep: bigint({ mode: 'number' }).notNull().default(0),
  createdAt: instant().notNull().defaultNow(),
})

/** SHA-256 of a code that stands in for the second factor, once. */
export const recoveryCode = pgTable(
  'recovery_code',
  { id: text().primaryKey(), userId: ofUser(), usedAt: instant(), createdAt: instant().notNull().defaultNow() },
  (t) => [index('recovery_code_by_user').on(t.userId)],
)

export const passkey = pgTable(
  'passkey',
  {
    /** The authenticator's own id of it, base64url. */
    id: text().primaryKey(),
    userId: ofUser(),
    name: text().notNull(),
    /** COSE, base64url. */
    publicKey: text().notNull(),
    counter: bigint({ mode: 'number' }).notNull(),
    transports: text().array().notNull(),
    lastUsedAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [index('passkey_by_user').on(t.userId)],
)

/** What was handed out and waits for its answer, once: the state of a journey to a provider, a step of a sign-in, a link. */
export const challenge = pgTable(
  'challenge',
  {
    /** SHA-256 of what its holder has. */
    id: text().primaryKey(),
    kind: oneOf([...challengeKinds]).notNull(),
    userId: uuid().references(() => user.id),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    expiresAt: instant().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index('challenge_by_user').on(t.userId),
    index('challenge_by_expiry').on(t.expiresAt),
    isOneOf('challenge_kind', t.kind, challengeKinds),
  ],
)
