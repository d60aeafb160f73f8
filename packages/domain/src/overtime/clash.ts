import type { Clash } from '@lembur/contracts/overtime'
import type { Tx } from '@lembur/db'
import { formatClock } from '@lembur/rules/clock'
import { addDays } from '@lembur/rules/dates'
import { requestNumber } from '@lembur/rules/numbers'
import { conflict, type DomainError } from '../kernel/index.ts'

type Spanning = { startsAt: Date; endsAt: Date }

/** The counted request of this employee that overlaps these instants, across midnight too; null where the time is free. */
export async function clashing(
  { sql }: Tx,
  employeeId: string,
  workDate: string,
  { startsAt, endsAt }: Spanning,
  exceptId: string | null = null,
): Promise<Clash | null> {
  const [row] = await sql<
    { id: string; numberYear: number; number: number; workDate: string; startMinute: number; endMinute: number; status: Clash['status'] }[]
  >`
    select id, number_year as "numberYear", number, work_date as "workDate", start_minute as "startMinute", end_minute as "endMinute", status
    from overtime_request
    where employee_id = ${employeeId} and work_date between ${addDays(workDate, -1)} and ${addDays(workDate, 1)}
      and status in ('pending', 'approved') and starts_at < ${endsAt} and ends_at > ${startsAt} and id is distinct from ${exceptId}
    order by starts_at limit 1`
  if (!row) return null
  const { numberYear, number, startMinute, endMinute, ...rest } = row
  return { ...rest, number: requestNumber(numberYear, number), timeStart: formatClock(startMinute), timeEnd: formatClock(endMinute) }
}

/** The refusal of an overlap, naming the request in the way; null where it is not known, or has gone again. */
export const refuseOverlap = (clash: Clash | null): DomainError =>
  conflict('overtime.overlap', clash ? { existing: clash, existingId: clash.id } : {})

/**
 * What the database's own wall says, for `translating`. Writers of one employee's times wait for each other at his lock
 * and find the request in the way by looking; the wall is for whoever writes without either.
 */
export const overlapWall = { overtime_request_no_overlap: () => refuseOverlap(null) }
