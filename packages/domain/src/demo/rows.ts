import { createHash } from 'node:crypto'
import type { Tx } from '@lembur/db'

type Row = Record<string, unknown>

/**
 * Inserts rows of one shape, keyed by column name, in one statement: the database reads them from JSON, which costs less than
 * a parameter a cell and has no bound on their number.
 */
export async function insertRows({ sql }: Tx, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first)
  await sql`
    insert into ${sql(table)} (${sql(columns)})
    select ${sql(columns)} from json_populate_recordset(null::${sql(table)}, ${JSON.stringify(rows)}::text::json)`
}

/** An instant of milliseconds as the database takes it. */
export const instant = (at: number): string => new Date(at).toISOString()

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
