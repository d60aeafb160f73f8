import { ImportError } from './import-error.ts'

/** Rows below the header that one upload may have. */
export const mostRows = 5000

const mostColumns = 200

/** An uploaded table as text: each row as long as the header. */
export interface Table {
  header: string[]
  rows: string[][]
}

/**
 * Makes a table of lines as they stand in the file: the first line that is not blank is the header, blank lines are left
 * out, cells are trimmed, and what stands right of the header is dropped.
 * @throws ImportError `import.unreadable` without a header or with one of over 200 columns, `import.too_many_rows` above `mostRows`
 */
export function tableOf(lines: Iterable<string[]>): Table {
  let header: string[] | null = null
  const rows: string[][] = []
  for (const line of lines) {
    const cells = line.map((cell) => cell.trim())
    const used = cells.findLastIndex((cell) => cell !== '') + 1
    if (used === 0) continue
    if (header === null) {
      if (used > mostColumns) throw new ImportError('import.unreadable')
      header = cells.slice(0, used)
      continue
    }
    if (rows.length === mostRows) throw new ImportError('import.too_many_rows')
    rows.push(Array.from(header, (_, index) => cells[index] ?? ''))
  }
  if (header === null) throw new ImportError('import.unreadable')
  return { header, rows }
}
