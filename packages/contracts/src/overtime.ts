import { z } from 'zod'
import { Id, Version } from './ids.ts'
import { Judgement } from './judgement.ts'
import { csvOf, listOf, Paging, SortOrder } from './paging.ts'
import { PeriodName, PeriodState } from './period-state.ts'
import { ClockTime, DayMinute, Instant, Minutes, WorkDate } from './time.ts'

export const overtimeStatuses = ['pending', 'approved', 'rejected', 'withdrawn'] as const
export const OvertimeStatus = z.enum(overtimeStatuses)
export type OvertimeStatus = z.infer<typeof OvertimeStatus>

/** What counts towards limits, sums and workbooks: one definition for the whole product. */
export const isCounted = (status: OvertimeStatus): boolean => status === 'pending' || status === 'approved'

export const dayKinds = ['weekday', 'weekend', 'holiday'] as const
export const DayKind = z.enum(dayKinds)
export type DayKind = z.infer<typeof DayKind>

export const reasonLength = 200
/** The official form has room for this many characters of a reason; more is allowed, and hinted at. */
export const reasonFitsForm = 20

/** A page of writing. */
export const detailLength = 2000

const text = (max: number) =>
  z.string({ error: 'text.required' }).trim().min(1, { error: 'text.required' }).max(max, { error: 'text.too_long' })
export const Reason = text(reasonLength)

/** A break by local times; an end before the shift's start means the next day. */
export const BreakTimes = z.object({ start: ClockTime, end: ClockTime })
export type BreakTimes = z.infer<typeof BreakTimes>

const requestFields = {
  employeeId: Id,
  projectId: Id,
  workDate: WorkDate,
  timeStart: ClockTime,
  /** Before `timeStart` it is the next day; equal is refused. */
  timeEnd: ClockTime,
  /** Left out: by policy. An empty list: none. */
  breaks: z.array(BreakTimes).max(8, { error: 'breaks.too_many' }).optional(),
  reason: Reason,
  detail: text(detailLength),
  /** Only for those who may decide: another kind of day than the calendar's, with the reason, audited. */
  kindOverride: z.object({ kind: DayKind, reason: Reason }).optional(),
}

/** A total sent along is ignored: hours are computed by the server. `id` made by the client makes a repeat harmless. */
export const SubmitOvertime = z.object({ id: Id.optional(), ...requestFields })
export type SubmitOvertime = z.infer<typeof SubmitOvertime>

/** What is left out stays as it is; `breaks: null` plans them anew by policy. */
export const ReviseOvertime = z.object({
  id: Id,
  version: Version.optional(),
  employeeId: Id.optional(),
  projectId: Id.optional(),
  workDate: WorkDate.optional(),
  timeStart: ClockTime.optional(),
  timeEnd: ClockTime.optional(),
  breaks: z.array(BreakTimes).max(8, { error: 'breaks.too_many' }).nullable().optional(),
  reason: Reason.optional(),
  detail: text(detailLength).optional(),
  kindOverride: z.object({ kind: DayKind, reason: Reason }).nullable().optional(),
})
export type ReviseOvertime = z.infer<typeof ReviseOvertime>

export const WithdrawOvertime = z.object({ id: Id, version: Version.optional() })
export type WithdrawOvertime = z.infer<typeof WithdrawOvertime>

/** `pending` reopens a decided request. Rejecting and reopening need a reason; approving past a blocking limit too. */
export const decisionOutcomes = ['approved', 'rejected', 'pending'] as const
export const DecideOvertime = z.object({
  id: Id,
  outcome: z.enum(decisionOutcomes),
  reason: Reason.optional(),
  version: Version.optional(),
})
export type DecideOvertime = z.infer<typeof DecideOvertime>

export const DecideManyOvertime = z.object({
  ids: z.array(Id).min(1, { error: 'ids.required' }).max(500, { error: 'overtime.too_many' }),
  outcome: z.enum(decisionOutcomes),
  reason: Reason.optional(),
})
export type DecideManyOvertime = z.infer<typeof DecideManyOvertime>

export const limitSpans = ['day', 'week', 'period'] as const
export const LimitSpan = z.enum(limitSpans)
export type LimitSpan = z.infer<typeof LimitSpan>
export const limitSeverities = ['warn', 'block'] as const
export const limitLevels = ['fine', 'advised', 'at_max', 'over'] as const
export type LimitLevel = (typeof limitLevels)[number]

/** One limit and where it stands with a request included; all lengths in minutes. */
export const ForecastLine = z.object({
  span: LimitSpan,
  from: WorkDate,
  to: WorkDate,
  approvedMinutes: Minutes,
  pendingMinutes: Minutes,
  /** What this draft or request adds. */
  draftMinutes: Minutes,
  advisedMinutes: Minutes.nullable(),
  maxMinutes: Minutes.nullable(),
  severity: z.enum(limitSeverities),
  level: z.enum(limitLevels),
})
export type ForecastLine = z.infer<typeof ForecastLine>

