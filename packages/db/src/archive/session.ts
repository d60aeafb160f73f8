import pg from 'pg'
import { ArchiveProblem } from './problem.ts'

/**
 * One connection for a whole archive. Not by the driver of the rest of the product: that one says nothing of a COPY that fails at its
 * end, and after a loss goes on with another connection, outside of the transaction.
 */
export type Connection = pg.Client

/** Whatever zone, date style or rounding the server is set to: equal rows give equal COPY texts. */
const sameEverywhere = `
  set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'iso_8601'; set bytea_output = 'hex';
  set extra_float_digits = 3; set client_encoding = 'UTF8'; set statement_timeout = 0`

/** Runs `work` on a connection of its own. A lost one fails every statement behind it. */
export async function onOneConnection<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = new pg.Client({ connectionString: url, application_name: 'lembur-archive', connectionTimeoutMillis: 10_000 })
  let isLost = false
  connection.on('error', () => {
    isLost = true
  })
  await connection.connect()
  try {
    await connection.query(sameEverywhere)
    return await work(connection)
  } catch (error) {
    if (!isLost || error instanceof ArchiveProblem) throw error
    throw new ArchiveProblem('The connection to the database was lost: nothing was changed. See that it runs, and try again.', {
      cause: error,
    })
  } finally {
    await connection.end().catch(() => undefined) // a lost one has ended already
  }
}

/** Runs `work` in a transaction that begins with `begin`; an error rolls it back. */
export async function inTransaction<T>(connection: Connection, begin: string, work: () => Promise<T>): Promise<T> {
  await connection.query(begin)
  try {
    const result = await work()
    const { command } = await connection.query('commit')
    if (command !== 'COMMIT') throw new Error('The transaction was not committed: one of its statements failed')
    return result
  } catch (error) {
    await connection.query('rollback').catch(() => undefined) // a lost connection has been rolled back by the server
    throw error
  }
}

export async function rowsOf<Row extends object>(connection: Connection, text: string, values: unknown[] = []): Promise<Row[]> {
  const { rows } = await connection.query<Row>(text, values)
  return rows
}
