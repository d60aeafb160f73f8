import { Readable } from 'node:stream'
import { utils, write } from 'xlsx'
import { longestCell, withoutForbidden } from './excel/cell-text.ts'

export type ExportCell = string | number | null

export interface ExportTable {
  header: readonly string[]
  rows: Iterable<readonly ExportCell[]>
}

export interface ExportStream {
  header: readonly string[]
  rows: Iterable<readonly ExportCell[]> | AsyncIterable<readonly ExportCell[]>
}

const byteOrderMark = '\uFEFF'
/** Lines are handed on in pieces of about this many characters. */
const pieceLength = 64 * 1024

/** What a spreadsheet may begin a formula with; the wide ones are taken for the others where Chinese is typed. */
const formulaSigns = '=+\\-@＝＋－＠'
const leading = new RegExp(`^(['\\s]*[${formulaSigns}]|[\\t\\r\\n])`)
/** Where the separator is a semicolon, as in Indonesia, a cell of ours is torn apart at each, and every piece is a cell. */
const inner = new RegExp(`([;\\t\\r\\n][ \\u00a0]*)(?=[${formulaSigns}])`, 'g')

/** A text that a spreadsheet would take for a formula gets an apostrophe in front: it is shown, not run. Numbers are safe. */
const guarded = (text: string): string => (leading.test(text) ? "'" : '') + text.replace(inner, "$1'")

function csvCell(cell: ExportCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = guarded(cell)
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const csvLine = (cells: readonly ExportCell[]): string => `${cells.map(csvCell).join(',')}\r\n`

async function* csvPieces(table: ExportStream): AsyncGenerator<string> {
  let piece = byteOrderMark + csvLine(table.header)
  for await (const row of table.rows) {
    piece += csvLine(row)
    if (piece.length >= pieceLength) {
      yield piece
      piece = ''
    }
  }
  if (piece !== '') yield piece
}

/**
 * A table as CSV (RFC 4180, UTF-8 with a byte order mark, so that Excel reads the letters right), read from its rows only
 * as fast as it is taken away.
 */
export function csvStream(table: ExportStream): Readable {
  return Readable.from(csvPieces(table), { objectMode: false })
}

/** A table as a plain XLSX workbook of one sheet, held in memory. Texts are strings, never formulas; numbers stay numbers. */
export function xlsxBytes(table: ExportTable, sheetName = 'Export'): Buffer {
  const cell = (value: ExportCell) => (typeof value === 'string' ? withoutForbidden(value).slice(0, longestCell) : value)
  const lines: ExportCell[][] = [[...table.header]]
  for (const row of table.rows) lines.push(row.map(cell))
  const book = utils.book_new(utils.aoa_to_sheet(lines, { dense: true }), sheetName)
  const bytes: Buffer = write(book, { type: 'buffer', bookType: 'xlsx', compression: true })
  return bytes
}
