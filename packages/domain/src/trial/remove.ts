import type { TrialId } from '@lembur/contracts/trials'
import { type Ctx, write } from '../kernel/index.ts'
import { loadForWriting } from './access.ts'
import { audited, subjectOf } from './row.ts'

/** Throws a trial away; one that is under way ends at its next step. Errors: `not_found`, `permission.denied`. */
export async function removeTrial(ctx: Ctx, { id }: TrialId): Promise<TrialId> {
  await write(ctx, 'trial.remove', async (tx) => {
    const before = await loadForWriting(ctx, tx, id)
    await tx.sql`delete from policy_trial where id = ${id}`
    tx.announce({ topic: 'trial', action: 'removed', subjectId: id })
    return { subject: subjectOf(before), before: audited(before), after: null }
  })
  return { id }
}
