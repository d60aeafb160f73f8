import type { OvertimeRow, WithdrawOvertime } from '@lembur/contracts/overtime'
import { assertVersion, type Ctx, write } from '../kernel/index.ts'
import { rebuildWorkbooks } from '../report/index.ts'
import { loadForChange } from './access.ts'
import { presenter } from './row.ts'

/** Takes back a pending request: it stays in the history, counts for nothing, and leaves the workbooks. */
export async function withdrawOvertime(ctx: Ctx, input: WithdrawOvertime): Promise<OvertimeRow> {
  const { row } = await write(ctx, 'overtime.withdraw', async (tx) => {
    const before = await loadForChange(ctx, tx, input.id)
    assertVersion(before, input.version)
    await tx.sql`update overtime_request set status = 'withdrawn', updated_at = ${ctx.now}, version = version + 1 where id = ${before.id}`
    const after = { ...before, status: 'withdrawn' as const, updatedAt: ctx.now.toISOString(), version: before.version + 1 }
    tx.announce({ topic: 'overtime', action: 'withdrawn', subjectId: before.id, employeeId: before.employeeId })
    rebuildWorkbooks(ctx, tx, [before.workDate])
    return {
      row: presenter(ctx.actor)(after),
      subject: { type: 'overtime', id: before.id, label: `${before.employeeName}, ${before.workDate}` },
      before,
      after,
    }
  })
  return row
}
