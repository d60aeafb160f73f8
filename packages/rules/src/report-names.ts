import { type ReportKind, reportKinds } from '@lembur/contracts/reports'
import type { Period } from './period.ts'

const compact = (date: string) => date.replaceAll('-', '')
const underscored = (date: string) => date.replaceAll('-', '_')

/**
 * The exact name of an official workbook (official-forms §3.1): of a date `20260611OT.xlsx`, of a period
 * `~2026_05_26-2026_06_25OT.xlsx`, the summaries with `OTSummary`. The leading tilde is literal.
 */
export function reportFileName(kind: ReportKind, { start, end }: Period): string {
  const ending = kind.endsWith('summary') ? 'OTSummary.xlsx' : 'OT.xlsx'
  return kind.startsWith('daily') ? `${compact(start)}${ending}` : `~${underscored(start)}-${underscored(end)}${ending}`
}

/** The folder on the share that holds a period's workbooks: `2026-05-26_2026-06-25`. */
export const reportFolder = (period: Period): string => `${period.start}_${period.end}`

/** Whether a file in a folder of the share bears a name that this product gives: that of a workbook of the folder's own period. */
export function isReportFile(folder: string, fileName: string): boolean {
  const [start = '', end = ''] = folder.split('_')
  if (reportFolder({ start, end }) !== folder || !isDate(start) || !isDate(end)) return false
  const day = fileName.replace(/^(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3')
  const isOfDay = day >= start && day <= end && isDate(day)
  return reportKinds.some((kind) => {
    if (!kind.startsWith('daily')) return reportFileName(kind, { start, end }) === fileName
    return isOfDay && reportFileName(kind, { start: day, end: day }) === fileName
  })
}

const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text)
