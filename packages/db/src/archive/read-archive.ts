import { ArchiveHeader, ArchiveManifest, headerEntry, manifestEntry, partEntry } from './format.ts'
import { damaged } from './problem.ts'
import { sameSum, TableSummer } from './table-sum.ts'
import { entriesOf } from './unpack.ts'

/** Called once a table, also for one without rows; uses up `parts`. */
export type TakeTable = (table: ArchiveHeader['tables'][number], parts: AsyncIterable<Buffer>) => Promise<void>

/**
 * Reads an archive from end to end and checks every sum. What `take` was given counts only once this has returned.
 * @throws ArchiveProblem for anything that is not as `lembur backup` writes it
 */
export async function readArchive(file: string, take: TakeTable = useUp): Promise<{ header: ArchiveHeader; manifest: ArchiveManifest }> {
  const entries = entriesOf(file)
  const first = await entries.next()
  if (first.done || first.value.name !== headerEntry) throw damaged(file, `${headerEntry} is not its first entry`)
  const header = parsed(file, ArchiveHeader, first.value)
  const sums = []
  let ahead = await entries.next()
  for (const table of header.tables) {
    const summer = new TableSummer(table.name)
    const parts = async function* () {
      for (let part = 1; !ahead.done && ahead.value.name === partEntry(table.name, part); part++) {
        summer.add(ahead.value.bytes)
        yield ahead.value.bytes
        ahead = await entries.next()
      }
    }
    await take(table, parts())
    sums.push(summer.sum())
  }
  if (ahead.done || ahead.value.name !== manifestEntry) {
    throw damaged(file, ahead.done ? 'its end is missing' : `the entry ${ahead.value.name} is out of place`)
  }
  const manifest = parsed(file, ArchiveManifest, ahead.value)
  const wrong = sums.find((sum, index) => !sameSum(sum, manifest.tables[index]))
  if (wrong || sums.length !== manifest.tables.length) throw damaged(file, `the table ${wrong?.name ?? 'list'} is not what was saved`)
  if (!(await entries.next()).done) throw damaged(file, 'there is more behind its end')
  return { header, manifest }
}

async function useUp(_table: unknown, parts: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of parts);
}

type Schema<Value> = { safeParse(value: unknown): { success: true; data: Value } | { success: false } }

function parsed<Value>(file: string, schema: Schema<Value>, entry: { name: string; bytes: Buffer }): Value {
  let value: unknown
  try {
    value = JSON.parse(entry.bytes.toString('utf8'))
  } catch {
    throw damaged(file, `${entry.name} is no JSON`)
  }
  const result = schema.safeParse(value)
  if (!result.success) throw damaged(file, `${entry.name} is of another format`)
  return result.data
}
