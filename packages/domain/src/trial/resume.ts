import type { TrialRow } from '@lembur/contracts/trials'
import { replayPolicy } from '@lembur/jobs/trial'
import { type Ctx, conflict, write } from '../kernel/index.ts'
import { loadForWriting } from './access.ts'
import { presentTrial } from './present.ts'
import { audited, isUnderWay, subjectOf } from './row.ts'
import { refuseSecond } from './start.ts'

/**
 * Has a trial that was stopped or failed go on behind its last person. Errors: `trial.over` (it is done), `trial.running` (it
 * or another of this policy is under way), `not_found`, `permission.denied`.
 */
export async function resumeTrial(ctx: Ctx, { id }: { id: string }): Promise<TrialRow> {
  const { row } = await write(ctx, 'trial.resume', async (tx) => {
    const before = await loadForWriting(ctx, tx, id)
    if (before.state === 'done') throw conflict('trial.over', { state: before.state })
    if (isUnderWay(before.state)) throw conflict('trial.running', { existingId: id })
    await refuseSecond(tx, before.policyId)
    await tx.sql`update policy_trial set state = 'queued', problem = null, finished_at = null, updated_at = ${ctx.now} where id = ${id}`
    tx.enqueue(replayPolicy, { organizationId: ctx.actor.organizationId, trialId: id })
    tx.announce({ topic: 'trial', action: 'resumed', subjectId: id })
    const row = { ...before, state: 'queued' as const, problem: null, finishedAt: null }
    return { row, subject: subjectOf(before), before: audited(before), after: audited(row) }
  })
  return presentTrial(ctx, row)
}
