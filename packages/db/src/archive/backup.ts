import { assertSeesAllRows, type CatalogTable, schemaVersionOf, sequencesOf, tablesOf } from './catalog.ts'
import { type ArchiveHeader, type ArchiveManifest, headerEntry, manifestEntry, partEntry, partSize, type TableSum } from './format.ts'
import { type AddEntry, writeArchive } from './pack.ts'
import { ArchiveProblem } from './problem.ts'
import { type Connection, inTransaction, onOneConnection } from './session.ts'
import { TableSummer } from './table-sum.ts'
import { tableText } from './table-text.ts'

export type BackupOptions = {
  productVersion: string
  now: Date
  /** Told of each table when it is done. */
  onTable?: (sum: TableSum) => void | Promise<void>
}

/**
 * Saves every table of the product from one snapshot, stored files and all, while the product keeps running. Waiting jobs are
 * not saved: they are made anew from the data. `url` signs in as a role that sees all rows.
 * @throws ArchiveProblem
 */
export async function backUp(url: string, file: string, options: BackupOptions): Promise<ArchiveManifest> {
  return onOneConnection(url, (connection) =>
    inTransaction(connection, 'begin transaction isolation level repeatable read, read only', async () => {
      await assertSeesAllRows(connection)
      const schema = await schemaVersionOf(connection)
      if (!schema) throw new ArchiveProblem('This database has no tables of Lembur yet: there is nothing to back up.')
      const tables = await tablesOf(connection)
      const sequences = await sequencesOf(connection)
      const header: ArchiveHeader = {
        format: 'lembur-archive',
        formatVersion: 1,
        productVersion: options.productVersion,
        createdAt: options.now.toISOString(),
        schema,
        tables: tables.map(({ name, columns }) => ({ name, columns })),
      }
      const manifest: ArchiveManifest = { tables: [], sequences }
      await writeArchive(file, options.now, async (add) => {
        await add(headerEntry, json(header))
        for (const table of tables) {
          const sum = await addTable(connection, add, table)
          manifest.tables.push(sum)
          await options.onTable?.(sum)
        }
        await add(manifestEntry, json(manifest))
      })
      return manifest
    }),
  )
}

async function addTable(connection: Connection, add: AddEntry, table: CatalogTable): Promise<TableSum> {
  const summer = new TableSummer(table.name)
  let gathered: Buffer[] = []
  let size = 0
  let part = 0
  const store = async () => {
    await add(partEntry(table.name, ++part), Buffer.concat(gathered))
    gathered = []
    size = 0
  }
  for await (const chunk of tableText(connection, table)) {
    summer.add(chunk)
    gathered.push(chunk)
    size += chunk.length
    if (size >= partSize) await store()
  }
  if (size > 0) await store()
  return summer.sum()
}

const json = (value: object) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
