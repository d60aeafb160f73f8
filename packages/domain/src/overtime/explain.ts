import type { ExplainOvertime, Explanation } from '@lembur/contracts/explain'
import type { Tx } from '@lembur/db'
import { type Ctx, notFound, read, ruleViolation } from '../kernel/index.ts'
import { loadForReading, type OvertimeRequest } from './access.ts'
import { correctionsOf } from './corrected.ts'
import { explained } from './explained.ts'
import { type KeptRow, keptOf } from './kept.ts'
import { moneyOf, wageOf } from './money.ts'
import { numberOf } from './row.ts'

/**
 * How a request's hours came about, rung by rung. Of a decided request it is what was kept with the decision, which no later
 * change of policy, limit or holiday touches; of any other it is worked out now, with the policy of its date. `decision` asks for
 * an earlier one by the version it made. Errors: `not_found`, `policy.invalid` (its policy does not fit any more what it lies on).
 */
export async function explainOvertime(ctx: Ctx, { id, decision }: ExplainOvertime): Promise<Explanation> {
  return read(ctx, async (tx) => {
    const [request, kept] = await Promise.all([loadForReading(ctx, tx, id), keptOf(tx, id)])
    const wanted = keptFor(request, kept, decision)
    if (decision !== undefined && !wanted) throw notFound('overtime')
    const [{ ladder, requests }, wage, { corrections }] = await Promise.all([
      wanted ?? computed(ctx, tx, request),
      wageOf(ctx, tx, request),
      correctionsOf(ctx, tx, tx.sql`request.id = ${id}`),
    ])
    const isDecided = request.status === 'approved' || request.status === 'rejected'
    return {
      ...ladder,
      requestId: id,
      number: numberOf(request),
      status: request.status,
      storedAt: wanted?.storedAt ?? null,
      computedBecause: wanted ? null : isDecided ? 'decided_before' : 'not_decided',
      decision: wanted?.decision ?? null,
      kept: kept.map((row) => ({ decision: row.decision, storedAt: row.storedAt })),
      money: await moneyOf(ctx, tx, { ladder, requests }, wage),
      corrections,
    }
  })
}

/** The kept explanation that is asked for, or that of the decision in force: the one that made the request what it is. */
function keptFor({ status, version }: OvertimeRequest, kept: readonly KeptRow[], decision: number | undefined): KeptRow | null {
  if (decision === undefined && status !== 'approved' && status !== 'rejected') return null
  return kept.find((row) => row.decision === (decision ?? version)) ?? null
}

async function computed(ctx: Ctx, tx: Tx, request: OvertimeRequest) {
  const found = await explained(ctx, tx, request)
  if (!found) throw ruleViolation('policy.invalid')
  return found
}
