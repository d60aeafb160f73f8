import { z } from 'zod'
import { Band, CapState, TraceLine, Violation } from './evaluation.ts'
import { Id, Version } from './ids.ts'
import { Judgement } from './judgement.ts'
import { DayKind, ForecastLine, OvertimeBreak, OvertimeStatus } from './overtime.ts'
import { listOf, Paging, QueryBoolean } from './paging.ts'
import { confidences, HourClass } from './policy.ts'
import { ClockTime, DayMinute, Instant, Minutes, WorkDate } from './time.ts'

/** Where a rule stands written. `documentId`: the plant's own regulation PDF, where the policy names one as its source. */
export const RuleSource = z.object({
  article: z.string(),
  confidence: z.enum(confidences).nullable(),
  url: z.string().nullable(),
  documentId: Id.nullable(),
})
export type RuleSource = z.infer<typeof RuleSource>

/** Hours of one label and rate; `payableMinutes` is minutes times rate, exact (`105/2`): what they count as in pay. */
export const ExplainedBand = Band.extend({ payableMinutes: z.string(), source: RuleSource.nullable() })
export type ExplainedBand = z.infer<typeof ExplainedBand>

/** A stretch of the request at one rate, in minutes from 00:00 of the work date: the bar of the rung. */
export const ExplainedPiece = z.object({
  startMinute: z.int().min(0),
  endMinute: z.int().min(0),
  label: z.string(),
  rate: z.string(),
  class: HourClass,
  inPay: z.boolean(),
})
export type ExplainedPiece = z.infer<typeof ExplainedPiece>

/** Which policy judged. `versionId` and `versionNumber` null: a pack as the product brings it, whose `version` is its own. */
export const ExplainedPolicy = z.object({
  title: z.string(),
  pack: z.string(),
  version: z.string(),
  versionNumber: z.int().nullable(),
  versionId: Id.nullable(),
})
export type ExplainedPolicy = z.infer<typeof ExplainedPolicy>

/** Money of a request, for those who may see wages. `hourly` is exact to six decimals, `amount` rounded as the policy says. */
export const ExplainedMoney = z.object({
  scope: z.enum(['overtime', 'total']),
  hourly: z.string(),
  amount: z.string(),
  currency: z.string().nullable(),
})
export type ExplainedMoney = z.infer<typeof ExplainedMoney>

/**
 * The ladder of one request as it was worked out: the rungs in the order in which they are read, each with the figures that its
 * sentence needs. There is no rung of clock times: the product knows none yet.
 */
export const Ladder = z.object({
  asked: z.object({
    workDate: WorkDate,
    timeStart: ClockTime,
    timeEnd: ClockTime,
    startMinute: DayMinute,
    endMinute: DayMinute,
    /** From start to end, breaks included. */
    minutes: Minutes,
  }),
  breaks: z.object({
    minutes: Minutes,
    taken: z.array(OvertimeBreak),
    /** What the plant's policy would have placed: what "moved" is told against. */
    byPolicy: z.array(OvertimeBreak),
    /** Whether the breaks are just those. */
    isByPolicy: z.boolean(),
  }),
  day: z.object({
    kind: DayKind,
    /** What the calendar says; another than `kind` where somebody decided so. */
    calendarKind: DayKind,
    holidayTitle: z.string().nullable(),
    overrideReason: z.string().nullable(),
  }),
  rules: z.object({
    bands: z.array(ExplainedBand),
    pieces: z.array(ExplainedPiece),
    payableMinutes: z.string(),
  }),
  caps: z.object({
    /** The plant's limits with this request counted. */
    plant: z.array(ForecastLine),
    /** The caps and averages of the policy. */
    law: z.array(CapState.extend({ source: RuleSource.nullable() })),
    averages: Judgement.shape.averages,
  }),
  counts: z.object({ minutes: Minutes }),
  policy: ExplainedPolicy,
  obligations: z.array(z.string()),
  violations: z.array(Violation.extend({ source: RuleSource.nullable() })),
  trace: z.array(TraceLine),
})
export type Ladder = z.infer<typeof Ladder>

/** A decision whose explanation was kept; the newest first. */
export const KeptExplanation = z.object({ decision: Version, storedAt: Instant })

/** A difference that was made to a request in a locked period. */
export const ExplainedCorrection = z.object({
  id: Id,
  requestId: Id,
  /** The months that the corrected period and the one it lands in are named for. */
  ofYear: z.int(),
  ofMonth: z.int(),
  year: z.int(),
  month: z.int(),
  differenceMinutes: z.int(),
  reason: z.string(),
  createdAt: Instant,
})
export type ExplainedCorrection = z.infer<typeof ExplainedCorrection>

