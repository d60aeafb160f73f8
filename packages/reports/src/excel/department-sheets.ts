import type { Writable } from 'node:stream'
import type { ReportRow } from '@lembur/contracts/reports'
import { defaultDepartment } from '@lembur/contracts/reports'
import type { Worksheet } from 'exceljs'
import { type Department, departmentOf } from './department.ts'
import { sheetNames } from './sheet-names.ts'
import { openWorkbook } from './workbook-stream.ts'

/** Rows in the order of the workbook: by department code, then as the kind of workbook says. */
export type ReportRows = AsyncIterable<ReportRow> | Iterable<ReportRow>

export interface Written {
  rows: number
  sheets: number
}

/** How one kind of workbook draws a department's sheet; rows must be committed in order. */
export interface SheetLayout {
  widths: readonly number[]
  /** What stands above the rows. `first` is null on a sheet without rows. */
  open(sheet: Worksheet, department: Department, first: ReportRow | null): void
  /** The row's `number` counts from 1. */
  row(sheet: Worksheet, row: ReportRow, number: number): void
  /** What stands below `count` rows. */
  close(sheet: Worksheet, count: number): void
}

/**
 * Writes a workbook with a sheet for each department. Without any row it has one sheet, of the default department.
 * @throws Error when a department comes back after another: its rows would be torn apart.
 */
export async function writeDepartmentSheets(rows: ReportRows, layout: SheetLayout, sink: Writable): Promise<Written> {
  const workbook = openWorkbook(sink)
  const titleOf = sheetNames()
  const seen = new Set<string>()
  const written: Written = { rows: 0, sheets: 0 }
  let current: { code: string; sheet: Worksheet; count: number } | null = null

  const close = () => {
    if (!current) return
    layout.close(current.sheet, current.count)
    current.sheet.commit()
  }
  const open = (department: Department, first: ReportRow | null) => {
    if (seen.has(department.code)) throw new Error(`The rows are not sorted by department: ${department.code} comes twice.`)
    close()
    seen.add(department.code)
    const sheet = workbook.sheet(titleOf(department.code), layout.widths)
    layout.open(sheet, department, first)
    written.sheets++
    return { code: department.code, sheet, count: 0 }
  }

  try {
    for await (const row of rows) {
      const department = departmentOf(row)
      if (current?.code !== department.code) current = open(department, row)
      current.count++
      written.rows++
      layout.row(current.sheet, row, current.count)
      await workbook.ready()
    }
    current ??= open(defaultDepartment, null)
    close()
    await workbook.finish()
  } catch (error) {
    workbook.abandon()
    throw error
  }
  return written
}
