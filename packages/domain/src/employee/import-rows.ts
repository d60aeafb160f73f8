import type { ErrorCode } from '@lembur/contracts/errors'
import { messages } from '@lembur/contracts/errors'
import { CreateEmployee, DepartmentCode, employeeColumns, type ImportEmployees, type ImportResult } from '@lembur/contracts/people'
import { DomainError, field, invalid } from '../kernel/index.ts'

type Column = (typeof employeeColumns)[number]
export type ImportError = ImportResult['errors'][number]

/** A line of the file that could be read; what its columns leave open is undefined. `row` counts as the spreadsheet does. */
export type ImportRow = {
  row: number
  workerId: string
  name: string
  /** Null: the cell is empty, he is in no department. */
  departmentCode?: string | null
  isEnabled?: boolean
  excludeFromReports?: boolean
}

export type ReadRows = { total: number; rows: ImportRow[]; errors: ImportError[] }

/** Older names of columns, as the predecessor's files have them. */
const olderNames: Record<string, Column> = { emp_id: 'worker_id', department: 'department_code' }

const booleans = new Map<string, boolean>([
  ...['true', 'yes', 'y', '1', 'ya', '是'].map((word) => [word, true] as const),
  ...['false', 'no', 'n', '0', 'tidak', '否'].map((word) => [word, false] as const),
])

export const importError = (row: number, column: Column, value: string, code: ErrorCode): ImportError => ({
  row,
  column,
  value,
  code,
  message: messages[code],
})

/**
 * Reads the lines of a file without asking the database: columns in any order and case, other columns ignored, blank
 * lines passed over. A later line with a worker id that has been read is an error. Throws `import.missing_columns`.
 */
export function readRows({ header, rows }: Pick<ImportEmployees, 'header' | 'rows'>): ReadRows {
  const places = placesOf(header)
  const read: ReadRows = { total: 0, rows: [], errors: [] }
  const seen = new Set<string>()
  for (const [index, cells] of rows.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue
    read.total++
    const { row, errors } = readRow(index + 2, (column) => cellAt(cells, places.get(column)))
    const key = row.workerId.toLowerCase()
    if (errors.length === 0 && seen.has(key)) errors.push(importError(row.row, 'worker_id', row.workerId, 'import.repeated_row'))
    seen.add(key)
    if (errors.length > 0) read.errors.push(...errors)
    else read.rows.push(row)
  }
  return read
}

function placesOf(header: string[]): Map<Column, number> {
  const places = new Map<Column, number>()
  for (const [index, title] of header.entries()) {
    const name = title
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_')
    const column = employeeColumns.find((known) => known === name) ?? olderNames[name]
    if (!column) continue
    if (places.has(column)) throw invalid([field('header', 'field.invalid')])
    places.set(column, index)
  }
  const columns = (['worker_id', 'name'] as const).filter((column) => !places.has(column))
  if (columns.length > 0) throw new DomainError('invalid', 'import.missing_columns', { columns })
  return places
}

/** The text of a cell; undefined where the file has no such column. The apostrophe that an export sets before a formula goes. */
const cellAt = (cells: string[], place: number | undefined): string | undefined =>
  place === undefined ? undefined : (cells[place] ?? '').trim().replace(/^'(?=[=+\-@])/, '')

function readRow(number: number, cell: (column: Column) => string | undefined): { row: ImportRow; errors: ImportError[] } {
  const errors: ImportError[] = []
  const text = (column: 'worker_id' | 'name', schema: typeof CreateEmployee.shape.name): string => {
    const value = cell(column) ?? ''
    const code = codeOf(schema.safeParse(value)) ?? forbidden(value)
    if (code) errors.push(importError(number, column, value, code))
    return value
  }
  const flag = (column: 'is_enabled' | 'exclude_from_reports'): boolean | undefined => {
    const value = cell(column)
    if (!value) return undefined
    const meant = booleans.get(value.toLowerCase())
    if (meant === undefined) errors.push(importError(number, column, value, 'import.not_boolean'))
    return meant
  }
  const code = (): string | null | undefined => {
    const value = cell('department_code')
    if (!value) return value === undefined ? undefined : null
    const parsed = DepartmentCode.safeParse(value)
    if (!parsed.success || forbidden(value)) errors.push(importError(number, 'department_code', value, 'import.unknown_department'))
    return parsed.data
  }
  const row = {
    row: number,
    workerId: text('worker_id', CreateEmployee.shape.workerId),
    name: text('name', CreateEmployee.shape.name),
    departmentCode: code(),
    isEnabled: flag('is_enabled'),
    excludeFromReports: flag('exclude_from_reports'),
  }
  return { row, errors }
}

/** What a schema of the contracts has against a text, in the vocabulary of errors. */
function codeOf(parsed: { success: boolean; error?: { issues: { message: string }[] } }): ErrorCode | null {
  if (parsed.success) return null
  const message = parsed.error?.issues[0]?.message
  return Object.keys(messages).find((code): code is ErrorCode => code === message) ?? 'field.invalid'
}

/** No text of the database may hold a null character. */
const forbidden = (text: string): ErrorCode | null => (text.includes('\0') ? 'field.invalid' : null)
