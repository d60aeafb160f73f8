import type { ReportKind } from '@lembur/contracts/reports'
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