export const OvertimeBreak = z.object({
  start: ClockTime,
  end: ClockTime,
  startMinute: DayMinute,
  endMinute: DayMinute,
  minutes: Minutes,
  /** False where the policy placed it and nobody moved it. */
  touched: z.boolean(),
})
export type OvertimeBreak = z.infer<typeof OvertimeBreak>

/** What the reader may do with this row, decided by the domain: the client never derives it again. */
export const OvertimeRights = z.object({ revise: z.boolean(), withdraw: z.boolean(), decide: z.boolean(), reopen: z.boolean() })

export const OvertimeRow = z.object({
  id: Id,
  /** OT-2026-000123: what people say on the phone. */
  number: z.string(),
  employeeId: Id,
  employeeWorkerId: z.string(),
  employeeName: z.string(),
  departmentId: Id.nullable(),
  departmentCode: z.string().nullable(),
  projectId: Id,
  projectName: z.string(),
  workDate: WorkDate,
  timeStart: ClockTime,
  timeEnd: ClockTime,
  startMinute: DayMinute,
  endMinute: DayMinute,
  breaks: z.array(OvertimeBreak),
  breakMinutes: Minutes,
  minutes: Minutes,
  /** `minutes` as people write it, two decimals. */
  hours: z.number(),
  kind: DayKind,
  status: OvertimeStatus,
  reason: z.string(),
  detail: z.string(),
  filedByName: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: Instant.nullable(),
  decisionReason: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  version: Version,
  can: OvertimeRights,
})
export type OvertimeRow = z.infer<typeof OvertimeRow>

/** One line of what happened to a request, from the audit: `before` and `after` hold only the fields that changed. */
export const TimelineEntry = z.object({
  at: Instant,
  action: z.string(),
  actorName: z.string().nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
})
export type TimelineEntry = z.infer<typeof TimelineEntry>

/** A request as it counts: where it lies, its breaks, its kind of day. One that does not count has no minutes. */
export const CountedShift = z.object({
  workDate: WorkDate,
  timeStart: ClockTime,
  timeEnd: ClockTime,
  startMinute: DayMinute,
  endMinute: DayMinute,
  breaks: z.array(z.object({ start: ClockTime, end: ClockTime, startMinute: DayMinute, endMinute: DayMinute })),
  breakMinutes: Minutes,
  minutes: Minutes,
  kind: DayKind,
  /** False where a correction says that the request should not have counted at all. */
  counts: z.boolean(),
})
export type CountedShift = z.infer<typeof CountedShift>

export const Correction = z.object({
  id: Id,
  requestId: Id,
  /** The number of the request, as people say it. */
  number: z.string(),
  employeeId: Id,
  employeeWorkerId: z.string(),
  employeeName: z.string(),
  departmentCode: z.string().nullable(),
  /** The period it corrects, and the one its difference lands in. */
  of: PeriodName,
  landsIn: PeriodName,
  before: CountedShift,
  after: CountedShift,
  /** Minutes after less minutes before. */
  differenceMinutes: z.int(),
  reason: z.string(),
  createdByName: z.string().nullable(),
  createdAt: Instant,
})
export type Correction = z.infer<typeof Correction>

export const OvertimeDetail = OvertimeRow.extend({
  departmentName: z.string().nullable(),
  holidayTitle: z.string().nullable(),
  kindOverrideReason: z.string().nullable(),
  /** The breaks that the policy would place: what "moved by you" is told against. */
  policyBreaks: z.array(OvertimeBreak),
  limits: z.array(ForecastLine),
  timeline: z.array(TimelineEntry),
  /** The period it lies in, by its employee's own cycle, and how far that is with payroll. */
  period: PeriodName,
  periodState: PeriodState,
  /** What was put right since that period was locked, oldest first; empty for those who may not see corrections. */
  corrections: z.array(Correction),
  can: OvertimeRights.extend({ correct: z.boolean() }),
})
export type OvertimeDetail = z.infer<typeof OvertimeDetail>

export const overtimeSorts = ['workDate', 'employeeName', 'projectName', 'minutes', 'status', 'createdAt', 'startMinute'] as const
export const ListOvertime = Paging.extend({
  from: WorkDate.optional(),
  to: WorkDate.optional(),
  status: csvOf(OvertimeStatus),
  employeeId: csvOf(Id),
  projectId: csvOf(Id),
  departmentId: csvOf(Id),
  departmentCode: csvOf(z.string().max(50)),
  kind: csvOf(DayKind),
  /** Employee name, worker id, project, request number, or words of the reason. */
  search: z.string().trim().max(100).optional(),
  sort: z.enum(overtimeSorts).default('workDate'),
  order: SortOrder.default('desc'),
  /** Continues after the last row of the page before, for the order workDate desc: deep pages at the price of the first. */
  cursor: z.string().max(200).optional(),
})
export type ListOvertime = z.infer<typeof ListOvertime>
export const OvertimeList = listOf(OvertimeRow)

