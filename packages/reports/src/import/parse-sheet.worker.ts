/**
 * Reads the first sheet of an XLSX upload, in a thread of its own that may be killed and whose memory is capped. The
 * sheet reader trusts the sizes that an archive claims, so it gets a fresh one with the few parts it needs, unpacked here
 * and held to their claims.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { type CellObject, CFB, read, SSF } from 'xlsx'
import { ImportError, type ImportErrorCode } from './import-error.ts'
import { type Table, tableOf } from './table.ts'
import { readZipDirectory, unpack } from './zip-directory.ts'

export type ParsedSheet = { ok: true; table: Table } | { ok: false; code: ImportErrorCode }

/** The part of the reader's archive tool that is used here; its types leave it open. */
interface ArchiveTool {
  utils: { cfb_new(options: { fileType: 'zip' }): object; cfb_add(archive: object, name: string, content: Buffer): void }
  write(archive: object, options: { type: 'buffer'; fileType: 'zip' }): Buffer
}
const archives: ArchiveTool = CFB

function safeCopy(bytes: Buffer): Buffer {
  const copy = archives.utils.cfb_new({ fileType: 'zip' })
  const entries = readZipDirectory(bytes).filter((entry) =>
    /^(\[Content_Types\]\.xml|_rels\/.*\.rels|xl\/.*\.(xml|rels))$/.test(entry.name),
  )
  if (!entries.some((entry) => entry.name === 'xl/workbook.xml')) throw new ImportError('file.wrong_type')
  for (const entry of entries) archives.utils.cfb_add(copy, entry.name, unpack(bytes, entry))
  return archives.write(copy, { type: 'buffer', fileType: 'zip' })
}

const two = (value: number): string => String(value).padStart(2, '0')

/** A date cell as `YYYY-MM-DD`, with ` HH:MM` where it has a time; a time alone as `HH:MM`. */
function dateText(days: number, date1904: boolean): string {
  const at = SSF.parse_date_code(days, { date1904 })
  const time = `${two(at.H)}:${two(at.M)}`
  if (days < 1) return time
  const date = `${at.y}-${two(at.m)}-${two(at.d)}`
  return days % 1 === 0 ? date : `${date} ${time}`
}

/** A cell as a person would type it: dates in ISO form, numbers without grouping, leading zeros where the format has them. */
function cellAsText(cell: CellObject | undefined, date1904: boolean): string {
  if (cell?.v === undefined || cell.t === 'e') return ''
  if (typeof cell.v !== 'number') return typeof cell.v === 'boolean' ? String(cell.v).toUpperCase() : String(cell.v)
  const format = String(cell.z ?? 'General')
  if (SSF.is_date(format)) return dateText(cell.v, date1904)
  return /^0+$/.test(format) ? (cell.w ?? String(cell.v)) : String(cell.v)
}

function firstSheet(bytes: Buffer): Table {
  const book = read(safeCopy(bytes), { type: 'buffer', dense: true, cellNF: true, cellHTML: false, cellFormula: false, sheets: 0 })
  const sheet = book.Sheets[book.SheetNames[0] ?? '']
  const lines = sheet?.['!data']
  if (!lines) throw new ImportError('import.unreadable')
  const date1904 = book.Workbook?.WBProps?.date1904 ?? false
  const texts = function* () {
    for (const line of lines) if (line) yield Array.from(line, (cell) => cellAsText(cell, date1904))
  }
  return tableOf(texts())
}

function parsed(): ParsedSheet {
  try {
    return { ok: true, table: firstSheet(Buffer.from(workerData as Uint8Array)) }
  } catch (error) {
    return { ok: false, code: error instanceof ImportError ? error.code : 'import.unreadable' }
  }
}

parentPort?.postMessage(parsed())
