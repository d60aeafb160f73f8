import { z } from 'zod'
import { givenRoles, OverridableName, overridableResources, overrideEffects, PermissionName, Role, Scope } from './access.ts'
import { identityProviders, Language } from './identity.ts'
import { Id } from './ids.ts'
import { csvOf, listOf, Paging, QueryBoolean } from './paging.ts'
import { Instant } from './time.ts'

/** A person who signs in, as administrators see him in a list. */
export const UserRow = z.object({
  id: Id,
  username: z.string(),
  displayName: z.string(),
  email: z.string().nullable(),
  workerId: z.string().nullable(),
  role: Role,
  isActive: z.boolean(),
  /** The employee he is here; null for people who file no overtime of their own. */
  employeeId: Id.nullable(),
  employeeName: z.string().nullable(),
  departmentCode: z.string().nullable(),
  /** How many rights of his role were added to or taken away. */
  overrides: z.int(),
  lastSeenAt: Instant.nullable(),
})
export type UserRow = z.infer<typeof UserRow>
export const ListUsers = Paging.extend({
  /** In name, user name, e-mail and worker id. */
  search: z.string().trim().max(100).optional(),
  role: csvOf(Role),
  isActive: QueryBoolean.optional(),
})
export type ListUsers = z.infer<typeof ListUsers>
export const UserList = listOf(UserRow)

/** Why somebody cannot be changed here: a code of `errors.ts`. */
export const lockReasons = ['access.self', 'access.developer', 'access.elsewhere'] as const
export type LockReason = (typeof lockReasons)[number]

export const UserDetail = UserRow.extend({
  language: Language,
  /** His role was given by a person: no service changes it any more. */
  roleIsLocal: z.boolean(),
  departmentId: Id.nullable(),
  departmentName: z.string().nullable(),
  hasPassword: z.boolean(),
  /** Services that vouch for him, and whether they still do. */
  identities: z.array(z.object({ provider: z.enum(identityProviders), isActive: z.boolean(), syncedAt: Instant })),
  factors: z.object({ totp: z.boolean(), passkey: z.boolean(), recovery: z.boolean() }),
  /** Why the reader cannot change his rights, role or activity; null: he can, as far as he holds the right. */
  locked: z.enum(lockReasons).nullable(),
  /** The same of his account: name, password, second factor. */
  accountLocked: z.enum(lockReasons).nullable(),
  createdAt: Instant,
})
export type UserDetail = z.infer<typeof UserDetail>

export const GivenRole = z.enum(givenRoles)
export type GivenRole = z.infer<typeof GivenRole>

const text = (most: number) => z.string().trim().max(most, { error: 'text.too_long' })
const optional = (most: number) =>
  text(most)
    .transform((value) => value || null)
    .nullable()
const displayName = text(150).min(1, { error: 'text.required' })
const email = optional(254).refine((value) => value === null || /^[^\s@]+@[^\s@]+$/.test(value), { error: 'field.invalid' })

export const CreateUser = z.object({
  username: text(150).min(3, { error: 'field.invalid' }).regex(/^\S+$/, { error: 'field.invalid' }),
  displayName,
  email: email.default(null),
  workerId: optional(50).default(null),
  language: Language.default('en'),
  role: GivenRole.default('user'),
})
export type CreateUser = z.infer<typeof CreateUser>
export const UpdateUser = z.object({
  id: Id,
  displayName: displayName.optional(),
  email: email.optional(),
  workerId: optional(50).optional(),
})
export type UpdateUser = z.infer<typeof UpdateUser>

export const OfUser = z.object({ userId: Id })
export type OfUser = z.infer<typeof OfUser>
export const SetRole = OfUser.extend({ role: GivenRole })
export type SetRole = z.infer<typeof SetRole>

/** An address of the client where a person chooses his password, once and within a day. It is told this once. */
export const PasswordLink = z.object({ path: z.string() })
export type PasswordLink = z.infer<typeof PasswordLink>
/** No link where a personal token asked: those make no further keys. */
export const CreatedUser = z.object({ user: UserDetail, link: PasswordLink.nullable() })
export type CreatedUser = z.infer<typeof CreatedUser>

/** One of somebody's sign-ins, or all of them where none is named. */
export const EndUserSessions = OfUser.extend({ sessionId: Id.optional() })
export type EndUserSessions = z.infer<typeof EndUserSessions>

const change = {
  permission: OverridableName,
  effect: z.enum(overrideEffects),
  /** How far an `add` reaches; a `remove` takes everything away. */
  scope: Scope.default('organisation'),
  /** The department of an `add` with that scope; null: the person's own, whichever that is. */
  departmentId: Id.nullable().default(null),
  /** True: he has it exactly so far, whatever else was added and however much further his role reaches. */
  exactly: z.boolean().default(false),
}
export const OverrideRight = OfUser.extend(change)
export type OverrideRight = z.infer<typeof OverrideRight>
/** Every right of a resource at once: the whole organisation, or nothing. */
export const OverrideResource = OfUser.extend({ resource: z.enum(overridableResources), effect: z.enum(overrideEffects) })
export type OverrideResource = z.infer<typeof OverrideResource>
/** Takes back what was added and taken away: of one right, of a resource ("overtime"), or of all. */
export const ResetOverride = OfUser.extend({
  what: z.union([OverridableName, z.enum(overridableResources), z.literal('all')], { error: 'field.invalid' }),
})
export type ResetOverride = z.infer<typeof ResetOverride>

/** What his rights would be with another role or another override, without anything being changed. */
export const PreviewAccess = OfUser.extend({ role: GivenRole.optional(), override: z.object(change).optional() })
export type PreviewAccess = z.infer<typeof PreviewAccess>

const DepartmentName = z.object({ id: Id, code: z.string(), name: z.string() })

/** Why a right is as it is. */
export const accessReasons = ['everything', 'role', 'added', 'role_and_added', 'removed', 'none'] as const
export const AccessRight = z.object({
  permission: PermissionName,
  /** Whether it can be added or taken away, and how far it can reach. */
  isOverridable: z.boolean(),
  scopes: z.array(Scope),
  byRole: Scope.nullable(),
  overrides: z.array(
    z.object({
      effect: z.enum(overrideEffects),
      scope: Scope,
      /** Of an `add` for a department; null: his own. */
      department: DepartmentName.nullable(),
      /** Who did it; null where the audit does not say. */
      by: z.string().nullable(),
      at: Instant,
    }),
  ),
  reach: z.object({ everywhere: z.boolean(), own: z.boolean(), departments: z.array(DepartmentName) }).nullable(),
  because: z.enum(accessReasons),
})
export type AccessRight = z.infer<typeof AccessRight>
export const UserAccess = z.object({ userId: Id, role: Role, rights: z.array(AccessRight) })
export type UserAccess = z.infer<typeof UserAccess>
