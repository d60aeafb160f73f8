import type { Wage } from '@lembur/contracts/evaluation'
import type { Tx } from '@lembur/db'
import { type Ctx, reachOf } from '../kernel/index.ts'
import { within } from './access.ts'
import { openTerms, type Sealed, wageOf } from './terms.ts'

/** The wages of some people over some days, opened. */
export type WageBook = {
  /** The wage that holds for somebody on a day, `YYYY-MM-DD`; null where none is known to the reader. */
  of(employeeId: string, date: string): Wage | null
  /** Wages that are stored and that no key opens: for their time nothing is known. */
  readonly unreadable: number
}

type Entry = { from: string; wage: Wage | null }

const nobody: WageBook = { of: () => null, unreadable: 0 }

/**
 * The wages that hold between two days, both included, as far as the actor may read them: an empty book for who may read
 * none, and where the server has no key, since without money everything goes on.
 */
export async function wageBook(
  ctx: Ctx,
  { sql }: Tx,
  { employeeIds, from, to }: { employeeIds: readonly string[] | 'all'; from: string; to: string },
): Promise<WageBook> {
  const { vault } = ctx.services
  const reach = reachOf(ctx.actor, 'wage.read')
  if (!reach || !vault.hasKey) return nobody
  const rows = await sql<(Sealed & { effectiveFrom: string })[]>`
    select wage.id, wage.employee_id as "employeeId", wage.effective_from as "effectiveFrom", wage.sealed
    from employee_wage wage join employee on employee.organization_id = wage.organization_id and employee.id = wage.employee_id
    where ${within(ctx, sql, reach)} and ${employeeIds === 'all' ? sql`true` : sql`wage.employee_id = any(${[...employeeIds]})`}
      and wage.effective_from <= ${to} and not exists (
        select from employee_wage later
        where later.organization_id = wage.organization_id and later.employee_id = wage.employee_id
          and later.effective_from > wage.effective_from and later.effective_from <= ${from})
    order by wage.effective_from desc`
  const entries = new Map<string, Entry[]>()
  let unreadable = 0
  for (const row of rows) {
    const terms = openTerms(vault, ctx.actor.organizationId, row)
    if (!terms) unreadable++
    const entry = { from: row.effectiveFrom, wage: terms && wageOf(terms) }
    const known = entries.get(row.employeeId)
    if (known) known.push(entry)
    else entries.set(row.employeeId, [entry])
  }
  return { of: (employeeId, date) => entries.get(employeeId)?.find((entry) => entry.from <= date)?.wage ?? null, unreadable }
}
