import type { Tx } from '@lembur/db'
import { type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { countedUpTo } from './paging.ts'

/** How many rows of a table meet a condition; it stops one past `countedUpTo`, which is what `pageOf` takes for "1,000+". */
export async function countOf({ db }: Tx, table: PgTable, where: SQL | undefined): Promise<number> {
  const capped = db
    .select({ one: sql`1`.as('one') })
    .from(table)
    .where(where)
    .limit(countedUpTo + 1)
    .as('capped')
  const [row] = await db.select({ counted: sql<number>`count(*)::int` }).from(capped)
  return row?.counted ?? 0
}
