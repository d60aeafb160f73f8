import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { jobs } from '@lembur/jobs'
import { type CatalogTable, sequencesOf } from './catalog.ts'
import type { ArchiveHeader, ArchiveManifest, TableSum } from './format.ts'
import { ArchiveProblem } from './problem.ts'
import { type Connection, rowsOf } from './session.ts'
import { sameSum } from './table-sum.ts'
import { sumOf, tableInput } from './table-text.ts'

/** Empties the tables, if there is anything in them, only where `replace` allows it; nobody else touches them until the commit. */
export async function makeRoom(connection: Connection, tables: CatalogTable[], replace: boolean): Promise<boolean> {
  const all = tables.map(({ name }) => `public."${name}"`).join(', ')
  await connection.query(`set local lock_timeout = '30s'`)
  await connection.query(`lock table ${all} in access exclusive mode`).catch((error: { code?: string }) => {
    throw error.code === '55P03' ? new ArchiveProblem('Somebody is using the database: stop server and worker, and try again.') : error
  })
  const filled = tables.map(({ name }) => `exists (select from public."${name}")`).join(' or ')
  const [row] = await rowsOf<{ filled: boolean }>(connection, `select ${filled} as filled`)
  if (!row?.filled) return false
  if (!replace) throw new ArchiveProblem('The database has data: nothing was changed. Add --replace to put the archive in its place.')
  await connection.query(`truncate ${all}`)
  return true
}

/** The rows bring with them what triggers have made of them. */
export async function withoutTriggers<T>(connection: Connection, tables: CatalogTable[], work: () => Promise<T>): Promise<T> {
  const affected = tables.filter(({ hasTriggers }) => hasTriggers)
  for (const { name } of affected) await connection.query(`alter table public."${name}" disable trigger user`)
  const result = await work()
  for (const { name } of affected) await connection.query(`alter table public."${name}" enable trigger user`)
  return result
}

/** One COPY a table: its foreign keys are checked at the end. */
export async function fillTable(
  connection: Connection,
  table: ArchiveHeader['tables'][number],
  parts: AsyncIterable<Buffer>,
): Promise<void> {
  try {
    await pipeline(Readable.from(parts, { objectMode: false }), tableInput(connection, table))
  } catch (error) {
    if (!(error instanceof Error) || !('severity' in error)) throw error
    throw new ArchiveProblem(`The database refuses the rows of ${table.name} (${error.message}): nothing was changed.`, { cause: error })
  }
}

/** Reads every table back: what counts is what the database holds now. */
export async function compare(
  connection: Connection,
  tables: CatalogTable[],
  saved: ArchiveManifest,
  onTable?: (sum: TableSum) => void | Promise<void>,
): Promise<void> {
  for (const [index, table] of tables.entries()) {
    const sum = await sumOf(connection, table)
    if (!sameSum(sum, saved.tables[index]))
      throw new ArchiveProblem(`The table ${table.name} does not read back as it was saved: nothing was changed.`)
    await onTable?.(sum)
  }
}

/** Restarting is undone with the transaction, setting a value would not be. A number that was given once is never given again. */
export async function restartSequences(connection: Connection, { sequences }: ArchiveManifest): Promise<void> {
  const current = new Map((await sequencesOf(connection)).map(({ name, next }) => [name, next]))
  for (const { name, next } of sequences) {
    await connection.query(`alter sequence public."${name}" restart with ${Math.max(next, current.get(name) ?? 1)}`)
  }
}

/** What opens the product; an archive of an older schema has not all of them. The first take those after them along. */
const keys = ['sign_in', 'user_session', 'refresh_token', 'api_token', 'challenge']

/** What was signed in, and every token, belong to the past: a token that was revoked since must not come back with it. */
export async function endSessionsAndJobs(connection: Connection): Promise<void> {
  const there = await rowsOf<{ name: string }>(
    connection,
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relname = any($1)`,
    [keys],
  )
  for (const { name } of there) await connection.query(`delete from ${name}`)
  const [queue] = await rowsOf<{ exists: boolean }>(connection, `select to_regclass('pgboss.job') is not null as exists`)
  if (!queue?.exists) return
  const waiting = `delete from pgboss.job where name = any($1) and state in ('created', 'retry')`
  await connection.query(waiting, [jobs.map(({ name }) => name)])
}
