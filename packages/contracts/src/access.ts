import { z } from 'zod'

/** The ladder of roles, lowest first. A membership has exactly one. */
export const roles = ['user', 'staff', 'ptb_admin', 'superadmin', 'developer'] as const
export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>

/** How far a permission reaches: one's own rows, those of one's department, or the whole organisation. */
export const scopes = ['own', 'department', 'organisation'] as const
export type Scope = (typeof scopes)[number]

/**
 * Who may do what, and how far: resource.action × role → scope; a role that is not named may not.
 * This table is the only place where a role becomes a right. Grants to a single person widen it (`permission_grant`).
 */
export const permissions = {
  'overtime.read': { user: 'own', staff: 'own', ptb_admin: 'organisation', superadmin: 'organisation', developer: 'organisation' },
  'overtime.file': { staff: 'own', ptb_admin: 'organisation', superadmin: 'organisation', developer: 'organisation' },
  'overtime.decide': { ptb_admin: 'organisation', superadmin: 'organisation', developer: 'organisation' },
  'department.read': {
    user: 'organisation',
    staff: 'organisation',
    ptb_admin: 'organisation',
    superadmin: 'organisation',
    developer: 'organisation',
  },
  'department.write': { ptb_admin: 'organisation', superadmin: 'organisation', developer: 'organisation' },
  'employee.read': {
    user: 'organisation',
    staff: 'organisation',
    ptb_admin: 'organisation',
    superadmin: 'organisation',
    developer: 'organisation',
  },
  'employee.write': { ptb_admin: 'organisation', superadmin: 'organisation', developer: 'organisation' },
  'project.read': {
    user: 'organisation',
    staff: 'organisation',
    ptb_admin: 'organisation',
    superadmin: 'organisation',
    developer: 'organisation',
  },
  'project.write': { ptb_admin: 'organisation', superadmin: 'organisation', developer: 'organisation' },
  'holiday.read': {
    user: 'organisation',
    staff: 'organisation',
    ptb_admin: 'organisation',
    superadmin: 'organisation',
    developer: 'organisation',
  },
  'holiday.write': { ptb_admin: 'organisation', superadmin: 'organisation', developer: 'organisation' },
  'regulation.read': {
    user: 'organisation',
    staff: 'organisation',
    ptb_admin: 'organisation',
    superadmin: 'organisation',
    developer: 'organisation',
  },
  'regulation.write': { ptb_admin: 'organisation', superadmin: 'organisation', developer: 'organisation' },
  'limit.read': {
    user: 'organisation',
    staff: 'organisation',
    ptb_admin: 'organisation',
    superadmin: 'organisation',
    developer: 'organisation',
  },
  'limit.write': { ptb_admin: 'organisation', superadmin: 'organisation', developer: 'organisation' },
  'report.read': { ptb_admin: 'organisation', superadmin: 'organisation', developer: 'organisation' },
  'report.rebuild': { ptb_admin: 'organisation', superadmin: 'organisation', developer: 'organisation' },
  'notification.read': { user: 'own', staff: 'own', ptb_admin: 'own', superadmin: 'own', developer: 'own' },
  'activity.read': { superadmin: 'organisation', developer: 'organisation' },
  'configuration.write': { superadmin: 'organisation', developer: 'organisation' },
} as const satisfies Record<string, Partial<Record<Role, Scope>>>

export type Permission = keyof typeof permissions
export const permissionNames = Object.keys(permissions) as [Permission, ...Permission[]]
export const PermissionName = z.enum(permissionNames)

/** The reach of a role's permission, or null where the role has none. Grants to a person are not looked at here. */
export const scopeOf = (role: Role, permission: Permission): Scope | null =>
  (permissions[permission] as Partial<Record<Role, Scope>>)[role] ?? null

/** Any of these shows a request: one who files or decides it does not do so blindly. */
export const seeingRequests = ['overtime.read', 'overtime.file', 'overtime.decide'] as const satisfies Permission[]

/** What may be granted to a single person beyond his role, for his department or another. */
export const grantable = ['overtime.file', 'overtime.decide', 'overtime.read'] as const satisfies Permission[]
