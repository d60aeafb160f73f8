import { type Connection, type ConnectionKind, connectionSettings } from '@lembur/contracts/connections'
import type { Fragment, Tx } from '@lembur/db'
import { type Authorized, assertMay, type Ctx, DomainError, proven } from '../kernel/index.ts'

/** A connection as the domain has it; its secret stays sealed and goes to nobody. */
export type StoredConnection = Omit<Connection, 'hasSecret' | 'lastTest'> & { id: string; sealed: string | null }

const columns = (sql: Tx['sql']): Fragment =>
  sql`id, kind, is_enabled as "isEnabled", settings, secret_sealed as sealed, version, updated_at as "updatedAt"`

/** The database orders the names in settings by itself; what is compared and audited has them as the schema does. */
const ordered = (row: StoredConnection): StoredConnection => {
  const read = connectionSettings[row.kind].safeParse(row.settings)
  return read.success ? { ...row, settings: read.data } : row
}

/** All that the organisation has set up. Errors: `permission.denied`. */
export async function loadConnections(ctx: Ctx, { sql }: Tx): Promise<Authorized<StoredConnection, 'see'>[]> {
  assertMay(ctx.actor, 'connection.update')
  const rows = await sql<StoredConnection[]>`select ${columns(sql)} from connection order by kind`
  return rows.map((row) => proven('see', ordered(row)))
}

/** One of them, null where it is not set up. Errors: `permission.denied`. */
export async function findConnection(ctx: Ctx, { sql }: Tx, kind: ConnectionKind): Promise<Authorized<StoredConnection, 'see'> | null> {
  assertMay(ctx.actor, 'connection.update')
  const [row] = await sql<StoredConnection[]>`select ${columns(sql)} from connection where kind = ${kind}`
  return row ? proven('see', ordered(row)) : null
}

/** The same, locked, for whoever changes it. */
export async function lockConnection(ctx: Ctx, { sql }: Tx, kind: ConnectionKind): Promise<Authorized<StoredConnection, 'change'> | null> {
  assertMay(ctx.actor, 'connection.update')
  const [row] = await sql<StoredConnection[]>`select ${columns(sql)} from connection where kind = ${kind} for update`
  return row ? proven('change', ordered(row)) : null
}

export const notSet = (kind: ConnectionKind) => new DomainError('not_found', 'connection.not_set', { kind })
