import type { RemoveWage } from '@lembur/contracts/wages'
import { assertVersion, type Ctx, write } from '../kernel/index.ts'
import { loadEarner, loadForWriting } from './access.ts'
import { subjectOf } from './set.ts'

/**
 * Takes a wage away: the one before it holds on. It need not be readable for that. The audit says whose and from when.
 * Errors: `permission.denied`, `not_found`, `conflict.version`.
 */
export async function removeWage(ctx: Ctx, { id, version }: RemoveWage): Promise<{ id: string }> {
  await write(ctx, 'wage.remove', async (tx) => {
    const before = await loadForWriting(ctx, tx, id)
    assertVersion(before, version)
    const earner = await loadEarner(ctx, tx, 'wage.update', before.employeeId)
    tx.last(tx.sql`delete from employee_wage where id = ${id}`)
    tx.announce({ topic: 'wage', action: 'removed', subjectId: id, employeeId: earner.id })
    return { subject: subjectOf(id, earner), before: { effectiveFrom: before.effectiveFrom }, after: null }
  })
  return { id }
}
