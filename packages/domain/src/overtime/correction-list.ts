import type { ListCorrections } from '@lembur/contracts/closing'
import type { Correction } from '@lembur/contracts/overtime'
import type { ListOf } from '@lembur/contracts/paging'
import type { Fragment, Tx } from '@lembur/db'
import { assertMay, type Ctx, countedUpTo, limitTo, offsetOf, pageOf, reachedRequests, read } from '../kernel/index.ts'
import { correctionColumns, correctionJoins, presentCorrection, type StoredCorrection } from './correction-row.ts'

export type CorrectionFilter = Omit<ListCorrections, 'page' | 'pageSize'>

/** A page of the corrections the reader may see, newest first. Errors: `permission.denied`. */
export async function listCorrections(ctx: Ctx, input: ListCorrections): Promise<ListOf<Correction>> {
  return read(ctx, async (tx) => {
    const { sql } = tx
    const where = () => matching(ctx, tx, input)
    const [rows, [counted]] = await Promise.all([
      sql<StoredCorrection[]>`
        select ${correctionColumns(sql)} from overtime_correction correction ${correctionJoins(sql)} where ${where()}
        order by correction.id desc ${limitTo(sql, input.pageSize)} offset ${offsetOf(input)}`,
      sql<{ count: number }[]>`
        select count(*)::int as count from (
          select from overtime_correction correction
            join overtime_request request on request.organization_id = correction.organization_id and request.id = correction.request_id
          where ${where()} ${limitTo(sql, countedUpTo + 1)}) capped`,
    ])
    return pageOf(rows.slice(0, input.pageSize).map(presentCorrection), counted?.count ?? 0)
  })
}

/** So many are read at once. */
const batch = 500

/**
 * Every correction of a filter, oldest first, batch by batch: no transaction is held while a slow reader takes his file. Keys are
 * given in the order of time, so one that comes meanwhile is the last. Errors: `permission.denied`.
 */
export async function* exportCorrections(ctx: Ctx, filter: CorrectionFilter): AsyncGenerator<Correction> {
  let after: string | null = null
  do {
    const since: string | null = after
    const rows: StoredCorrection[] = await read(ctx, async (tx) => {
      const following = since === null ? tx.sql`true` : tx.sql`correction.id > ${since}`
      return tx.sql<StoredCorrection[]>`
        select ${correctionColumns(tx.sql)} from overtime_correction correction ${correctionJoins(tx.sql)}
        where ${matching(ctx, tx, filter)} and ${following} order by correction.id limit ${batch}`
    })
    yield* rows.map(presentCorrection)
    after = rows.length === batch ? (rows.at(-1)?.id ?? null) : null
  } while (after)
}

/** Not async: a fragment is a promise of its own, and awaiting one would run it. */
function matching({ actor }: Ctx, { sql }: Tx, filter: CorrectionFilter): Fragment {
  const parts = [reachedRequests(actor, sql, [assertMay(actor, 'correction.read')])]
  if (filter.requestId) parts.push(sql`correction.request_id = ${filter.requestId}`)
  if (filter.year) parts.push(sql`correction.year = ${filter.year}`)
  if (filter.month) parts.push(sql`correction.month = ${filter.month}`)
  if (filter.ofYear) parts.push(sql`correction.of_year = ${filter.ofYear}`)
  if (filter.ofMonth) parts.push(sql`correction.of_month = ${filter.ofMonth}`)
  return parts.reduce((all, part) => sql`${all} and ${part}`)
}
