import type { Tx } from '@lembur/db'
import type { Ctx, Writing } from '../kernel/index.ts'
import { holdPeriods, periodIndex } from '../period/index.ts'
import { runningPeriodStart } from './affected.ts'

/**
 * Locks the requests of these employees that a change of department would move. Who revises or decides a request locks it
 * before its employee; whoever is about to lock or change these employees therefore holds their requests first, and before
 * those the periods, as everybody does.
 */
export async function holdRequests(ctx: Ctx, tx: Tx, employeeIds: string[]): Promise<void> {
  const holding = tx.sql`
    select 1 from overtime_request where employee_id = any(${employeeIds}) and work_date >= ${runningPeriodStart(ctx)} order by id for no key update`
  await Promise.all([holdPeriods(ctx, tx), holding])
}

/**
 * Moves the requests of these employees to the department each is in now: those of the running period and later, whatever
 * their state; what was handed in stays where it was, and so does what lies in a period that is not open any more. Answers
 * how many moved and the work dates whose workbooks hold them.
 */
export async function moveToDepartment(ctx: Ctx, tx: Writing, employeeIds: string[]): Promise<{ moved: number; dates: string[] }> {
  const { sql } = tx
  const days = await sql<{ workDate: string; requests: number; counted: boolean }[]>`
    with moved as (
      update overtime_request request set department_id = employee.department_id, updated_at = ${ctx.now}
      from employee
      where employee.organization_id = request.organization_id and employee.id = request.employee_id and request.employee_id = any(${employeeIds})
        and request.work_date >= ${runningPeriodStart(ctx)} and request.department_id is distinct from employee.department_id
        and not exists (
          select from overtime_period period where period.state <> 'open' and period.year * 12 + period.month = ${periodIndex(sql, sql`request.work_date`)})
      returning request.work_date, request.status)
    select work_date as "workDate", count(*)::int as requests, bool_or(status in ('pending', 'approved')) as counted from moved group by work_date order by 1`
  const moved = days.reduce((sum, day) => sum + day.requests, 0)
  if (moved > 0) tx.announce({ topic: 'overtime', action: 'moved', employeeId: employeeIds.length === 1 ? employeeIds[0] : null })
  return { moved, dates: days.filter(({ counted }) => counted).map(({ workDate }) => workDate) }
}
