import type { OvertimeDetail, TimelineEntry } from '@lembur/contracts/overtime'
import type { Tx } from '@lembur/db'
import { type Ctx, read } from '../kernel/index.ts'
import { loadForReading } from './access.ts'
import { dayOf, holidayRules } from './day.ts'
import { daySums, forecastLines, limitRules } from './limits.ts'
import { breakOf, presenter } from './row.ts'
import { policyBreaks } from './shift.ts'

/** One request with all that explains it: the policy's breaks, the limits with it counted, and what happened to it. */
export async function getOvertime(ctx: Ctx, { id }: { id: string }): Promise<OvertimeDetail> {
  return read(ctx, async (tx) => {
    const request = await loadForReading(ctx, tx, id)
    const [rules, sums, holidays, timeline, [more]] = await Promise.all([
      limitRules(tx),
      daySums(tx, [request.employeeId], request.workDate, request.workDate, request.id),
      holidayRules(tx, request.workDate),
      timelineOf(tx, id),
      tx.sql<{ departmentName: string | null; periodStartDay: number | null }[]>`
        select department.name as "departmentName", employee.period_start_day as "periodStartDay"
        from employee left join department on department.organization_id = employee.organization_id and department.id = ${request.departmentId}
        where employee.id = ${request.employeeId}`,
    ])
    const counts = request.status === 'pending' || request.status === 'approved'
    return {
      ...presenter(ctx.actor)(request),
      departmentName: more?.departmentName ?? null,
      holidayTitle: dayOf(request.workDate, holidays).holidayTitle,
      kindOverrideReason: request.kindOverrideReason,
      policyBreaks: policyBreaks(ctx, { start: request.startMinute, end: request.endMinute }).map((rest) => breakOf(rest, false)),
      limits: forecastLines(ctx, rules, sums, { ...request, periodStartDay: more?.periodStartDay ?? null }, counts ? request.minutes : 0),
      timeline,
    }
  })
}

const timelineOf = ({ sql }: Tx, id: string): Promise<TimelineEntry[]> =>
  sql<TimelineEntry[]>`
    select at, action, actor_name as "actorName", before, after from activity
    where subject_type = 'overtime' and subject_id = ${id} order by at limit 200`.then((rows) => [...rows])
