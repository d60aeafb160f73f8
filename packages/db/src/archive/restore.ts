import { migrate } from '../migrate.ts'
import { assertSeesAllRows, type CatalogTable, schemaVersionOf, tablesOf } from './catalog.ts'
import { compare, endSessionsAndJobs, fillTable, makeRoom, restartSequences, withoutTriggers } from './fill.ts'
import type { ArchiveHeader, ArchiveManifest, SchemaVersion, TableSum } from './format.ts'
import { knownMigrations, migrateAsFarAs } from './older-schema.ts'
import { ArchiveProblem } from './problem.ts'
import { readArchive } from './read-archive.ts'
import { type Connection, inTransaction, onOneConnection } from './session.ts'

export type RestoreOptions = {
  /** Whether data that the database has may go. */
  replace?: boolean
  /** Told of each table when it has been read back. */
  onTable?: (sum: TableSum) => void | Promise<void>
}

export type Restored = { header: ArchiveHeader; manifest: ArchiveManifest; replaced: boolean }

/**
 * Puts the data of an archive in the place of a database's own: all of it, read back and compared, or nothing at all. The archive is
 * checked from end to end before anything is touched. The tables must be as far as the archive's; a database without tables is
 * brought there first and migrated to this release afterwards. Nobody stays signed in, waiting jobs go: both belong to another time.
 * `url` signs in as the owner, who sees all rows.
 * @throws ArchiveProblem
 */
export async function restore(url: string, file: string, options: RestoreOptions = {}): Promise<Restored> {
  const { header } = await readArchive(file)
  await prepareTables(url, header.schema)
  const restored = await onOneConnection(url, (connection) =>
    inTransaction(connection, 'begin read write', async () => {
      const tables = await tablesFor(connection, header)
      const replaced = await makeRoom(connection, tables, options.replace ?? false)
      const { manifest } = await withoutTriggers(connection, tables, () =>
        readArchive(file, (table, parts) => fillTable(connection, table, parts)),
      )
      await compare(connection, tables, manifest, options.onTable)
      await restartSequences(connection, manifest)
      await endSessionsAndJobs(connection)
      return { header, manifest, replaced }
    }),
  )
  await migrate(url)
  return restored
}

/** Brings a database that has no tables as far as the archive; refuses one that is elsewhere. */
async function prepareTables(url: string, wanted: SchemaVersion): Promise<void> {
  const found = await onOneConnection(url, async (connection) => {
    await assertSeesAllRows(connection)
    return schemaVersionOf(connection)
  })
  const known = knownMigrations()
  if (wanted.migrations > known.length) {
    throw new ArchiveProblem(
      `The archive was made by a newer release (${wanted.migrations} migrations, this one has ${known.length}): update Lembur first.`,
    )
  }
  if (known[wanted.migrations - 1] !== wanted.hash) throw otherTables
  if (!found) return migrateAsFarAs(url, wanted.migrations)
  if (found.migrations > wanted.migrations) {
    throw new ArchiveProblem(
      `The archive is of an older release (${wanted.migrations} migrations, this database has ${found.migrations}): restore it into a new, empty database, which is then migrated.`,
    )
  }
  if (found.migrations < wanted.migrations)
    throw new ArchiveProblem('This database is behind the archive: run "npm run lembur -- migrate" first.')
  if (found.hash !== wanted.hash) throw otherTables
}

const otherTables = new ArchiveProblem(
  'The tables of the archive are not those of this release, though as many migrations made them: it comes from another branch of development.',
)

async function tablesFor(connection: Connection, header: ArchiveHeader): Promise<CatalogTable[]> {
  const tables = await tablesOf(connection)
  const listed = (all: { name: string; columns: string[] }[]) => all.map(({ name, columns }) => `${name}(${columns.join()})`).join(' ')
  if (listed(tables) !== listed(header.tables)) throw otherTables
  return tables
}
