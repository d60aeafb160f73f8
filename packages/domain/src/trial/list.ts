import type { ListOf } from '@lembur/contracts/paging'
import type { ListTrials, TrialRow } from '@lembur/contracts/trials'
import { policy, policyTrial } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { assertMay, type Ctx, countOf, notFound, offsetOf, pageOf, read } from '../kernel/index.ts'
import { presentTrial } from './present.ts'
import { type TrialRecord, trialColumns, trialTables } from './row.ts'

/** A page of the trials of a policy, the newest first, each with the sums of all departments together. Errors: `not_found`, the policy. */
export async function listTrials(ctx: Ctx, input: ListTrials): Promise<ListOf<TrialRow>> {
  assertMay(ctx.actor, 'policy.update')
  return read(ctx, async (tx) => {
    const { sql } = tx
    const known = tx.db.select({ id: policy.id }).from(policy).where(eq(policy.id, input.policyId))
    const page = sql<TrialRecord[]>`
      select ${trialColumns(sql, { brief: true })} from ${trialTables(sql)} where trial.policy_id = ${input.policyId}
      order by trial.created_at desc, trial.id desc limit ${input.pageSize} offset ${offsetOf(input)}`
    const [[found], rows, counted] = await Promise.all([known, page, countOf(tx, policyTrial, eq(policyTrial.policyId, input.policyId))])
    if (!found) throw notFound('policy')
    return pageOf(
      rows.map((row) => presentTrial(ctx, row)),
      counted,
    )
  })
}
