import { z } from 'zod'
import { Id } from './ids.ts'
import { BreakTimes, Correction, DayKind, Reason } from './overtime.ts'
import { listOf, Paging } from './paging.ts'
import { PeriodName, PeriodState } from './period-state.ts'
import { ClockTime, Instant, Minutes, WorkDate } from './time.ts'

export const PeriodsOfYear = PeriodName.pick({ year: true })
export type PeriodsOfYear = z.infer<typeof PeriodsOfYear>

/** One period and what lies in it, as far as the reader sees requests and corrections. */
export const PeriodRow = PeriodName.extend({
  /** The span of the plant's own cycle; people with a cycle of their own have another. */
  start: WorkDate,
  end: WorkDate,
  /** The last day of the last of all cycles: from then on it may be closed. */
  closableFrom: WorkDate,
  state: PeriodState,
  changedByName: z.string().nullable(),
  changedAt: Instant.nullable(),
  /** Why it was opened again; null where it never was, or has been closed since. */
  reason: z.string().nullable(),
  requests: z.int(),
  countedMinutes: Minutes,
  pending: z.int(),
  /** Corrections of earlier periods that land in this one, and what they add or take away. */
  corrections: z.int(),
  correctionMinutes: z.int(),
  /** 0 for one that nobody has closed yet. */
  version: z.int().min(0),
  can: z.object({ close: z.boolean(), reopen: z.boolean(), lock: z.boolean(), process: z.boolean() }),
})
export type PeriodRow = z.infer<typeof PeriodRow>
export const PeriodList = z.object({ results: z.array(PeriodRow) })

/** The next state of a period; `reason` is needed to open it again. `version` is what the writer saw, 0 for one without. */
export const ChangePeriod = PeriodName.extend({ to: PeriodState, reason: Reason.optional(), version: z.int().min(0).optional() })
export type ChangePeriod = z.infer<typeof ChangePeriod>

/** Corrections the reader may see: of one request, or those that land in a period, or that correct one. Newest first. */
export const ListCorrections = Paging.extend({
  requestId: Id.optional(),
  year: PeriodName.shape.year.optional(),
  month: PeriodName.shape.month.optional(),
  ofYear: PeriodName.shape.year.optional(),
  ofMonth: PeriodName.shape.month.optional(),
})
export type ListCorrections = z.infer<typeof ListCorrections>
export const CorrectionList = listOf(Correction)

/** What a request of a locked period should have been; hours are computed by the server. `void`: it should not have counted. */
const corrected = {
  requestId: Id,
  /** Left out: as it was. */
  workDate: WorkDate.optional(),
  timeStart: ClockTime.optional(),
  timeEnd: ClockTime.optional(),
  /** Left out: by policy. An empty list: none. */
  breaks: z.array(BreakTimes).max(8, { error: 'breaks.too_many' }).optional(),
  /** Left out: as it was, or on another date what the calendar says. */
  kind: DayKind.optional(),
  void: z.boolean().default(false),
}
export const CreateCorrection = z.object({ ...corrected, reason: Reason })
export type CreateCorrection = z.infer<typeof CreateCorrection>

/** The same without a reason: what it would come to. Nothing is stored. */
export const PreviewCorrection = z.object(corrected)
export type PreviewCorrection = z.infer<typeof PreviewCorrection>
export const CorrectionPreview = Correction.pick({ of: true, landsIn: true, before: true, after: true, differenceMinutes: true })
export type CorrectionPreview = z.infer<typeof CorrectionPreview>
