import type { Finding, ForecastLine, InboxOvertime, InboxRow, OvertimeInbox } from '@lembur/contracts/overtime'
import type { Tx } from '@lembur/db'
import type { HolidayRule } from '@lembur/rules/day-kind'
import { type Ctx, countedUpTo, limitTo, read } from '../kernel/index.ts'
import { type PolicyBook, policyBook } from '../policy/index.ts'
import { decidableBy } from './access.ts'
import { dayOf, holidayRules } from './day.ts'
import { lookUp, matching } from './filter.ts'
import { type Around, type Judged, judged } from './judged.ts'
import { judgementOf } from './judgement.ts'
import { daySums, forecastLines, limitRules, linesOn } from './limits.ts'
import { farEnough } from './past.ts'
import { presenter, rowColumns, rowJoins, type StoredRow } from './row.ts'
import { workAround } from './work.ts'

/** The book is read beside the rows, whose dates are not known yet: for every date there is. */
const lastDate = '2099-12-31'

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
    const [waitingRows, [counted], rules, holidays, reasons, book] = await Promise.all([
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
      policyBook(tx, { to: lastDate }),
    ])
    const rows = waitingRows.slice(0, input.limit)
    const aroundOf = await pastOf(ctx, tx, rows, book, holidays)
    const present = presenter(ctx.actor)
    const results = rows.map(({ periodStartDay, ...stored }): InboxRow => {
      const around = aroundOf(stored.employeeId)
      // The sums hold this request among the pending: it is taken out there and shown as the draft.
      const others = around.sums.map((sum) =>
        sum.workDate === stored.workDate && sum.kind === stored.kind && sum.status === 'pending'
          ? { ...sum, minutes: sum.minutes - stored.minutes }
          : sum,
      )
      const of = { ...stored, periodStartDay }
      const limits = forecastLines(ctx, rules, others, of, stored.minutes)
      const { holidayTitle } = dayOf(stored.workDate, holidays)
      const verdict = judged(ctx, around, of)
      const judgement = judgementOf(verdict, stored.workDate, limits, linesOn(ctx, rules, others, holidays, of, stored.minutes))
      return { ...present(stored), ...judgement, limits, holidayTitle, findings: findingsOf(stored, limits, holidayTitle, verdict) }
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

/** What the people of these requests have worked, read for all of them together: everything that judging one of them asks for. */
async function pastOf(
  ctx: Ctx,
  tx: Tx,
  rows: readonly InboxStored[],
  book: PolicyBook,
  holidays: HolidayRule[],
): Promise<(employeeId: string) => Around> {
  if (rows.length === 0) return () => ({ book, holidays, sums: [], work: [] })
  const employeeIds = [...new Set(rows.map(({ employeeId }) => employeeId))]
  const span = { employeeIds, first: rows[0]!.workDate, last: rows.at(-1)!.workDate }
  const [near, work] = await Promise.all([
    daySums(tx, employeeIds, span.first, span.last),
    workAround(tx, employeeIds, span.first, span.last),
  ])
  const sums = await farEnough(ctx, tx, { sums: near, ...span }, book, rows)
  const sumsOf = Map.groupBy(sums, ({ employeeId }) => employeeId)
  const workOf = Map.groupBy(work, ({ employeeId }) => employeeId)
  return (employeeId) => ({ book, holidays, sums: sumsOf.get(employeeId) ?? [], work: workOf.get(employeeId) ?? [] })
}

/** What makes a request worth a look, worst first; none: within every limit. */
function findingsOf(row: StoredRow, limits: ForecastLine[], holidayTitle: string | null, verdict: Judged | null): Finding[] {
  const total = (line: ForecastLine) => line.approvedMinutes + line.pendingMinutes + line.draftMinutes
  const over = limits
    .filter(({ level }) => level === 'over')
    .map((line): Finding => ({ code: `over_${line.span}`, minutes: total(line) - (line.maxMinutes ?? 0), text: null }))
  const advised = limits
    .filter((line) => line.level !== 'over' && line.advisedMinutes !== null && total(line) >= line.advisedMinutes)
    .map((line): Finding => ({ code: `advised_${line.span}`, minutes: total(line), text: null }))
  const others: Finding[] = verdict ? lawFindings(verdict, limits) : []
  if (row.endMinute > 1440) others.push({ code: 'past_midnight', minutes: row.endMinute - 1440, text: null })
  if (row.kind === 'holiday') others.push({ code: 'holiday', minutes: null, text: holidayTitle })
  return [...over, ...advised, ...others]
}

/**
 * What the policy of the date finds. A cap of a day or a week that the plant's own limit is past as well is not told twice, and
 * what only warns is shown without calling for a look.
 */
function lawFindings({ booked, violations }: Judged, limits: readonly ForecastLine[]): Finding[] {
  const { caps, rests } = booked.policy.document
  const told = new Set<string>(limits.flatMap(({ span, level }) => (level === 'over' ? span : [])))
  const found = violations.filter(({ code, severity }) => severity !== 'warning' && !told.has(caps[code]?.window ?? ''))
  return found.map(({ code, limit, actual }): Finding => {
    if (code in rests) return { code: 'short_rest', minutes: Math.round(actual * 60), text: code }
    return { code: 'over_law', minutes: code in caps ? Math.round((actual - limit) * 60) : null, text: code }
  })
}

const recentReasons = async ({ actor }: Ctx, { sql }: Tx): Promise<string[]> => {
  const rows = await sql<{ reason: string }[]>`
    select decision_reason as reason from (
      select decision_reason, decided_at from overtime_request
      where decided_by_id = ${actor.userId} and status = 'rejected' order by decided_at desc limit 50) recent
    group by decision_reason order by max(decided_at) desc limit 3`
  return rows.map(({ reason }) => reason)
}
