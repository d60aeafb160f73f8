import type { WithdrawOvertime } from '@lembur/contracts/overtime'
import { assertVersion, type Ctx, write } from '../kernel/index.ts'
import { rebuildWorkbooks } from '../report/index.ts'
import { loadForRemoval } from './access.ts'

/** Deletes a request for good; the audit keeps it whole. A pending one by who files it, any other by an administrator. */
export async function removeOvertime(ctx: Ctx, input: WithdrawOvertime): Promise<{ id: string }> {
  await write(ctx, 'overtime.remove', async (tx) => {
    const before = await loadForRemoval(ctx, tx, input.id)
    assertVersion(before, input.version)
    await tx.sql`delete from overtime_request where id = ${before.id}`
    tx.announce({ topic: 'overtime', action: 'removed', subjectId: before.id, employeeId: before.employeeId })
    rebuildWorkbooks(ctx, tx, [before.workDate])
    return { subject: { type: 'overtime', id: before.id, label: `${before.employeeName}, ${before.workDate}` }, before, after: null }
  })
  return { id: input.id }
}
