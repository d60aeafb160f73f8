import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { csvLines, utf8Text } from './import/csv.ts'
import { ImportError } from './import/import-error.ts'
import type { ParsedSheet } from './import/parse-sheet.worker.ts'
import { type Table, tableOf } from './import/table.ts'
import { mostUnpacked, readZipDirectory } from './import/zip-directory.ts'

export { ImportError, type ImportErrorCode } from './import/import-error.ts'
export type { Table } from './import/table.ts'

/** What reading a sheet may take. */
export interface ReadLimits {
  milliseconds: number
  megabytes: number
}
const usualLimits: ReadLimits = { milliseconds: 30_000, megabytes: 512 }

const startsWith = (bytes: Buffer, ...first: number[]) => first.every((byte, index) => bytes[index] === byte)

/** What a file is by its first bytes; its name is not asked. */
function typeOf(bytes: Buffer): 'xlsx' | 'csv' | null {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return 'xlsx'
  const others = [
    [0x50, 0x4b], // an empty or split archive
    [0xd0, 0xcf, 0x11, 0xe0], // the old XLS
    [0x25, 0x50, 0x44, 0x46], // PDF
    [0x89, 0x50, 0x4e, 0x47], // PNG
    [0xff, 0xd8, 0xff], // JPEG
    [0x1f, 0x8b], // gzip
    [0xff, 0xfe], // UTF-16
    [0xfe, 0xff],
  ]
  return others.some((first) => startsWith(bytes, ...first)) ? null : 'csv'
}

/** Reads a sheet in a thread with a cap on time and memory; whatever goes wrong in there is an unreadable file. */
async function parseSheet(bytes: Buffer, { milliseconds, megabytes }: ReadLimits): Promise<Table> {
  const worker = new Worker(new URL('./import/parse-sheet.worker.ts', import.meta.url), {
    workerData: new Uint8Array(bytes),
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: Math.ceil(megabytes / 8) },
    execArgv: [],
  })
  try {
    // Rejects when the thread fails, runs out of memory, or takes too long; the thread always says something before it ends.
    const [parsed] = (await once(worker, 'message', { signal: AbortSignal.timeout(milliseconds) })) as [ParsedSheet]
    if (!parsed.ok) throw new ImportError(parsed.code)
    return parsed.table
  } catch (cause) {
    throw cause instanceof ImportError ? cause : new ImportError('import.unreadable', { cause })
  } finally {
    await worker.terminate()
  }
}

/**
 * Reads an uploaded CSV (UTF-8, separated by comma, semicolon or tab) or XLSX (its first sheet) into a table of text.
 * The bytes may be hostile: they are checked before they are unpacked, and unpacked under a limit of time and memory.
 * @throws ImportError `file.wrong_type`, `file.too_large`, `import.unreadable` or `import.too_many_rows`
 */
export async function readTable(upload: Uint8Array, limits: Partial<ReadLimits> = {}): Promise<Table> {
  const bytes = Buffer.from(upload.buffer, upload.byteOffset, upload.byteLength)
  if (bytes.length > mostUnpacked) throw new ImportError('file.too_large')
  const type = typeOf(bytes)
  if (type === null) throw new ImportError('file.wrong_type')
  if (type === 'csv') return tableOf(csvLines(utf8Text(bytes)))
  readZipDirectory(bytes)
  return parseSheet(bytes, { ...usualLimits, ...limits })
}
