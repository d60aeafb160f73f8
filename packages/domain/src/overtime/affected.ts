import type { Tx } from '@lembur/db'
import { periodOf, previousPeriod } from '@lembur/rules/period'
import { type Ctx, todayIn } from '../kernel/index.ts'

/** Whose requests: one department's or some employees', from a work date on where one is given. */
export type Affected = ({ departmentId: string } | { employeeIds: string[] }) & { from?: string }

/** The work dates on which these have counted requests: what has to be rebuilt when a name in the workbooks changes. */
export async function countedDates({ sql }: Tx, of: Affected): Promise<string[]> {
  const whose = 'departmentId' in of ? sql`department_id = ${of.departmentId}` : sql`employee_id = any(${of.employeeIds})`
  const rows = await sql<{ workDate: string }[]>`
    select distinct work_date as "workDate" from overtime_request
    where ${whose} and work_date >= ${of.from ?? '2000-01-01'} and status in ('pending', 'approved') order by 1`
  return rows.map(({ workDate }) => workDate)
}

/** First day of the running period, by the plant's cycle: what is older has been handed in. */
export const runningPeriodStart = (ctx: Pick<Ctx, 'now' | 'plant'>): string => periodOf(todayIn(ctx), ctx.plant.periodStartDay).start

/** First day of the period before the running one, whose workbooks may still be corrected. */
export const openSince = (ctx: Pick<Ctx, 'now' | 'plant'>): string => previousPeriod(periodOf(todayIn(ctx), ctx.plant.periodStartDay)).start
