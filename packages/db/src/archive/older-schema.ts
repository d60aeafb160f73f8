import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

type Journal = { entries: { idx: number; tag: string }[] }
const journalOf = (folder: string) => join(folder, 'meta', '_journal.json')
const readJournal = (): Journal => JSON.parse(readFileSync(journalOf(migrationsFolder), 'utf8')) as Journal

/** The hashes of this release's migrations, in their order. */
export const knownMigrations = (): string[] => readMigrationFiles({ migrationsFolder }).map(({ hash }) => hash)

/** Makes the tables of an empty database as they were after the first `count` migrations. */
export async function migrateAsFarAs(url: string, count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lembur-migrations-'))
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    const journal = readJournal()
    cpSync(migrationsFolder, folder, { recursive: true })
    writeFileSync(journalOf(folder), JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }))
    await migrate(drizzle(sql), { migrationsFolder: folder })
  } finally {
    await sql.end()
    rmSync(folder, { recursive: true })
  }
}
