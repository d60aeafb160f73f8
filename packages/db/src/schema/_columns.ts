import { type SQL, sql } from 'drizzle-orm'
import { type AnyPgColumn, check, customType, foreignKey, pgPolicy, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { organization } from './organization.ts'

/** The key of every tenant table begins with the organisation: a row can never point into another one. */
export const tenantKey = () => ({ organizationId: uuid().notNull(), id: uuid().notNull() })

/**
 * JSON as it is, so that statements of `sql` can look into it. Drizzle's own `jsonb` makes a text of a value, of which the driver
 * makes a JSON string.
 */
export const json = <Data>() => customType<{ data: Data; driverData: Data }>({ dataType: () => 'jsonb' })()

export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

/** An instant, to the millisecond; read and written as ISO 8601 text. */
export const instant = () => timestamp({ withTimezone: true, mode: 'string', precision: 3 })

export const stamps = () => ({ createdAt: instant().notNull().defaultNow(), updatedAt: instant().notNull().defaultNow() })

/** One of a fixed set, as text with a check (`isOneOf`): an enum's `=` is not leakproof and loses its index under row-level security. */
export const oneOf = <const Values extends [string, ...string[]]>(values: Values) => text({ enum: values })

export const isOneOf = (name: string, column: AnyPgColumn, values: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`)

const ownOrganization: SQL = sql`organization_id = (select app.current_organization())`

/** The wall between tenants. `(select …)` makes the function run once a statement, not once a row. */
export const tenantPolicy = () => pgPolicy('tenant', { using: ownOrganization, withCheck: ownOrganization })

type TenantTable = { organizationId: AnyPgColumn; id?: AnyPgColumn }
type Reference = { name: string; column: AnyPgColumn; to: { organizationId: AnyPgColumn; id: AnyPgColumn }; onDelete?: 'cascade' }

/** What every tenant table has: its policy, its organisation, its primary key, and composite foreign keys inside the organisation. */
export function tenant(name: string, t: TenantTable, references: Reference[] = []) {
  return [
    tenantPolicy(),
    foreignKey({ name: `${name}_organization`, columns: [t.organizationId], foreignColumns: [organization.id] }),
    ...(t.id ? [primaryKey({ name: `${name}_key`, columns: [t.organizationId, t.id] })] : []),
    ...references.map(({ name: role, column, to, onDelete }) => {
      const key = foreignKey({ name: `${name}_${role}`, columns: [t.organizationId, column], foreignColumns: [to.organizationId, to.id] })
      return onDelete ? key.onDelete(onDelete) : key
    }),
  ]
}
