import type { Clash, CountedShift } from '@lembur/contracts/overtime'
import type { Tx } from '@lembur/db'
import { formatClock, instantOf } from '@lembur/rules/clock'
import { addDays } from '@lembur/rules/dates'
import { requestNumber } from '@lembur/rules/numbers'
import type { Ctx } from '../kernel/index.ts'

type Other = Pick<Clash, 'id' | 'workDate' | 'status'> & {
  numberYear: number
  number: number
  startMinute: number
  endMinute: number
  corrected: CountedShift | null
}

/**
 * The request of the same employee that a corrected shift lies over, each of them as it was last corrected; null where the time
 * is free. A stored request keeps its times for ever, so the database's own wall cannot say this.
 */
export async function correctedClash(
  ctx: Ctx,
  { sql }: Tx,
  { id, employeeId }: { id: string; employeeId: string },
  after: CountedShift,
): Promise<Clash | null> {
  const [from, to] = [addDays(after.workDate, -1), addDays(after.workDate, 1)]
  const others = await sql<Other[]>`
    with last as (
      select distinct on (correction.request_id) correction.request_id, correction.after
      from overtime_correction correction
        join overtime_request request on request.organization_id = correction.organization_id and request.id = correction.request_id
      where request.employee_id = ${employeeId} order by correction.request_id, correction.id desc)
    select request.id, request.number_year as "numberYear", request.number, request.work_date as "workDate", request.status,
      request.start_minute as "startMinute", request.end_minute as "endMinute", last.after as corrected
    from overtime_request request left join last on last.request_id = request.id
    where request.employee_id = ${employeeId} and request.id <> ${id} and request.status in ('pending', 'approved')
      and coalesce((last.after ->> 'workDate')::date, request.work_date) between ${from} and ${to}
    order by request.work_date, request.start_minute`
  const instants = ({ workDate, startMinute, endMinute }: Pick<CountedShift, 'workDate' | 'startMinute' | 'endMinute'>) => ({
    start: instantOf(workDate, startMinute, ctx.plant.timeZone),
    end: instantOf(workDate, endMinute, ctx.plant.timeZone),
  })
  const wanted = instants(after)
  for (const { corrected, numberYear, number, ...request } of others) {
    if (corrected?.counts === false) continue
    const { workDate, startMinute, endMinute } = corrected ?? request
    const taken = instants({ workDate, startMinute, endMinute })
    if (taken.start >= wanted.end || taken.end <= wanted.start) continue
    const { id: clashId, status } = request
    const times = { timeStart: formatClock(startMinute), timeEnd: formatClock(endMinute) }
    return { id: clashId, status, number: requestNumber(numberYear, number), workDate, ...times }
  }
  return null
}
