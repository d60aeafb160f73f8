import { type Fragment, newId, type Statement, type Tx } from '@lembur/db'
import type { Ctx } from '../kernel/index.ts'
import type { StoredRow } from './row.ts'
import type { Shift } from './shift.ts'

/**
 * Draws the next running number of a year, at once and for good: to be called when nothing but the server itself can stop
 * the request any more. It is not part of the caller's transaction (docs/decisions/0011).
 */
export async function drawNumber({ services, actor }: Ctx, year: number): Promise<number> {
  const [drawn] = await services.database.global<{ number: number }[]>`
    select app.next_number(${actor.organizationId}, 'overtime', ${year}) as number`
  return drawn!.number
}

/** Stores a new request with its breaks, in one statement. */
export function insertRequest(ctx: Ctx, tx: Tx, row: StoredRow, shift: Shift, overrideReason: string | null): Statement {
  const { sql } = tx
  const breaks = insertBreaks(ctx, tx, row.id, shift)
  return sql`
    ${breaks ? sql`with breaks as (${breaks})` : sql``}
    insert into overtime_request (organization_id, id, number_year, number, employee_id, department_id, project_id, work_date, start_minute, end_minute,
      starts_at, ends_at, break_minutes, minutes, kind, kind_override_reason, reason, detail, filed_by_id, created_at, updated_at)
    values (${ctx.actor.organizationId}, ${row.id}, ${row.numberYear}, ${row.number}, ${row.employeeId}, ${row.departmentId}, ${row.projectId},
      ${row.workDate}, ${row.startMinute}, ${row.endMinute}, ${shift.startsAt}, ${shift.endsAt}, ${row.breakMinutes}, ${row.minutes}, ${row.kind},
      ${overrideReason}, ${row.reason}, ${row.detail}, ${ctx.actor.userId}, ${ctx.now}, ${ctx.now})`
}

/** Stores a shift's breaks, each with a key of its own; null where there are none. */
export function insertBreaks(ctx: Ctx, { sql }: Tx, requestId: string, shift: Shift): Fragment | null {
  if (shift.breaks.length === 0) return null
  const rows = shift.breaks.map(({ start, end, touched }) => ({
    organization_id: ctx.actor.organizationId,
    id: newId(),
    request_id: requestId,
    start_minute: start,
    end_minute: end,
    touched,
  }))
  return sql`insert into overtime_break ${sql(rows)}`
}
