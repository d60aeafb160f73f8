import { z } from 'zod'

/** The ladder of roles, lowest first. A membership has exactly one. */
export const roles = ['user', 'staff', 'ptb_admin', 'superadmin', 'developer'] as const
export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>

/** Roles that the product gives, by a person or by a service's groups: a developer is made on the command line alone. */
export const givenRoles = ['user', 'staff', 'ptb_admin', 'superadmin'] as const satisfies Role[]

/** How far a permission reaches: one's own rows, those of one's department, or the whole organisation. */
export const scopes = ['own', 'department', 'organisation'] as const
export const Scope = z.enum(scopes)
export type Scope = z.infer<typeof Scope>

type Row = Partial<Record<Role, Scope>>

const everybody = {
  user: 'organisation',
  staff: 'organisation',
  ptb_admin: 'organisation',
  superadmin: 'organisation',
  developer: 'organisation',
} as const satisfies Row
const administrators = { ptb_admin: 'organisation', superadmin: 'organisation', developer: 'organisation' } as const satisfies Row
const superadmins = { superadmin: 'organisation', developer: 'organisation' } as const satisfies Row
const ownOfEverybody = { user: 'own', staff: 'own', ptb_admin: 'own', superadmin: 'own', developer: 'own' } as const satisfies Row

/**
 * Who may do what, and how far: resource.action × role → scope; a role that is not named may not.
 * This table is the only place where a role becomes a right. Overrides of a single person (`permission_override`) add to it
 * and take away from it.
 */
export const permissions = {
  'overtime.read': { user: 'own', staff: 'own', ptb_admin: 'organisation', superadmin: 'organisation', developer: 'organisation' },
  'overtime.create': { staff: 'own', ...administrators },
  'overtime.update': { staff: 'own', ...administrators },
  'overtime.delete': { staff: 'own', ...administrators },
  'overtime.decide': administrators,
  'department.read': everybody,
  'department.create': administrators,
  'department.update': administrators,
  'department.delete': administrators,
  'employee.read': everybody,
  'employee.create': administrators,
  'employee.update': administrators,
  'employee.delete': administrators,
  'project.read': everybody,
  'project.create': administrators,
  'project.update': administrators,
  'project.delete': administrators,
  'holiday.read': everybody,
  'holiday.create': administrators,
  'holiday.update': administrators,
  'holiday.delete': administrators,
  'regulation.read': everybody,
  'regulation.create': administrators,
  'regulation.update': administrators,
  'regulation.delete': administrators,
  'limit.read': everybody,
  'limit.update': administrators,
  'policy.read': everybody,
  'policy.create': administrators,
  'policy.update': administrators,
  'policy.delete': administrators,
  'wage.read': superadmins,
  'wage.update': superadmins,
  'period.read': everybody,
  'period.update': administrators,
  'correction.read': { user: 'own', staff: 'own', ptb_admin: 'organisation', superadmin: 'organisation', developer: 'organisation' },
  'correction.create': administrators,
  'report.read': administrators,
  'report.update': administrators,
  'notification.read': ownOfEverybody,
  'notification.archive': superadmins,
  'activity.read': superadmins,
  'activity.delete': superadmins,
  'configuration.update': superadmins,
  'connection.update': superadmins,
  'access.read': superadmins,
  'access.update': superadmins,
  'role.update': { developer: 'organisation' },
} as const satisfies Record<string, Row>

export type Permission = keyof typeof permissions
export const permissionNames = Object.keys(permissions) as [Permission, ...Permission[]]
export const PermissionName = z.enum(permissionNames)

/** The reach of a role's permission, or null where the role has none. Overrides of a person are not looked at here. */
export const scopeOf = (role: Role, permission: Permission): Scope | null => (permissions[permission] as Row)[role] ?? null

/** Any of these shows a request: one who files, changes or decides it does not do so blindly. */
export const seeingRequests = [
  'overtime.read',
  'overtime.create',
  'overtime.update',
  'overtime.delete',
  'overtime.decide',
] as const satisfies Permission[]

/** What may be given to a single person beyond his role or taken from him; the rest goes with the role alone. */
export const overridable = [
  'overtime.read',
  'overtime.create',
  'overtime.update',
  'overtime.delete',
  'overtime.decide',
  'department.read',
  'department.create',
  'department.update',
  'department.delete',
  'employee.read',
  'employee.create',
  'employee.update',
  'employee.delete',
  'project.read',
  'project.create',
  'project.update',
  'project.delete',
  'holiday.read',
  'holiday.create',
  'holiday.update',
  'holiday.delete',
  'regulation.create',
  'regulation.update',
  'regulation.delete',
  'limit.read',
  'limit.update',
  'policy.create',
  'policy.update',
  'policy.delete',
  'wage.read',
  'wage.update',
  'period.update',
  'correction.read',
  'correction.create',
  'report.read',
  'report.update',
] as const satisfies Permission[]
export type Overridable = (typeof overridable)[number]
export const OverridableName = z.enum(overridable)
export const isOverridable = (permission: Permission): permission is Overridable => overridable.some((each) => each === permission)

/** Resources of which something may be given or taken away. */
export const overridableResources = [
  'overtime',
  'department',
  'employee',
  'project',
  'holiday',
  'regulation',
  'limit',
  'policy',
  'wage',
  'period',
  'correction',
  'report',
] as const satisfies ResourceOf<Overridable>[]
type ResourceOf<Name extends string> = Name extends `${infer Resource}.${string}` ? Resource : never
export type OverridableResource = (typeof overridableResources)[number]

/** `add` gives beyond the role, `remove` takes away what the role gives. */
export const overrideEffects = ['add', 'remove'] as const
export type OverrideEffect = (typeof overrideEffects)[number]

/** "overtime" of "overtime.decide". */
export const resourceOf = (permission: Permission): string => permission.slice(0, permission.indexOf('.'))

/**
 * Resources whose rows belong to an employee and his department: only of these can a right reach less far than the
 * organisation. A narrower override of any other counts for nothing.
 */
const ofEmployees = new Set(['overtime', 'correction', 'wage', 'notification'])
export const possibleScopes = (permission: Permission): readonly Scope[] =>
  ofEmployees.has(resourceOf(permission)) ? scopes : ['organisation']

/** Roles that have everything the table says, whatever overrides there are. */
export const beyondOverrides: readonly Role[] = ['superadmin', 'developer']
