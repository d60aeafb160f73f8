import type { ReportRow } from '@lembur/contracts/reports'
import type { Style } from 'exceljs'
import type { SheetLayout } from './department-sheets.ts'
import { setCell } from './form-sheet.ts'
import { summaryHeadings } from './form-texts.ts'
import { styles } from './styles.ts'
import { summaryBreak, summaryHours, summaryKind } from './values.ts'

export interface SummaryColumn {
  width: number
  heading: string
  style: Partial<Style>
  value: (row: ReportRow) => string | number
}

const values: SummaryColumn['value'][] = [
  (row) => row.workerId,
  summaryKind,
  (row) => row.workDate,
  (row) => row.timeStart,
  (row) => row.timeEnd,
  summaryBreak,
  summaryHours,
  (row) => row.reason,
]

/** The eight columns that both summaries have, with the widths of the one at hand. */
export function summaryColumns(widths: readonly number[]): SummaryColumn[] {
  return summaryHeadings.map((heading, index) => ({
    width: widths[index]!,
    heading,
    style: heading === 'Reason' ? styles.summaryLeft : styles.summaryCentred,
    value: values[index]!,
  }))
}

/** A heading line and a line for each row, in the form that the payroll import reads. */
export function summaryLayout(columns: readonly SummaryColumn[]): SheetLayout {
  return {
    widths: columns.map((column) => column.width),
    open(sheet) {
      const line = sheet.getRow(1)
      columns.forEach((column, index) => {
        setCell(line, index + 1, column.heading, styles.summaryHeading)
      })
      line.commit()
    },
    row(sheet, row, number) {
      const line = sheet.getRow(number + 1)
      columns.forEach((column, index) => {
        setCell(line, index + 1, column.value(row), column.style)
      })
      line.commit()
    },
    close() {},
  }
}
