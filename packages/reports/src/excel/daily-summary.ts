import type { Writable } from 'node:stream'
import { type ReportRows, type Written, writeDepartmentSheets } from './department-sheets.ts'
import { summaryColumns, summaryLayout } from './summary-sheet.ts'

const layout = summaryLayout(summaryColumns([11.75, 13.75, 18.25, 9.75, 9.75, 9.75, 6, 25]))

/**
 * The summary of one work date, columns A–H, for the payroll import: a sheet for each department.
 * @param rows sorted by department code, start time, worker id
 */
export function writeDailySummary(rows: ReportRows, sink: Writable): Promise<Written> {
  return writeDepartmentSheets(rows, layout, sink)
}