/** Sums of a filtered list: what is counted, what waits, what was turned down. */
export const OvertimeTotals = z.object({
  requests: z.int(),
  requestsIsMinimum: z.boolean(),
  countedMinutes: Minutes,
  pending: z.int(),
  rejected: z.int(),
})
export type OvertimeTotals = z.infer<typeof OvertimeTotals>
export const TotalsOvertime = ListOvertime.omit({ page: true, pageSize: true, sort: true, order: true, cursor: true })
export type TotalsOvertime = z.infer<typeof TotalsOvertime>

/** Where a draft would stand: hours, kind of day, limits, clashes; computed as a submit would, nothing is stored. */
export const ForecastOvertime = z.object({
  employeeId: Id,
  workDate: WorkDate,
  timeStart: ClockTime.optional(),
  timeEnd: ClockTime.optional(),
  breaks: z.array(BreakTimes).max(8).optional(),
  /** The request being revised, so that it is not counted twice. */
  exceptId: Id.optional(),
})
export type ForecastOvertime = z.infer<typeof ForecastOvertime>

export const Clash = z.object({
  id: Id,
  number: z.string(),
  workDate: WorkDate,
  timeStart: ClockTime,
  timeEnd: ClockTime,
  status: OvertimeStatus,
})
export type Clash = z.infer<typeof Clash>

export const CopyYesterday = z.object({ employeeId: Id, workDate: WorkDate })
export type CopyYesterday = z.infer<typeof CopyYesterday>

/**
 * What makes a pending request worth a look before it is decided. `over_law`: past what the policy of the date allows, `text` being
 * the code of the rule; `short_rest`: less rest than that policy asks for, in minutes.
 */
export const findings = [
  'over_day',
  'over_week',
  'over_period',
  'advised_week',
  'advised_period',
  'advised_day',
  'over_law',
  'short_rest',
  'past_midnight',
  'holiday',
] as const
export const Finding = z.object({ code: z.enum(findings), minutes: z.int().nullable(), text: z.string().nullable() })
export type Finding = z.infer<typeof Finding>

/** The approver's inbox: pending requests he may decide, oldest work date first, those with findings before the clean ones. */
export const InboxOvertime = z.object({
  search: z.string().trim().max(100).optional(),
  departmentId: csvOf(Id),
  projectId: csvOf(Id),
  limit: z.coerce.number().int().min(1).max(500).default(200),
})
export type InboxOvertime = z.infer<typeof InboxOvertime>
export const InboxRow = OvertimeRow.extend({
  ...Judgement.shape,
  findings: z.array(Finding),
  limits: z.array(ForecastLine),
  holidayTitle: z.string().nullable(),
})
export type InboxRow = z.infer<typeof InboxRow>
export const OvertimeInbox = z.object({
  count: z.int(),
  countIsMinimum: z.boolean(),
  oldestFiledAt: Instant.nullable(),
  /** Departments of the approver himself, for "my line". */
  ownDepartmentId: Id.nullable(),
  /** The last three reasons this approver rejected with. */
  recentReasons: z.array(z.string()),
  results: z.array(InboxRow),
})
export type OvertimeInbox = z.infer<typeof OvertimeInbox>

/** Minutes per day of the fourteen days up to a date, for the evidence card. */
export const RecentDays = z.object({ employeeId: Id, to: WorkDate })
export const RecentDay = z.object({ date: WorkDate, kind: DayKind, minutes: Minutes })
export type RecentDay = z.infer<typeof RecentDay>

/** The answer to one row of a decision over many: done, or the error that stopped this row only. */
export const DecisionResult = z.object({
  id: Id,
  number: z.string().nullable(),
  ok: z.boolean(),
  status: OvertimeStatus.nullable(),
  code: z.string().nullable(),
  message: z.string().nullable(),
  decidedByName: z.string().nullable(),
  /** Whether the one who decided may take it back: only then is an undo offered. */
  canReopen: z.boolean(),
})
export const DecisionResults = z.object({ decided: z.int(), failed: z.int(), results: z.array(DecisionResult) })
export type DecisionResults = z.infer<typeof DecisionResults>

export const statisticGroups = ['employee', 'project', 'day', 'department'] as const
/** Sums of a span by one grouping; withdrawn and rejected requests do not count. */
export const OvertimeStatistics = z.object({
  from: WorkDate,
  to: WorkDate,
  groupBy: z.enum(statisticGroups).default('employee'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})
export type OvertimeStatistics = z.infer<typeof OvertimeStatistics>
export const StatisticRow = z.object({
  key: z.string(),
  label: z.string(),
  minutes: Minutes,
  requests: z.int(),
  weekdayMinutes: Minutes,
  weekendMinutes: Minutes,
  holidayMinutes: Minutes,
  approvedMinutes: Minutes,
  pendingMinutes: Minutes,
})
export type StatisticRow = z.infer<typeof StatisticRow>
export const StatisticsResult = z.object({
  from: WorkDate,
  to: WorkDate,
  totalMinutes: Minutes,
  totalRequests: z.int(),
  rows: z.array(StatisticRow),
})
export type StatisticsResult = z.infer<typeof StatisticsResult>
