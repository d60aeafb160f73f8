import type { DecideManyOvertime, DecisionResults } from '@lembur/contracts/overtime'
import { assertMay, type Ctx, DomainError, field, invalid, read } from '../kernel/index.ts'
import { visibleTo } from './access.ts'
import { decideOvertime } from './decide.ts'
import { storedById } from './lookup.ts'
import { numberOf } from './row.ts'

type Result = DecisionResults['results'][number]

/**
 * Decides up to 500 requests, each in a transaction of its own: what stops one row stops no other, and the answer says
 * for every row what became of it and, where somebody was faster, who. Errors: `permission.denied`,
 * `overtime.reason_required`.
 */
export async function decideManyOvertime(ctx: Ctx, { ids, outcome, reason }: DecideManyOvertime): Promise<DecisionResults> {
  assertMay(ctx.actor, 'overtime.decide')
  if (outcome !== 'approved' && !reason) throw invalid([field('reason', 'overtime.reason_required')])
  const results: Result[] = []
  for (const id of new Set(ids)) results.push(await decideOne(ctx, id, outcome, reason))
  const decided = results.filter(({ ok }) => ok).length
  return { decided, failed: results.length - decided, results }
}

async function decideOne(ctx: Ctx, id: string, outcome: DecideManyOvertime['outcome'], reason: string | undefined): Promise<Result> {
  try {
    const row = await decideOvertime(ctx, { id, outcome, reason })
    const { number, status, decidedByName, can } = row
    return { id, number, ok: true, status, code: null, message: null, decidedByName, canReopen: can.reopen }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const row = await visibleRow(ctx, id)
    return {
      id,
      number: row && numberOf(row),
      ok: false,
      status: row?.status ?? null,
      code: error.code,
      message: error.message,
      decidedByName: row?.decidedByName ?? null,
      canReopen: false,
    }
  }
}

/** The row as the reader may see it, or nothing: the answer must not tell what the list would hide. */
const visibleRow = (ctx: Ctx, id: string) =>
  read(ctx, async (tx) => {
    const [seen] = await tx.sql`select 1 from overtime_request request where request.id = ${id} and ${visibleTo(ctx, tx.sql)}`
    return seen ? storedById(tx, id) : null
  })
