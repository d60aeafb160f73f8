import { type Ctx, write } from '../kernel/index.ts'

/** Notes that a trial cannot go on, and why: a code of the errors. One that was stopped or thrown away meanwhile is left alone. */
export async function failTrial(ctx: Ctx, id: string, problem: string): Promise<void> {
  await write(ctx, 'trial.fail', async (tx) => {
    const [failed] = await tx.sql`
      update policy_trial set state = 'failed', problem = ${problem}, finished_at = ${ctx.now}, updated_at = ${ctx.now}
      where id = ${id} and state in ('queued', 'running') returning id`
    if (failed) tx.announce({ topic: 'trial', action: 'failed', subjectId: id })
    return { subject: null, before: failed ? {} : null, after: failed ? { state: 'failed' } : null }
  })
}
