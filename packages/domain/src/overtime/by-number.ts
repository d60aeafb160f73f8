import type { OvertimeRow } from '@lembur/contracts/overtime'
import { type Ctx, read } from '../kernel/index.ts'
import { visibleTo } from './access.ts'
import { presenter, rowColumns, rowJoins, type StoredRow } from './row.ts'

/** The requests with a running number that the reader may see, the newest year first; without a year, of every year. */
export async function overtimeByNumber(ctx: Ctx, { year, n }: { year: number | null; n: number }, most: number): Promise<OvertimeRow[]> {
  return read(ctx, async ({ sql }) => {
    const years = year === null ? sql`(select year from number_counter where kind = 'overtime')` : sql`(${year}::int)`
    const rows = await sql<StoredRow[]>`
      select ${rowColumns(sql)} from overtime_request request ${rowJoins(sql)}
      where request.number_year in ${years} and request.number = ${n} and ${visibleTo(ctx, sql)}
      order by request.number_year desc limit ${most}`
    return rows.map(presenter(ctx.actor))
  })
}
