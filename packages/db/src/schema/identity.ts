import { grantable, roles } from '@lembur/contracts/access'
import { languages } from '@lembur/contracts/identity'
import { sql } from 'drizzle-orm'
import { boolean, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, isOneOf, oneOf, stamps, tenant, tenantKey } from './_columns.ts'
import { organization } from './organization.ts'
import { department, employee } from './people.ts'

/** A person who signs in. He belongs to organisations through memberships. */
export const user = pgTable(
  'user',
  {
    id: uuid().primaryKey(),
    username: text().notNull(),
    displayName: text().notNull(),
    email: text(),
    /** argon2id; null where another service checks the password. */
    passwordHash: text(),
    language: oneOf([...languages])
      .notNull()
      .default('en'),
    workerId: text(),
    isActive: boolean().notNull().default(true),
    ...stamps(),
  },
  (t) => [uniqueIndex('user_username').on(sql`lower(${t.username})`), isOneOf('user_language', t.language, languages)],
)

/** What a user is in an organisation: one rung of the ladder, and the employee he is there. */
export const membership = pgTable(
  'membership',
  {
    ...tenantKey(),
    userId: uuid()
      .notNull()
      .references(() => user.id),
    role: oneOf([...roles]).notNull(),
    employeeId: uuid(),
    isActive: boolean().notNull().default(true),
    ...stamps(),
  },
  (t) => [
    ...tenant('membership', t, [{ name: 'employee', column: t.employeeId, to: employee }]),
    uniqueIndex('membership_user').on(t.organizationId, t.userId),
    index('membership_by_user').on(t.userId),
    index('membership_by_employee').on(t.organizationId, t.employeeId),
    isOneOf('membership_role', t.role, roles),
  ],
)

/** A right given to one person beyond his role, for one department or, where that is null, all. */
export const permissionGrant = pgTable(
  'permission_grant',
  {
    ...tenantKey(),
    userId: uuid()
      .notNull()
      .references(() => user.id),
    permission: oneOf([...grantable]).notNull(),
    departmentId: uuid(),
    ...stamps(),
  },
  (t) => [
    ...tenant('permission_grant', t, [{ name: 'department', column: t.departmentId, to: department }]),
    uniqueIndex('permission_grant_once').on(
      t.organizationId,
      t.userId,
      t.permission,
      sql`coalesce(${t.departmentId}, '00000000-0000-0000-0000-000000000000')`,
    ),
    index('permission_grant_by_user').on(t.userId),
    index('permission_grant_by_department').on(t.organizationId, t.departmentId),
    isOneOf('permission_grant_permission', t.permission, grantable),
  ],
)

export const sessionKinds = ['browser', 'api'] as const
/** A session or an access token; `id` is the SHA-256 of what the client holds, which is stored nowhere. */
export const userSession = pgTable(
  'user_session',
  {
    id: text().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => user.id),
    /** The organisation it works in. */
    activeOrganizationId: uuid()
      .notNull()
      .references(() => organization.id),
    kind: oneOf([...sessionKinds]).notNull(),
    /** The chain of refresh tokens an access token belongs to; revoking it ends them together. */
    familyId: uuid(),
    ip: text(),
    userAgent: text(),
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

/** A refresh token, used once: using it makes the next of its family; using it again revokes the family. */
export const refreshToken = pgTable(
  'refresh_token',
  {
    id: text().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => user.id),
    activeOrganizationId: uuid()
      .notNull()
      .references(() => organization.id),
    familyId: uuid().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    revokedAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index('refresh_token_by_family').on(t.familyId),
    index('refresh_token_by_user').on(t.userId),
    index('refresh_token_by_expiry').on(t.expiresAt),
    index('refresh_token_by_organization').on(t.activeOrganizationId),
  ],
)
