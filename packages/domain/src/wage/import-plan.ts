import { newId, type Tx } from '@lembur/db'
import { type Ctx, type Reach, reachOf } from '../kernel/index.ts'
import { type StoredWage, wageColumns, within } from './access.ts'
import { type ImportError, type ImportRow, importError } from './import-rows.ts'
import { openTerms, sameTerms, sealTerms } from './terms.ts'

/** A wage that a file sets; `version` is the one it will have. */
export type Planned = { id: string; workerId: string; employeeId: string; effectiveFrom: string; sealed: string; version: number }
/** What the lines of a file would do. */
export type ImportPlan = { created: Planned[]; updated: Planned[]; unchanged: number; errors: ImportError[] }

/**
 * Compares the lines with what is stored. Worker ids match in whatever case; whoever is out of the actor's reach is not known to
 * it. A wage of the same person and day is replaced, or is an error without `replaceExisting`. Errors: `secret.no_key`.
 */
export async function planImport(ctx: Ctx, tx: Tx, rows: ImportRow[], replaceExisting: boolean): Promise<ImportPlan> {
  const { vault } = ctx.services
  const { organizationId } = ctx.actor
  const reach = reachOf(ctx.actor, 'wage.update')
  const people = reach ? await peopleOf(ctx, tx, reach, rows) : new Map<string, string>()
  const stored = await storedOf(tx, [...people.values()])
  const plan: ImportPlan = { created: [], updated: [], unchanged: 0, errors: [] }
  for (const { row, workerId, effectiveFrom, terms } of rows) {
    const employeeId = people.get(workerId.toLowerCase())
    if (!employeeId) {
      plan.errors.push(importError(row, 'worker_id', workerId, 'import.unknown_employee'))
      continue
    }
    const before = stored.get(`${employeeId} ${effectiveFrom}`)
    const known = before && openTerms(vault, organizationId, before)
    if (known && sameTerms(known, terms)) {
      plan.unchanged++
      continue
    }
    if (before && !replaceExisting) {
      plan.errors.push(importError(row, 'effective_from', effectiveFrom, 'wage.date_taken'))
      continue
    }
    const id = before?.id ?? newId()
    const sealed = sealTerms(vault, terms, { organizationId, employeeId, id })
    const planned = { id, workerId, employeeId, effectiveFrom, sealed, version: (before?.version ?? 0) + 1 }
    if (before) plan.updated.push(planned)
    else plan.created.push(planned)
  }
  return plan
}

async function peopleOf(ctx: Ctx, { sql }: Tx, reach: Reach, rows: ImportRow[]): Promise<Map<string, string>> {
  const workerIds = [...new Set(rows.map(({ workerId }) => workerId.toLowerCase()))]
  const found = await sql<{ id: string; key: string }[]>`
    select employee.id, lower(employee.worker_id) as key from employee
    where lower(employee.worker_id) = any(${workerIds}) and ${within(ctx, sql, reach)}`
  return new Map(found.map(({ id, key }) => [key, id]))
}

async function storedOf({ sql }: Tx, employeeIds: string[]): Promise<Map<string, StoredWage>> {
  const found = await sql<StoredWage[]>`select ${wageColumns(sql)} from employee_wage wage where wage.employee_id = any(${employeeIds})`
  return new Map(found.map((row) => [`${row.employeeId} ${row.effectiveFrom}`, row]))
}
