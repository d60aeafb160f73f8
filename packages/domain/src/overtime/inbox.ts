import type { Finding, ForecastLine, InboxOvertime, InboxRow, OvertimeInbox } from '@lembur/contracts/overtime'
import type { Tx } from '@lembur/db'
import { type Ctx, countedUpTo, limitTo, read } from '../kernel/index.ts'
import { decidableBy } from './access.ts'
import { dayOf, holidayRules } from './day.ts'
import { lookUp, matching } from './filter.ts'
import { daySums, forecastLines, limitRules } from './limits.ts'
import { presenter, rowColumns, rowJoins, type StoredRow } from './row.ts'

type InboxStored = StoredRow & { periodStartDay: number | null }

/**
 * What waits for this approver: pending requests within his reach, never his own, each with its limits (itself included)
 * and what is worth a look: those with findings first, then the others, the oldest work date first in either. Errors: `permission.denied`.
 */
export async function inboxOfOvertime(ctx: Ctx, input: InboxOvertime): Promise<OvertimeInbox> {
  return read(ctx, async (tx) => {
    const { sql } = tx
    const found = await lookUp(tx, input.search)
    const waiting = () => sql`
      request.status = 'pending' and ${decidableBy(ctx, sql)} and request.employee_id is distinct from ${ctx.actor.employeeId}
      and ${matching(ctx, tx, { ...input, status: undefined, departmentCode: undefined, kind: undefined, employeeId: undefined }, found)}`
    const [waitingRows, [counted], rules, holidays, reasons] = await Promise.all([
      sql<InboxStored[]>`
        with request as (
          select request.* from overtime_request request where ${waiting()} order by request.work_date, request.id ${limitTo(sql, input.limit)})
        select ${rowColumns(sql)}, employee.period_start_day as "periodStartDay" from request ${rowJoins(sql)} order by request.work_date, request.id`,
      sql<{ count: number; oldest: string | null }[]>`
        select count(*)::int as count, min(created_at) as oldest
        from (select created_at from overtime_request request where ${waiting()} order by request.work_date ${limitTo(sql, countedUpTo + 1)}) capped`,
      limitRules(tx),
      holidayRules(tx),
      recentReasons(ctx, tx),
    ])
    const rows = waitingRows.slice(0, input.limit)
    const people = [...new Set(rows.map(({ employeeId }) => employeeId))]
    const sums = rows.length > 0 ? await daySums(tx, people, rows[0]!.workDate, rows.at(-1)!.workDate) : []
    const sumsOf = Map.groupBy(sums, ({ employeeId }) => employeeId)
    const present = presenter(ctx.actor)
    const results = rows.map(({ periodStartDay, ...stored }): InboxRow => {
      // The sums hold this request among the pending: it is taken out there and shown as the draft.
      const others = (sumsOf.get(stored.employeeId) ?? []).map((sum) =>
        sum.workDate === stored.workDate && sum.kind === stored.kind && sum.status === 'pending'
          ? { ...sum, minutes: sum.minutes - stored.minutes }
          : sum,
      )
      const limits = forecastLines(ctx, rules, others, { ...stored, periodStartDay }, stored.minutes)
      const { holidayTitle } = dayOf(stored.workDate, holidays)
      return { ...present(stored), limits, holidayTitle, findings: findingsOf(stored, limits, holidayTitle) }
    })
    return {
      count: Math.min(counted?.count ?? 0, countedUpTo),
      countIsMinimum: (counted?.count ?? 0) > countedUpTo,
      oldestFiledAt: counted?.oldest ?? null,
      ownDepartmentId: ctx.actor.departmentId,
      recentReasons: reasons,
      results: results.toSorted((a, b) => Number(a.findings.length === 0) - Number(b.findings.length === 0)),
    }
  })
}

/** What makes a request worth a look, worst first; none: within every limit. */
function findingsOf(row: StoredRow, limits: ForecastLine[], holidayTitle: string | null): Finding[] {
  const total = (line: ForecastLine) => line.approvedMinutes + line.pendingMinutes + line.draftMinutes
  const over = limits
    .filter(({ level }) => level === 'over')
    .map((line): Finding => ({ code: `over_${line.span}`, minutes: total(line) - (line.maxMinutes ?? 0), text: null }))
  const advised = limits
    .filter((line) => line.level !== 'over' && line.advisedMinutes !== null && total(line) >= line.advisedMinutes)
    .map((line): Finding => ({ code: `advised_${line.span}`, minutes: total(line), text: null }))
  const others: Finding[] = []
  if (row.endMinute > 1440) others.push({ code: 'past_midnight', minutes: row.endMinute - 1440, text: null })
  if (row.kind === 'holiday') others.push({ code: 'holiday', minutes: null, text: holidayTitle })
  return [...over, ...advised, ...others]
}

const recentReasons = async ({ actor }: Ctx, { sql }: Tx): Promise<string[]> => {
  const rows = await sql<{ reason: string }[]>`
    select decision_reason as reason from (
      select decision_reason, decided_at from overtime_request
      where decided_by_id = ${actor.userId} and status = 'rejected' order by decided_at desc limit 50) recent
    group by decision_reason order by max(decided_at) desc limit 3`
  return rows.map(({ reason }) => reason)
}
