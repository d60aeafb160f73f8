import { limitSpans } from '@lembur/contracts/overtime'
import { type Limit, limitScopes } from '@lembur/contracts/rules'
import { assertMay, type Ctx, read } from '../kernel/index.ts'
import { limits, presented } from './row.ts'

/** Every limit, the organisation's first, then departments by code and people by name; within each day, week, period. */
export async function listLimits(ctx: Ctx): Promise<{ results: Limit[] }> {
  assertMay(ctx.actor, 'limit.read')
  const rows = await read(ctx, (tx) => limits(tx).then((found) => found.map(presented)))
  const label = ({ departmentCode, employeeName, employeeId }: Limit) => `${departmentCode ?? ''}${employeeName ?? ''}${employeeId ?? ''}`
  return {
    results: rows.toSorted(
      (a, b) =>
        limitScopes.indexOf(a.scope) - limitScopes.indexOf(b.scope) ||
        label(a).localeCompare(label(b)) ||
        limitSpans.indexOf(a.span) - limitSpans.indexOf(b.span),
    ),
  }
}