/** Which explanation of a request is wanted: of the decision that made it this version; left out, the one that holds now. */
export const ExplainOvertime = z.object({ id: Id, decision: z.coerce.number().int().min(1).optional() })
export type ExplainOvertime = z.infer<typeof ExplainOvertime>

/**
 * How a request's hours came about. `storedAt` is when it was kept, with the decision; null: worked out just now, by today's
 * limits, holidays and requests, with the policy of its date.
 */
export const Explanation = Ladder.extend({
  requestId: Id,
  number: z.string(),
  status: OvertimeStatus,
  storedAt: Instant.nullable(),
  /** Why nothing was kept: it waits (or was taken back), or was decided before explanations were kept. */
  computedBecause: z.enum(['not_decided', 'decided_before']).nullable(),
  /** The version that the decision made of the request. */
  decision: Version.nullable(),
  kept: z.array(KeptExplanation),
  /** Null for those who may not see this wage, and where none is known. */
  money: ExplainedMoney.nullable(),
  /** Empty for those who may not see corrections. */
  corrections: z.array(ExplainedCorrection),
})
export type Explanation = z.infer<typeof Explanation>

/** Above this many requests a total is not judged rule by rule: `bands` is null, the sums of minutes stay exact. */
export const explainedUpTo = 20_000

/**
 * Which hours are summed: those of the requests that wait or are approved, as in a statistic. `asWorkbook`: as in a workbook,
 * without the people who are left out of those. `departmentId: none` are the requests of no department.
 */
export const ExplainTotal = Paging.extend({
  from: WorkDate,
  to: WorkDate,
  employeeId: Id.optional(),
  departmentId: z.union([Id, z.literal('none')]).optional(),
  projectId: Id.optional(),
  asWorkbook: QueryBoolean.default(false),
})
export type ExplainTotal = z.infer<typeof ExplainTotal>

/** Hours of one label, rate and article over all requests of a total. */
export const TotalBand = z.object({
  label: z.string(),
  rate: z.string(),
  class: HourClass,
  inPay: z.boolean(),
  source: RuleSource.nullable(),
  article: z.string().nullable(),
  minutes: z.int(),
  payableMinutes: z.string(),
  requests: z.int(),
})
export type TotalBand = z.infer<typeof TotalBand>

/** One request of a total, with its own figures. */
export const TotalRequest = z.object({
  id: Id,
  number: z.string(),
  employeeId: Id,
  employeeName: z.string(),
  employeeWorkerId: z.string(),
  workDate: WorkDate,
  timeStart: ClockTime,
  timeEnd: ClockTime,
  startMinute: DayMinute,
  endMinute: DayMinute,
  kind: DayKind,
  status: OvertimeStatus,
  askedMinutes: Minutes,
  breakMinutes: Minutes,
  minutes: Minutes,
  /** Null where there were too many to be judged. */
  payableMinutes: z.string().nullable(),
  /** Whether its figures are those kept with the decision. */
  stored: z.boolean(),
})
export type TotalRequest = z.infer<typeof TotalRequest>

/** A sum, as a ladder: asked, less breaks, by kind of day, by rule, counted; then the requests, page by page, by work date. */
export const ExplainedTotal = listOf(TotalRequest).extend({
  from: WorkDate,
  to: WorkDate,
  requests: z.int(),
  askedMinutes: Minutes,
  breakMinutes: Minutes,
  byKind: z.object({ weekday: Minutes, weekend: Minutes, holiday: Minutes }),
  byStatus: z.object({ approved: Minutes, pending: Minutes }),
  /** Null above `explainedUpTo` requests (narrow the dates or the people), and where one cannot be judged: part of a sum is none. */
  bands: z.array(TotalBand).nullable(),
  payableMinutes: z.string().nullable(),
  /** The policies that judged, each with the number of its requests. */
  policies: z.array(ExplainedPolicy.extend({ requests: z.int() })),
  /** How many of the requests are as they were kept with their decision. */
  storedRequests: z.int(),
  countedMinutes: Minutes,
  /** Differences that land in the periods within these dates; at most 200, empty for those who may not see them. */
  corrections: z.array(ExplainedCorrection),
  correctionMinutes: z.int(),
})
export type ExplainedTotal = z.infer<typeof ExplainedTotal>
