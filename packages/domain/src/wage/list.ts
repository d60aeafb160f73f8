import type { ListOf } from '@lembur/contracts/paging'
import type { ListWages, WageRow } from '@lembur/contracts/wages'
import { type Ctx, countedUpTo, DomainError, offsetOf, pageOf, read } from '../kernel/index.ts'
import { loadEarner, type StoredWage, wageColumns } from './access.ts'
import { openTerms } from './terms.ts'

/**
 * A page of what somebody earned and will earn, the newest first. One that no key opens any more has no terms.
 * Errors: `permission.denied`, `not_found` for somebody out of reach, `secret.no_key`.
 */
export async function listWages(ctx: Ctx, input: ListWages): Promise<ListOf<WageRow>> {
  const { vault } = ctx.services
  return read(ctx, async (tx) => {
    const { sql } = tx
    const { id } = await loadEarner(ctx, tx, 'wage.read', input.employeeId)
    if (!vault.hasKey) throw new DomainError('unavailable', 'secret.no_key')
    const [rows, [counted]] = await Promise.all([
      sql<StoredWage[]>`
        select ${wageColumns(sql)} from employee_wage wage where wage.employee_id = ${id}
        order by wage.effective_from desc limit ${input.pageSize} offset ${offsetOf(input)}`,
      sql<{ count: number }[]>`
        select count(*)::int as count from (select 1 from employee_wage where employee_id = ${id} limit ${countedUpTo + 1}) capped`,
    ])
    const shown = rows.map(({ sealed, ...row }) => ({ ...row, terms: openTerms(vault, ctx.actor.organizationId, { ...row, sealed }) }))
    return pageOf(shown, counted?.count ?? 0)
  })
}
