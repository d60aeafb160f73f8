import type { Role } from '@lembur/contracts/access'
import type { Database } from '@lembur/db'
import { type Actor, type Override, type PlantColumns, type PlantSettings, plantOf } from '../kernel/index.ts'

/** A pool, or the connection of one transaction. */
export type Sql = Database['global']

/** Who somebody is in an organisation: what verbs are given of him. */
export type Identity = { actor: Actor; plant: PlantSettings }

/** A row of the database function `app.identity_of`. */
export type IdentityRow = {
  displayName: string
  /** Neither the person nor his membership has been deactivated. */
  isActive: boolean
  role: Role
  employeeId: string | null
  departmentId: string | null
  overrides: Override[]
  plant: PlantColumns
}

/** The columns of `app.identity_of(…) who`. */
export const identityColumns = (sql: Sql) => sql`
  who.display_name as "displayName", who.is_active as "isActive", who.role, who.employee_id as "employeeId",
  who.department_id as "departmentId", who.overrides, who.plant`

export const identityOf = (userId: string, organizationId: string, row: IdentityRow): Identity => ({
  actor: {
    organizationId,
    userId,
    displayName: row.displayName,
    role: row.role,
    employeeId: row.employeeId,
    departmentId: row.departmentId,
    overrides: row.overrides,
    tokenScopes: null,
  },
  plant: plantOf(row.plant),
})

/** Who a person is in an organisation now; null where he has no membership there, or was deactivated. */
export async function currentIdentity(sql: Sql, userId: string, organizationId: string): Promise<Identity | null> {
  const [row] = await sql<IdentityRow[]>`select ${identityColumns(sql)} from app.identity_of(${userId}, ${organizationId}) who`
  return row?.isActive ? identityOf(userId, organizationId, row) : null
}
