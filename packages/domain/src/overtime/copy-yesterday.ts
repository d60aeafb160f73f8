import type { CopyYesterday, OvertimeRow } from '@lembur/contracts/overtime'
import { addDays } from '@lembur/rules/dates'
import { type Ctx, DomainError, read } from '../kernel/index.ts'
import { visibleTo } from './access.ts'
import { presenter, rowColumns, rowJoins, type StoredRow } from './row.ts'

/** The employee's last request of the day before a work date, to fill a form with. Days are the plant's, not UTC's. */
export async function copyYesterday(ctx: Ctx, { employeeId, workDate }: CopyYesterday): Promise<OvertimeRow> {
  return read(ctx, async ({ sql }) => {
    const [row] = await sql<StoredRow[]>`
      select ${rowColumns(sql)} from overtime_request request ${rowJoins(sql)}
      where request.employee_id = ${employeeId} and request.work_date = ${addDays(workDate, -1)} and request.status in ('pending', 'approved') and ${visibleTo(ctx, sql)}
      order by request.start_minute desc limit 1`
    if (!row) throw new DomainError('not_found', 'overtime.nothing_yesterday')
    return presenter(ctx.actor)(row)
  })
}
