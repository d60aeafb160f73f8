import type { Tx } from '@lembur/db'
import { periodMonth, periodOf } from '@lembur/rules/period'
import { assertMay, type Ctx, reachedRequests, reachOf } from '../kernel/index.ts'
import { widest } from './cycles.ts'

/** What lies in a period: requests that count, their minutes, those still waiting; corrections that land in it. */
export type PeriodSums = { requests: number; countedMinutes: number; pending: number; corrections: number; correctionMinutes: number }

type Day = { workDate: string; status: 'pending' | 'approved'; minutes: number; requests: number; startDay: number | null }

const none = (): PeriodSums => ({ requests: 0, countedMinutes: 0, pending: 0, corrections: 0, correctionMinutes: 0 })

/** The sums of the twelve periods of a year over what the reader may see, each request in the period of its employee's cycle. */
export async function sumsOfYear(ctx: Ctx, tx: Tx, year: number): Promise<PeriodSums[]> {
  const sums = Array.from({ length: 12 }, none)
  const [days, corrected] = await Promise.all([requestDays(ctx, tx, year), correctionSums(ctx, tx, year)])
  for (const { workDate, startDay, status, minutes, requests } of days) {
    const period = periodMonth(periodOf(workDate, startDay ?? ctx.plant.periodStartDay))
    const of = period.year === year ? sums[period.month - 1] : undefined
    if (!of) continue
    of.requests += requests
    of.countedMinutes += minutes
    if (status === 'pending') of.pending += requests
  }
  for (const { month, corrections, correctionMinutes } of corrected)
    Object.assign(sums[month - 1] ?? {}, { corrections, correctionMinutes })
  return sums
}

/** By day and cycle. Who reads everybody's has them from the day totals, where those with a cycle of their own are moved out of the plant's. */
async function requestDays(ctx: Ctx, tx: Tx, year: number): Promise<Day[]> {
  const { from, to } = widest({ year, month: 1 }, { year, month: 12 })
  const reach = assertMay(ctx.actor, 'overtime.read')
  const { sql } = tx
  const counted = sql`status in ('pending', 'approved')`
  const own = (condition: typeof counted) => sql`
    select request.work_date as "workDate", request.status, sum(request.minutes)::int as minutes, count(*)::int as requests, employee.period_start_day as "startDay"
    from overtime_request request join employee on employee.organization_id = request.organization_id and employee.id = request.employee_id
    where request.work_date between ${from} and ${to} and request.status in ('pending', 'approved') and ${condition} group by 1, 2, 5`
  if (!reach.everywhere) return sql<Day[]>`${own(reachedRequests(ctx.actor, sql, [reach]))}`
  const days = (table: string) =>
    sql`select work_date, status, minutes, requests from ${sql(table)} where work_date between ${from} and ${to} and ${counted}`
  const [all, apart] = await Promise.all([
    sql<Day[]>`
      select work_date as "workDate", status, sum(minutes)::int as minutes, sum(requests)::int as requests, null as "startDay"
      from (${days('total_day')} union all ${days('overtime_delta')}) every group by 1, 2`,
    sql<Day[]>`${own(sql`employee.period_start_day <> ${ctx.plant.periodStartDay}`)}`,
  ])
  const movedOut = apart.map((day) => ({ ...day, startDay: null, minutes: -day.minutes, requests: -day.requests }))
  return [...all, ...movedOut, ...apart]
}

type Corrected = { month: number; corrections: number; correctionMinutes: number }

async function correctionSums({ actor }: Ctx, { sql }: Tx, year: number): Promise<Corrected[]> {
  const reach = reachOf(actor, 'correction.read')
  if (!reach) return []
  return sql<Corrected[]>`
    select correction.month, count(*)::int as corrections, sum(correction.difference_minutes)::int as "correctionMinutes"
    from overtime_correction correction
      join overtime_request request on request.organization_id = correction.organization_id and request.id = correction.request_id
    where correction.year = ${year} and ${reachedRequests(actor, sql, [reach])} group by 1`
}
