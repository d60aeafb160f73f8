import type { Writable } from 'node:stream'
import { from, to } from 'pg-copy-streams'
import type { CatalogTable } from './catalog.ts'
import type { TableSum } from './format.ts'
import type { Connection } from './session.ts'
import { TableSummer } from './table-sum.ts'

const quoted = (columns: string[]) => columns.map((column) => `"${column}"`).join(', ')

/** The rows of a table as COPY text, in the order of its key, a chunk at a time. */
export function tableText(connection: Connection, { name, columns, orderBy }: CatalogTable): AsyncIterable<Buffer> {
  // The collation of the database decides nothing about the order.
  const order = orderBy.map(({ column, isText }) => `"${column}"${isText ? ' collate "C"' : ''}`).join(', ')
  return connection.query(to(`copy (select ${quoted(columns)} from public."${name}" order by ${order}) to stdout`))
}

/** Takes the rows of a table as COPY text; it has finished when the database has accepted them. */
export const tableInput = (connection: Connection, { name, columns }: { name: string; columns: string[] }): Writable =>
  connection.query(from(`copy public."${name}" (${quoted(columns)}) from stdin`))

/** What a table adds up to as it stands. */
export async function sumOf(connection: Connection, table: CatalogTable): Promise<TableSum> {
  const summer = new TableSummer(table.name)
  for await (const chunk of tableText(connection, table)) summer.add(chunk)
  return summer.sum()
}
