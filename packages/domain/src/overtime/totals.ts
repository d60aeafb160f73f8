import type { OvertimeTotals, TotalsOvertime } from '@lembur/contracts/overtime'
import type { Fragment, Tx } from '@lembur/db'
import { assertMay, type Ctx, read } from '../kernel/index.ts'
import { lookUp, matching, ofDepartmentCodes, oneOf } from './filter.ts'

type Sums = { status: string; minutes: number; requests: number }

/** Above this many rows a crossed filter is summed no further, and the answer says so. */
const summedUpTo = 50_000

/**
 * Sums of a filtered list. A filter by date, department, kind and status is answered from the day totals and what is not
 * merged into them yet; any other from the rows, up to a bound.
 */
export async function totalsOfOvertime(ctx: Ctx, filter: TotalsOvertime): Promise<OvertimeTotals> {
  const everywhere = assertMay(ctx.actor, 'overtime.read').everywhere
  const crossed = !everywhere || filter.employeeId?.length || filter.projectId?.length || filter.search
  return read(ctx, async (tx) =>
    crossed ? sumUp(await fromRows(ctx, tx, filter), summedUpTo) : sumUp(await fromTotals(tx, filter), Number.POSITIVE_INFINITY),
  )
}

async function fromRows(ctx: Ctx, tx: Tx, filter: TotalsOvertime): Promise<Sums[]> {
  const { sql } = tx
  const where = matching(ctx, tx, filter, await lookUp(tx, filter.search))
  return sql<Sums[]>`
    select status, sum(minutes)::bigint as minutes, count(*)::int as requests
    from (select request.status, request.minutes from overtime_request request where ${where} limit ${summedUpTo + 1}) capped
    group by status`
}

function fromTotals({ sql }: Tx, filter: TotalsOvertime): Promise<Sums[]> {
  const parts = [sql`true`]
  if (filter.from) parts.push(sql`work_date >= ${filter.from}`)
  if (filter.to) parts.push(sql`work_date <= ${filter.to}`)
  if (filter.status?.length) parts.push(oneOf(sql, sql`status`, filter.status))
  if (filter.kind?.length) parts.push(oneOf(sql, sql`kind`, filter.kind))
  if (filter.departmentId?.length) parts.push(oneOf(sql, sql`department_id`, filter.departmentId))
  if (filter.departmentCode?.length) parts.push(ofDepartmentCodes(sql, sql`department_id`, filter.departmentCode))
  const wanted = (table: 'total_day' | 'overtime_delta'): Fragment => sql`
    select status, minutes, requests from ${sql(table)} where ${parts.reduce((all, part) => sql`${all} and ${part}`)}`
  return sql<Sums[]>`
    select status, sum(minutes)::bigint as minutes, sum(requests)::bigint as requests
    from (${wanted('total_day')} union all ${wanted('overtime_delta')}) every
    group by status`
}

/** `bound` is where the summing stopped. */
function sumUp(sums: readonly Sums[], bound: number): OvertimeTotals {
  const of = (status: string) => sums.find((sum) => sum.status === status) ?? { minutes: 0, requests: 0 }
  const requests = sums.reduce((sum, row) => sum + row.requests, 0)
  return {
    requests: Math.min(requests, bound),
    requestsIsMinimum: requests > bound,
    countedMinutes: of('pending').minutes + of('approved').minutes,
    pending: of('pending').requests,
    rejected: of('rejected').requests,
  }
}
