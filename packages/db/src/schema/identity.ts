import { overridable, overrideEffects, roles, scopes } from '@lembur/contracts/access'
import { languages } from '@lembur/contracts/identity'
import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { isOneOf, oneOf, stamps, tenant, tenantKey } from './_columns.ts'
import { department, employee } from './people.ts'

/** A person who signs in. He belongs to organisations through memberships. */
export const user = pgTable(
  'user',
  {
    id: uuid().primaryKey(),
    username: text().notNull(),
    displayName: text().notNull(),
    email: text(),
    /** argon2id; null where another service checks the password, or none was set yet. */
    passwordHash: text(),
    language: oneOf([...languages])
      .notNull()
      .default('en'),
    workerId: text(),
    /** Ours alone: what a service says of him is in `user_identity`, and never lets in whom we have shut out. */
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
    /** Given here, by a person: a service that vouches for him changes it no more. */
    roleIsLocal: boolean().notNull().default(false),
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

/**
 * What one person may beyond his role (`add`), or no more (`remove`). `department_id` belongs to an `add` with that scope;
 * null is his own department.
 */
export const permissionOverride = pgTable(
  'permission_override',
  {
    ...tenantKey(),
    userId: uuid()
      .notNull()
      .references(() => user.id),
    permission: oneOf([...overridable]).notNull(),
    effect: oneOf([...overrideEffects]).notNull(),
    scope: oneOf([...scopes]).notNull(),
    departmentId: uuid(),
    ...stamps(),
  },
  (t) => [
    ...tenant('permission_override', t, [{ name: 'department', column: t.departmentId, to: department }]),
    uniqueIndex('permission_override_once').on(
      t.organizationId,
      t.userId,
      t.permission,
      t.effect,
      t.scope,
      sql`coalesce(${t.departmentId}, '00000000-0000-0000-0000-000000000000')`,
    ),
    index('permission_override_by_user').on(t.userId),
    index('permission_override_by_department').on(t.organizationId, t.departmentId),
    isOneOf('permission_override_permission', t.permission, overridable),
    isOneOf('permission_override_effect', t.effect, overrideEffects),
    isOneOf('permission_override_scope', t.scope, scopes),
    check('permission_override_department_scope', sql`${t.departmentId} is null or ${t.scope} = 'department'`),
    check('permission_override_removal', sql`${t.effect} = 'add' or ${t.scope} = 'organisation'`),
  ],
)
