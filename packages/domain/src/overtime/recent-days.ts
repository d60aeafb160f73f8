import type { RecentDay } from '@lembur/contracts/overtime'
import { addDays, eachDay } from '@lembur/rules/dates'
import { type Ctx, notFound, read } from '../kernel/index.ts'
import { dayOf, holidayRules } from './day.ts'
import { assertMaySee } from './forecast.ts'

/** Counted minutes of each of the fourteen days up to and with `to`, for the evidence beside a decision. */
export async function recentDays(ctx: Ctx, { employeeId, to }: { employeeId: string; to: string }): Promise<RecentDay[]> {
  const from = addDays(to, -13)
  return read(ctx, async (tx) => {
    const [[employee], sums, holidays] = await Promise.all([
      tx.sql<{ departmentId: string | null }[]>`select department_id as "departmentId" from employee where id = ${employeeId}`,
      tx.sql<{ workDate: string; minutes: number }[]>`
        select work_date as "workDate", sum(minutes)::int as minutes from overtime_request
        where employee_id = ${employeeId} and work_date between ${from} and ${to} and status in ('pending', 'approved') group by work_date`,
      holidayRules(tx),
    ])
    if (!employee) throw notFound('employee')
    assertMaySee(ctx, { employeeId, departmentId: employee.departmentId })
    const minutes = new Map(sums.map((sum) => [sum.workDate, sum.minutes]))
    return [...eachDay(from, to)].map((date) => ({ date, kind: dayOf(date, holidays).kind, minutes: minutes.get(date) ?? 0 }))
  })
}
