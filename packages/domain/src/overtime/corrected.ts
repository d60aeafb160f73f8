import type { ExplainedCorrection } from '@lembur/contracts/explain'
import type { Fragment, Tx } from '@lembur/db'
import { type Ctx, reachedRequests, reachOf } from '../kernel/index.ts'

/** More in one answer is nothing to read. */
const most = 200

/** The sum is of all, the rows of the latest so many. */
export type Corrected = { corrections: ExplainedCorrection[]; minutes: number }

/** Differences made in locked periods, by a condition on `request` and `correction`, as far as the reader may see them. */
export async function correctionsOf(ctx: Ctx, { sql }: Tx, where: Fragment): Promise<Corrected> {
  const reach = reachOf(ctx.actor, 'correction.read')
  if (!reach) return { corrections: [], minutes: 0 }
  const rows = await sql<(ExplainedCorrection & { minutes: number })[]>`
    select correction.id, correction.request_id as "requestId", correction.of_year as "ofYear", correction.of_month as "ofMonth",
      correction.year, correction.month, correction.difference_minutes as "differenceMinutes", correction.reason, correction.created_at as "createdAt",
      sum(correction.difference_minutes) over ()::int as minutes
    from overtime_correction correction
    join overtime_request request on request.organization_id = correction.organization_id and request.id = correction.request_id
    where ${reachedRequests(ctx.actor, sql, [reach])} and ${where}
    order by correction.id desc limit ${most}`
  return { corrections: rows.map(({ minutes: _all, ...row }) => row), minutes: rows[0]?.minutes ?? 0 }
}
