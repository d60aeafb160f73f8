import type { Clash, DayKind, ForecastLine, SubmitOvertime } from '@lembur/contracts/overtime'
import type { Tx } from '@lembur/db'
import type { HolidayRule } from '@lembur/rules/day-kind'
import type { LimitRule } from '@lembur/rules/limits'
import { type Ctx, notFound, ruleViolation } from '../kernel/index.ts'
import { assertTakesRequests } from '../period/index.ts'
import { assertMayFileFor, type OvertimeRequest } from './access.ts'
import { clashing, refuseOverlap } from './clash.ts'
import { dayOf, holidayRules } from './day.ts'
import { decideKind, type Override } from './kind.ts'
import { blocking, type DaySum, daySums, forecastLines, limitRules } from './limits.ts'
import { type FilingEmployee, type FilingProject, whoAndWhat } from './lookup.ts'
import type { Shift } from './shift.ts'

/** A request as it is to be stored, before it has been judged. */
export type Draft = Pick<SubmitOvertime, 'employeeId' | 'projectId' | 'workDate'> & { shift: Shift }

/** What a draft is judged by. */
export type Surroundings = {
  employee: FilingEmployee
  project: FilingProject
  clash: Clash | null
  rules: LimitRule[]
  sums: DaySum[]
  holidays: HolidayRule[]
}

/** What the plant's rules make of a draft. */
export type Verdict = { kind: DayKind; overrideReason: string | null; limits: ForecastLine[] }

/**
 * Looks around a draft in one flight: first the employee, who is locked, so that everything behind sees what the writer
 * before has committed. `exceptId` leaves out the request that is being revised.
 * Errors: `not_found`, `permission.denied` for an employee the actor does not file for.
 */
export async function surroundings(ctx: Ctx, tx: Tx, draft: Draft, exceptId: string | null = null): Promise<Surroundings> {
  const { employeeId, projectId, workDate, shift } = draft
  const [{ employee, project }, clash, rules, sums, holidays] = await Promise.all([
    whoAndWhat(tx, employeeId, projectId, workDate),
    clashing(tx, employeeId, workDate, shift, exceptId),
    limitRules(tx),
    daySums(tx, [employeeId], workDate, workDate, exceptId),
    holidayRules(tx, workDate),
  ])
  if (!employee) throw notFound('employee')
  if (!project) throw notFound('project')
  assertMayFileFor(ctx, { employeeId, departmentId: employee.departmentId })
  return { employee, project, clash, rules, sums, holidays }
}

/**
 * Judges a draft; `before` is the request it revises. One who has been disabled since it was filed may still be put
 * right, but nothing is filed for or moved to somebody or something disabled. An override of the kind of day is for its
 * date: moved to another, the request is what the calendar says unless `override` says otherwise.
 * Errors: `period.closed` and `period.locked` for the date, `overtime.disabled_*`, `overtime.overlap`, `permission.denied` for an
 * override, `overtime.limit_exceeded`.
 */
export function judge(
  ctx: Ctx,
  { workDate, shift }: Draft,
  { employee, project, clash, rules, sums, holidays }: Surroundings,
  override: Override | null | undefined,
  before: OvertimeRequest | null = null,
): Verdict {
  assertTakesRequests(employee)
  if (!employee.isEnabled && employee.id !== before?.employeeId)
    throw ruleViolation('overtime.disabled_employee', { employeeId: employee.id })
  if (!project.isEnabled && project.id !== before?.projectId) throw ruleViolation('overtime.disabled_project', { projectId: project.id })
  if (clash) throw refuseOverlap(clash)
  const standing =
    before?.kindOverrideReason && before.workDate === workDate ? { kind: before.kind, reason: before.kindOverrideReason } : null
  const { kind, overrideReason } = decideKind(ctx, employee, dayOf(workDate, holidays).kind, override, standing)
  const limits = forecastLines(ctx, rules, sums, { ...employee, employeeId: employee.id, workDate, kind }, shift.minutes)
  const stopped = blocking(limits)
  if (stopped.length > 0) throw ruleViolation('overtime.limit_exceeded', { limits: stopped })
  return { kind, overrideReason, limits }
}
