import type { OvertimeDetail, TimelineEntry } from '@lembur/contracts/overtime'
import type { Tx } from '@lembur/db'
import { periodMonth, periodOf } from '@lembur/rules/period'
import { type Ctx, covers, reachOf, read } from '../kernel/index.ts'
import { takesDecisions } from '../period/index.ts'
import { loadForReading, type OvertimeRequest } from './access.ts'
import { correctionsOf } from './correction-row.ts'
import { dayOf, holidayRules } from './day.ts'
import { daySums, forecastLines, limitRules } from './limits.ts'
import { breakOf, presenter } from './row.ts'
import { policyBreaks } from './shift.ts'

/** One request with all that explains it: the policy's breaks, the limits with it counted, and what happened to it. */
export async function getOvertime(ctx: Ctx, { id }: { id: string }): Promise<OvertimeDetail> {
  return read(ctx, async (tx) => {
    const request = await loadForReading(ctx, tx, id)
    const showsCorrections = seesCorrections(ctx, request)
    const [rules, sums, holidays, timeline, corrections, [more]] = await Promise.all([
      limitRules(tx),
      daySums(tx, [request.employeeId], request.workDate, request.workDate, request.id),
      holidayRules(tx, request.workDate),
      timelineOf(tx, id, showsCorrections),
      showsCorrections ? correctionsOf(tx, id) : [],
      tx.sql<{ departmentName: string | null }[]>`
        select name as "departmentName" from department where id = ${request.departmentId}`,
    ])
    const row = presenter(ctx.actor)(request)
    const counts = request.status === 'pending' || request.status === 'approved'
    return {
      ...row,
      departmentName: more?.departmentName ?? null,
      holidayTitle: dayOf(request.workDate, holidays).holidayTitle,
      kindOverrideReason: request.kindOverrideReason,
      policyBreaks: policyBreaks(ctx, { start: request.startMinute, end: request.endMinute }).map((rest) => breakOf(rest, false)),
      limits: forecastLines(ctx, rules, sums, request, counts ? request.minutes : 0),
      timeline,
      period: periodMonth(periodOf(request.workDate, request.periodStartDay ?? ctx.plant.periodStartDay)),
      periodState: request.periodState,
      corrections,
      can: { ...row.can, correct: counts && mayCorrect(ctx, request) },
    }
  })
}

function seesCorrections({ actor }: Ctx, request: OvertimeRequest): boolean {
  const reach = reachOf(actor, 'correction.read')
  return reach !== null && covers(reach, actor, request)
}

/** Of a period that takes no decisions any more, by who has the right, and nobody his own. */
function mayCorrect({ actor }: Ctx, request: OvertimeRequest): boolean {
  const reach = reachOf(actor, 'correction.create')
  if (!reach || request.employeeId === actor.employeeId || takesDecisions(request.periodState)) return false
  return covers(reach, actor, request)
}

/** What happened to a request; corrections among it for who sees them. */
const timelineOf = ({ sql }: Tx, id: string, corrections: boolean): Promise<TimelineEntry[]> =>
  sql<TimelineEntry[]>`
    select at, action, actor_name as "actorName", before, after from activity
    where subject_type = 'overtime' and subject_id = ${id} ${corrections ? sql`` : sql`and action <> 'overtime.correct'`}
    order by at limit 200`.then((rows) => [...rows])
