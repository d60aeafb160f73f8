import type { ReportKind } from '@lembur/contracts/reports'
import { type Period, periodOf } from '@lembur/rules/period'
import { reportFolder } from '@lembur/rules/report-names'

/** Which workbook: its kind, the dates it covers, and the folder of its period. */
export type ReportKey = { kind: ReportKind; range: Period; folder: string }

/** The two workbooks of a work date; they lie in the folder of its period by the plant's cycle. */
export function dailyReports(date: string, periodStartDay: number): ReportKey[] {
  const folder = reportFolder(periodOf(date, periodStartDay))
  const range = { start: date, end: date }
  return [
    { kind: 'daily-form', range, folder },
    { kind: 'daily-summary', range, folder },
  ]
}

/** The two workbooks of the period that a date belongs to. */
export function periodReports(date: string, periodStartDay: number): ReportKey[] {
  const range = periodOf(date, periodStartDay)
  const folder = reportFolder(range)
  return [
    { kind: 'period-form', range, folder },
    { kind: 'period-summary', range, folder },
  ]
}

/** The four workbooks that hold a work date. */
export const reportsHolding = (date: string, periodStartDay: number): ReportKey[] => [
  ...dailyReports(date, periodStartDay),
  ...periodReports(date, periodStartDay),
]
