import type { DayKind, ForecastLine } from '@lembur/contracts/overtime'
import type { Tx } from '@lembur/db'
import { addDays } from '@lembur/rules/dates'
import { dayKind, type HolidayRule } from '@lembur/rules/day-kind'
import { effectiveLimits, forecastLine, type LimitRule, limitRange } from '@lembur/rules/limits'
import type { Ctx } from '../kernel/index.ts'
import { oneOf } from './filter.ts'

/** Whose limits are asked for: one employee on one day. */
export type LimitCase = { employeeId: string; departmentId: string | null; periodStartDay: number | null; workDate: string; kind: DayKind }

/** Counted minutes of an employee's day, by kind and status. */
export type DaySum = { employeeId: string; workDate: string; kind: DayKind; status: 'pending' | 'approved'; minutes: number }

/** The limits of the organisation, narrowest and widest, as the rules take them. Started, not awaited: it joins a flight. */
export const limitRules = ({ sql }: Tx): Promise<LimitRule[]> =>
  sql<(Omit<LimitRule, 'kinds'> & { kinds: string | null })[]>`
    select scope, department_id as "departmentId", employee_id as "employeeId", span, kinds, advised_minutes as "advisedMinutes",
      max_minutes as "maxMinutes", severity
    from overtime_limit`.then((rows) => rows.map((row) => ({ ...row, kinds: row.kinds ? (row.kinds.split(',') as DayKind[]) : null })))

/** Dates from `start` to `end`, both included, for which sums have been read. */
export type Known = { start: string; end: string }

/** What `daySums` reads around dates: wide enough for any week, month or period that contains them. */
export const knownAround = (first: string, last: string): Known => ({ start: addDays(first, -31), end: addDays(last, 31) })

/**
 * Counted minutes around the dates, wide enough for any week or period that contains them. `exceptId` leaves one request
 * out. One employee is asked for by `=`: of a list the planner expects more, and plans the statement anew each time.
 */
export const daySums = (tx: Tx, employeeIds: string[], first: string, last: string, exceptId: string | null = null): Promise<DaySum[]> =>
  sumsWithin(tx, employeeIds, knownAround(first, last), exceptId)

/** The same of just these dates. Started, not awaited: it joins a flight. */
export const sumsWithin = ({ sql }: Tx, employeeIds: string[], { start, end }: Known, exceptId: string | null = null): Promise<DaySum[]> =>
  sql<DaySum[]>`
    select employee_id as "employeeId", work_date as "workDate", kind, status, sum(minutes)::int as minutes
    from overtime_request
    where ${oneOf(sql, sql`employee_id`, employeeIds)} and work_date between ${start} and ${end}
      and status in ('pending', 'approved') and id is distinct from ${exceptId}
    group by employee_id, work_date, kind, status`.then((rows) => [...rows])

/**
 * Where each limit of a case stands with `draftMinutes` included. `counting` is what the past is: pending and approved
 * for forecasts, approved alone where a decision is checked (what still waits has been granted to nobody).
 */
export function forecastLines(
  ctx: Ctx,
  rules: LimitRule[],
  sums: DaySum[],
  of: LimitCase,
  draftMinutes: number,
  counting: 'counted' | 'approved' = 'counted',
): ForecastLine[] {
  return effectiveLimits(rules, of).map((rule) => {
    const range = limitRange(rule.span, of.workDate, of.periodStartDay ?? ctx.plant.periodStartDay)
    const within = sums.filter(
      ({ employeeId, workDate, kind }) =>
        employeeId === of.employeeId && workDate >= range.start && workDate <= range.end && (!rule.kinds || rule.kinds.includes(kind)),
    )
    const minutes = (status: string) => within.reduce((sum, day) => (day.status === status ? sum + day.minutes : sum), 0)
    return forecastLine(rule, range, {
      approvedMinutes: minutes('approved'),
      pendingMinutes: counting === 'counted' ? minutes('pending') : 0,
      draftMinutes,
    })
  })
}

/** The same limits on other dates, with that request among the past: what is searched for the next free hour. */
export function linesOn(ctx: Ctx, rules: LimitRule[], sums: readonly DaySum[], holidays: HolidayRule[], of: LimitCase, minutes: number) {
  const counted = [...sums, { ...of, status: 'pending' as const, minutes }]
  return (workDate: string): ForecastLine[] => forecastLines(ctx, rules, counted, { ...of, workDate, kind: dayKind(workDate, holidays) }, 0)
}

/** The lines that stop a request: over a maximum that blocks. */
export const blocking = (lines: ForecastLine[]): ForecastLine[] =>
  lines.filter(({ level, severity }) => level === 'over' && severity === 'block')
