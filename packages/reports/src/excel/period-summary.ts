import type { Writable } from 'node:stream'
import { type ReportRows, type Written, writeDepartmentSheets } from './department-sheets.ts'
import { summaryDetailHeading } from './form-texts.ts'
import { styles } from './styles.ts'
import { summaryColumns, summaryLayout } from './summary-sheet.ts'

const layout = summaryLayout([
  ...summaryColumns([11.75, 13, 15, 9.75, 9.75, 9.75, 6, 25]),
  { width: 25, heading: summaryDetailHeading, style: styles.summaryLeft, value: (row) => row.detail },
])

/**
 * The summary of a period, columns A–I, for the payroll import: a sheet for each department.
 * @param rows sorted by department code, work date, start time, worker id
 */
export function writePeriodSummary(rows: ReportRows, sink: Writable): Promise<Written> {
  return writeDepartmentSheets(rows, layout, sink)
}
