import type { OvertimeRow, TotalsOvertime } from '@lembur/contracts/overtime'
import type { Ctx } from '../kernel/index.ts'
import { listOvertime } from './list.ts'

/**
 * Every row of a filter, newest work date first, page by page: memory stays flat and no transaction is held while a
 * slow reader takes his file. Rows written meanwhile may or may not be in it, none comes twice.
 */
export async function* exportOvertime(ctx: Ctx, filter: TotalsOvertime): AsyncGenerator<OvertimeRow> {
  let cursor: string | undefined
  do {
    const page = await listOvertime(ctx, { ...filter, page: 1, pageSize: 500, sort: 'workDate', order: 'desc', cursor })
    yield* page.results
    cursor = page.nextCursor ?? undefined
  } while (cursor)
}
