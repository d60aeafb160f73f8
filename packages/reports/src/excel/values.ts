import type { ReportRow } from '@lembur/contracts/reports'

/** Hours with two decimals, for people: 65 minutes are "1.08". */
export const hours = (minutes: number): string => (minutes / 60).toFixed(2)

export const formTime = (row: ReportRow): string => `${row.timeStart} - ${row.timeEnd}`
export const formHours = (row: ReportRow): string => `${hours(row.minutes)} hour(s)`
export const formBreak = (row: ReportRow): string => (row.hasBreak ? 'V' : '-')

const kindWords = { weekday: 'Weekday', weekend: 'Weekend', holiday: 'Holiday' } as const
export const formKind = (row: ReportRow): string => kindWords[row.kind]

const kindNumbers = { weekday: 1, weekend: 2, holiday: 3 } as const
/** The kind of day as the payroll import counts it. */
export const summaryKind = (row: ReportRow): number => kindNumbers[row.kind]

/** Hours as text without trailing zeros: "1", "2.5", "0.75". */
export const summaryHours = (row: ReportRow): string => String(Number(hours(row.minutes)))
export const summaryBreak = (row: ReportRow): string => (row.hasBreak ? 'Y' : 'N')
