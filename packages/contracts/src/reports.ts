import { z } from 'zod'
import { Id } from './ids.ts'
import { DayKind } from './overtime.ts'
import { ClockTime, Instant, Minutes, WorkDate } from './time.ts'

/** The four official workbooks: two of a work date, two of a period. */
export const reportKinds = ['daily-form', 'daily-summary', 'period-form', 'period-summary'] as const
export const ReportKind = z.enum(reportKinds)
export type ReportKind = z.infer<typeof ReportKind>

/** queued → building → stored (on its way) → delivered; or failed, open-elsewhere (retried), nothing (no row to report). */
export const reportStates = ['queued', 'building', 'stored', 'delivered', 'failed', 'open-elsewhere', 'nothing'] as const
export const ReportState = z.enum(reportStates)
export type ReportState = z.infer<typeof ReportState>

/** One line of a workbook, as the builders take it: no database, no rounding left to do. */
export const ReportRow = z.object({
  departmentCode: z.string(),
  departmentName: z.string(),
  workerId: z.string(),
  employeeName: z.string(),
  workDate: WorkDate,
  timeStart: ClockTime,
  timeEnd: ClockTime,
  minutes: Minutes,
  hasBreak: z.boolean(),
  kind: DayKind,
  reason: z.string(),
  detail: z.string(),
})
export type ReportRow = z.infer<typeof ReportRow>

/** Whoever has no department is reported under this one (official-forms §3.1). */
export const defaultDepartment = {
  code: 'K390140R1C',
  name: 'BG6-RD Center-Automatic System Test R&D Div.1-Dept.1-PTB Sec.1',
} as const

export const ReportFile = z.object({
  id: Id,
  kind: ReportKind,
  /** The work date, or the first day of the period. */
  startDate: WorkDate,
  /** The same work date, or the last day of the period. */
  endDate: WorkDate,
  fileName: z.string(),
  folder: z.string(),
  state: ReportState,
  /** Why it failed or waits, for a person to read. */
  stateReason: z.string().nullable(),
  nextAttemptAt: Instant.nullable(),
  rows: z.int(),
  sheets: z.int(),
  /** Grows by one with every build. */
  version: z.int(),
  sha256: z.string().nullable(),
  size: z.int().nullable(),
  builtAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
  /** True where bytes can be downloaded: the last good version while a new one builds. */
  downloadable: z.boolean(),
})
export type ReportFile = z.infer<typeof ReportFile>

export const ReportsOfDate = z.object({ date: WorkDate })
export const ReportsResult = z.object({
  count: z.int(),
  next: z.string().nullable(),
  previous: z.string().nullable(),
  results: z.array(ReportFile),
})

export const ReportDay = z.object({
  date: WorkDate,
  kind: DayKind,
  holidayTitle: z.string().nullable(),
  rows: z.int(),
  form: ReportFile.nullable(),
  summary: ReportFile.nullable(),
})
export type ReportDay = z.infer<typeof ReportDay>

export const ReportLogEntry = z.object({
  at: Instant,
  kind: ReportKind,
  startDate: WorkDate,
  event: z.enum(['queued', 'building', 'stored', 'delivered', 'failed', 'open-elsewhere', 'removed']),
  text: z.string().nullable(),
  size: z.int().nullable(),
  version: z.int().nullable(),
})
export type ReportLogEntry = z.infer<typeof ReportLogEntry>

/** The report centre of one period. */
export const ReportPeriod = z.object({ date: WorkDate })
export const ReportCentre = z.object({
  period: z.object({ start: WorkDate, end: WorkDate }),
  share: z.object({
    kind: z.enum(['folder', 'smbclient']),
    location: z.string(),
    reachable: z.boolean().nullable(),
    milliseconds: z.number().nullable(),
    reason: z.string().nullable(),
  }),
  periodForm: ReportFile.nullable(),
  periodSummary: ReportFile.nullable(),
  days: z.array(ReportDay),
  log: z.array(ReportLogEntry),
  failed: z.int(),
})
export type ReportCentre = z.infer<typeof ReportCentre>

/** Rebuilds the four workbooks of a date, or every one of the date's period. */
export const RebuildReports = z.object({ date: WorkDate, wholePeriod: z.boolean().default(false) })
export type RebuildReports = z.infer<typeof RebuildReports>
export const RebuildQueued = z.object({ dates: z.int() })

/** Which files hold a request's row, for its drawer. */
export const ReportsOfRequest = z.object({ requestId: Id })
