import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { connect, type Database } from '../client.ts'
import { migrate } from '../migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's address of the PostgreSQL that a run of the tests has started. */
    databaseUrl: string
  }
}

const template = 'lembur_template'

const named = (adminUrl: string, database: string): string => {
  const url = new URL(adminUrl)
  url.pathname = `/${database}`
  return url.href
}

const asAdmin = async <T>(adminUrl: string, run: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  try {
    return await run(sql)
  } finally {
    await sql.end()
  }
}

/** Makes the migrated database that every test file's own is a copy of. Once a run. */
export async function prepareTemplate(adminUrl: string): Promise<void> {
  await asAdmin(adminUrl, async (sql) => {
    await sql.unsafe(`drop database if exists ${template} with (force)`)
    await sql.unsafe(`create database ${template}`)
  })
  await migrate(named(adminUrl, template))
}

export type TestDatabase = { database: Database; adminUrl: string; url: string; drop(): Promise<void> }

/** A database of one's own, copied from the template: tests own their data and run side by side. */
export async function testDatabase(adminUrl: string, { max = 5 } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await asAdmin(adminUrl, (sql) => sql.unsafe(`create database ${name} template ${template} strategy file_copy`))
  const url = named(adminUrl, name)
  const database = connect(url, { max, applicationName: name })
  return {
    database,
    adminUrl: url,
    url,
    async drop() {
      await database.end()
      await asAdmin(adminUrl, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`))
    },
  }
}
