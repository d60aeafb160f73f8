import { type ErrorCode, messages } from '@lembur/contracts/errors'
import { Id } from '@lembur/contracts/ids'
import { defaultCurrency, type ImportWages, SetWage, type WageImportResult, type WageTerms, wageColumns } from '@lembur/contracts/wages'
import { DomainError, field, invalid } from '../kernel/index.ts'
import { termsOf } from './terms.ts'

type Column = (typeof wageColumns)[number]
export type ImportError = WageImportResult['errors'][number]

/** A line of the file that could be read. `row` counts as the spreadsheet does: the header is row 1. */
export type ImportRow = { row: number; workerId: string; effectiveFrom: string; terms: WageTerms }
export type ReadRows = { total: number; rows: ImportRow[]; errors: ImportError[] }

const needed = ['worker_id', 'effective_from', 'basis', 'amount'] as const satisfies Column[]

/** How plants write it; the template has the first of each. */
const bases = new Map<string, WageTerms['basis']>([
  ...['monthly', 'month', 'bulanan', '月薪', '月'].map((word) => [word, 'monthly'] as const),
  ...['hourly', 'hour', 'per jam', 'jam', '时薪', '小时'].map((word) => [word, 'hourly'] as const),
])

/** Fields of a wage, in the order in which their cells stand. */
const columnOf = {
  effectiveFrom: 'effective_from',
  basis: 'basis',
  amount: 'amount',
  fixedAllowance: 'fixed_allowance',
  variableAllowance: 'variable_allowance',
  currency: 'currency',
  note: 'note',
} as const satisfies Record<string, Column>

/** What an error repeats of a cell: a sum or a remark it never does, since errors are kept and sent on. */
const repeatable: readonly Column[] = ['worker_id', 'effective_from', 'basis', 'currency']

export const importError = (row: number, column: Column, value: string, code: ErrorCode): ImportError => ({
  row,
  column,
  value: repeatable.includes(column) ? value : null,
  code,
  message: messages[code],
})

/**
 * Reads the lines of a file without asking the database: columns in any order and case, others ignored, blank lines passed
 * over. A second line of one person and day is an error. Throws `import.missing_columns`.
 */
export function readRows({ header, rows }: Pick<ImportWages, 'header' | 'rows'>): ReadRows {
  const places = placesOf(header)
  const read: ReadRows = { total: 0, rows: [], errors: [] }
  const seen = new Set<string>()
  for (const [index, cells] of rows.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue
    read.total++
    const { row, errors } = readRow(index + 2, (column) => cellAt(cells, places.get(column)))
    const key = row && `${row.workerId.toLowerCase()} ${row.effectiveFrom}`
    if (row && key && seen.has(key)) errors.push(importError(row.row, 'effective_from', row.effectiveFrom, 'wage.date_taken'))
    if (key) seen.add(key)
    if (errors.length > 0) read.errors.push(...errors)
    else if (row) read.rows.push(row)
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
    const column = wageColumns.find((known) => known === name)
    if (!column) continue
    if (places.has(column)) throw invalid([field('header', 'field.invalid')])
    places.set(column, index)
  }
  const columns = needed.filter((column) => !places.has(column))
  if (columns.length > 0) throw new DomainError('invalid', 'import.missing_columns', { columns })
  return places
}

/** The text of a cell, empty where the file has no such column. The apostrophe that a spreadsheet wants before a formula goes. */
const cellAt = (cells: string[], place: number | undefined): string =>
  place === undefined ? '' : (cells[place] ?? '').trim().replace(/^'(?=[=+\-@])/, '')

/** Ids are looked up later: any will do to let the schema judge the rest. */
const anybody: Id = Id.parse('00000000-0000-7000-8000-000000000000')

function readRow(row: number, cell: (column: Column) => string): { row: ImportRow | null; errors: ImportError[] } {
  const workerId = cell('worker_id')
  const errors = workerId ? [] : [importError(row, 'worker_id', workerId, 'text.required')]
  const parsed = SetWage.safeParse({
    employeeId: anybody,
    effectiveFrom: cell('effective_from'),
    basis: bases.get(cell('basis').toLowerCase()),
    amount: cell('amount'),
    fixedAllowance: cell('fixed_allowance') || null,
    variableAllowance: cell('variable_allowance') || null,
    currency: cell('currency') || defaultCurrency,
    note: cell('note') || null,
  })
  if (parsed.success) return { row: { row, workerId, effectiveFrom: parsed.data.effectiveFrom, terms: termsOf(parsed.data) }, errors }
  for (const [name, column] of Object.entries(columnOf)) {
    const issue = parsed.error.issues.find(({ path }) => path[0] === name)
    if (issue) errors.push(importError(row, column, cell(column), codeOf(issue.message)))
  }
  return { row: null, errors }
}

const codeOf = (message: string): ErrorCode => Object.keys(messages).find((code): code is ErrorCode => code === message) ?? 'field.invalid'
