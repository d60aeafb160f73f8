import type { UserDetail, UserRow } from '@lembur/contracts/users'
import type { Fragment, Tx } from '@lembur/db'

/** From whom a list and a page are made: memberships of the organisation, and the people behind them. */
export const source = (sql: Tx['sql'], organizationId: string): Fragment => sql`
  membership member
  join "user" person on person.id = member.user_id
  left join employee on employee.organization_id = member.organization_id and employee.id = member.employee_id
  left join department on department.organization_id = employee.organization_id and department.id = employee.department_id
  where member.organization_id = ${organizationId}`

/** The columns of `UserRow`. Sessions are looked up for one person at a time: ask for a page, not for everybody. */
export const rowColumns = (sql: Tx['sql']): Fragment => sql`
  person.id, person.username, person.display_name as "displayName", person.email, person.worker_id as "workerId", member.role,
  member.is_active and person.is_active as "isActive", employee.id as "employeeId", employee.name as "employeeName",
  department.code as "departmentCode",
  (select count(*)::int from permission_override given
    where given.organization_id = member.organization_id and given.user_id = person.id) as overrides,
  (select max(seen.last_seen_at) from sign_in seen
    where seen.user_id = person.id and seen.active_organization_id = member.organization_id) as "lastSeenAt"`

/** What `UserDetail` has besides, but for what the reader may do. */
export const detailColumns = (sql: Tx['sql']): Fragment => sql`
  person.language, member.role_is_local as "roleIsLocal", department.id as "departmentId", department.name as "departmentName",
  person.password_hash is not null as "hasPassword", person.created_at as "createdAt",
  (select coalesce(jsonb_agg(jsonb_build_object('provider', vouched.provider, 'isActive', vouched.is_active,
      'syncedAt', to_char(vouched.synced_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by vouched.provider), '[]')
    from user_identity vouched where vouched.user_id = person.id) as identities,
  jsonb_build_object(
    'totp', exists (select from totp where totp.user_id = person.id and totp.confirmed_at is not null),
    'passkey', exists (select from passkey where passkey.user_id = person.id),
    'recovery', exists (select from recovery_code code where code.user_id = person.id and code.used_at is null)) as factors`

/** A person as he is stored. */
export type StoredUser = UserRow & Omit<UserDetail, keyof UserRow | 'locked' | 'accountLocked'>
