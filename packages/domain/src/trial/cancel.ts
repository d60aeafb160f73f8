import type { TrialRow } from '@lembur/contracts/trials'
import { type Ctx, conflict, write } from '../kernel/index.ts'
import { loadForWriting } from './access.ts'
import { presentTrial } from './present.ts'
import { audited, isUnderWay, subjectOf } from './row.ts'

/** Stops a trial behind the people it has come to; it can go on there. Errors: `trial.over`, `not_found`, `permission.denied`. */
export async function cancelTrial(ctx: Ctx, { id }: { id: string }): Promise<TrialRow> {
  const { row } = await write(ctx, 'trial.cancel', async (tx) => {
    const before = await loadForWriting(ctx, tx, id)
    if (!isUnderWay(before.state)) throw conflict('trial.over', { state: before.state })
    await tx.sql`update policy_trial set state = 'cancelled', finished_at = ${ctx.now}, updated_at = ${ctx.now} where id = ${id}`
    tx.announce({ topic: 'trial', action: 'cancelled', subjectId: id })
    const row = { ...before, state: 'cancelled' as const, finishedAt: ctx.now.toISOString() }
    return { row, subject: subjectOf(before), before: audited(before), after: audited(row) }
  })
  return presentTrial(ctx, row)
}
