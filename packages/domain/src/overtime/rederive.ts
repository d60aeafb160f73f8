import { type DayKind, dayKinds } from '@lembur/contracts/overtime'
import { dayKind } from '@lembur/rules/day-kind'
import { requestNumber } from '@lembur/rules/numbers'
import type { Ctx, Writing } from '../kernel/index.ts'
import { assertTakesRequests, holdPeriods, type InPeriod, inPeriod, periodJoin } from '../period/index.ts'
import { rebuildWorkbooks } from '../report/index.ts'
import { changeCalendar, holidayRules } from './day.ts'

/** A day whose holiday came, went or changed; a recurring one means that day of every year. */
export type HolidayDay = { date: string; isRecurring: boolean }

/** A waiting request whose kind of day followed the calendar. */
export type Rederived = { id: string; number: string; workDate: string; from: DayKind; to: DayKind }

type Waiting = InPeriod & { id: string; numberYear: number; number: number; workDate: string; kind: DayKind }

/**
 * Derives the kind of day again for the pending requests of these days, after the holidays have been written; a kind that
 * someone set by hand stays, and so does what has been decided. Has the workbooks of the days with requests rebuilt. One that
 * waits in a closed period stops the change of the calendar. Errors: `period.closed`.
 */
export async function rederiveKinds(ctx: Ctx, tx: Writing, days: HolidayDay[]): Promise<Rederived[]> {
  const { sql } = tx
  const dates = days.map(({ date }) => date)
  const yearly = days.filter(({ isRecurring }) => isRecurring).map(({ date }) => date.slice(5))
  const onThem = sql`(work_date = any(${dates}) or to_char(work_date, 'MM-DD') = any(${yearly}))`
  const [, , waiting, held, holidays] = await Promise.all([
    changeCalendar(ctx, tx),
    holdPeriods(ctx, tx),
    sql<Waiting[]>`
      select request.id, request.number_year as "numberYear", request.number, request.work_date as "workDate", request.kind, ${inPeriod(sql)}
      from overtime_request request join employee on employee.organization_id = request.organization_id and employee.id = request.employee_id
        ${periodJoin(sql, sql`request.work_date`)}
      where status = 'pending' and kind_override_reason is null and ${onThem} order by request.id for no key update of request`,
    sql<{ workDate: string }[]>`
      select distinct work_date as "workDate" from overtime_request where status in ('pending', 'approved') and ${onThem} order by 1`,
    holidayRules(tx),
  ])
  const rederived = waiting.flatMap(({ id, numberYear, number, workDate, kind, ...at }): Rederived[] => {
    const to = dayKind(workDate, holidays)
    if (to === kind) return []
    assertTakesRequests(at)
    return [{ id, number: requestNumber(numberYear, number), workDate, from: kind, to }]
  })
  for (const kind of dayKinds) {
    const ids = rederived.filter(({ to }) => to === kind).map(({ id }) => id)
    if (ids.length === 0) continue
    await sql`update overtime_request set kind = ${kind}, updated_at = ${ctx.now}, version = version + 1 where id = any(${ids})`
  }
  if (rederived.length > 0) tx.announce({ topic: 'overtime', action: 'rederived' })
  rebuildWorkbooks(
    ctx,
    tx,
    held.map(({ workDate }) => workDate),
  )
  return rederived
}
