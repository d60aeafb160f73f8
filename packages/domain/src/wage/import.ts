import { maxImportRows } from '@lembur/contracts/people'
import type { ImportWages, WageImportResult } from '@lembur/contracts/wages'
import type { Tx } from '@lembur/db'
import { assertMay, type Ctx, conflict, DomainError, read, translating, write } from '../kernel/index.ts'
import { type ImportPlan, type Planned, planImport } from './import-plan.ts'
import { type ReadRows, readRows } from './import-rows.ts'

/**
 * Sets wages from the lines of a file, at most 5,000, in one transaction: all of them, or none where a single line is wrong, since
 * half a pay rise is no pay rise. A dry run answers the same and writes nothing.
 * Errors: `permission.denied`, `import.missing_columns`, `import.too_many_rows`, `conflict.version`, `secret.no_key`.
 */
export async function importWages(ctx: Ctx, input: ImportWages): Promise<WageImportResult> {
  assertMay(ctx.actor, 'wage.update')
  if (input.rows.length > maxImportRows) throw new DomainError('invalid', 'import.too_many_rows', { most: maxImportRows })
  const lines = readRows(input)
  const planned = (tx: Tx) => planImport(ctx, tx, lines.rows, input.replaceExisting)
  if (input.dryRun) return read(ctx, async (tx) => resultOf(input, lines, await planned(tx)))
  const writing = write(ctx, 'wage.import', async (tx) => {
    const plan = await planned(tx)
    const result = resultOf(input, lines, plan)
    const { totalRows, created, updated, unchanged } = result
    const subject = { type: 'wage', id: null, label: `${totalRows} rows` }
    if (!result.applied || created + updated === 0) return { result, subject, before: null, after: null }
    await insertAll(ctx, tx, plan.created)
    await updateAll(ctx, tx, plan.updated)
    tx.announce({ topic: 'wage', action: 'imported' })
    return {
      result,
      subject,
      before: null,
      after: { counts: { totalRows, created, updated, unchanged }, created: named(plan.created), changed: named(plan.updated) },
    }
  })
  // A wage that was set by hand while the file was read: the next try finds it.
  const { result } = await translating(writing, { employee_wage_once: () => conflict('conflict.version') })
  return result
}

/** For the audit: whose wages, and from when. */
const named = (rows: Planned[]) => rows.map(({ workerId, effectiveFrom }) => `${workerId} ${effectiveFrom}`)

function resultOf({ dryRun }: ImportWages, { total, errors }: ReadRows, plan: ImportPlan): WageImportResult {
  const every = [...errors, ...plan.errors].toSorted((a, b) => a.row - b.row)
  return {
    dryRun,
    totalRows: total,
    created: plan.created.length,
    updated: plan.updated.length,
    unchanged: plan.unchanged,
    errors: every,
    applied: !dryRun && every.length === 0,
  }
}

async function insertAll(ctx: Ctx, { sql }: Tx, rows: Planned[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into employee_wage (organization_id, id, employee_id, effective_from, sealed, version, created_at, updated_at)
    select ${ctx.actor.organizationId}, line.id, line."employeeId", line."effectiveFrom", line.sealed, line.version, ${ctx.now}, ${ctx.now}
    from jsonb_to_recordset(${sql.json(rows)}) as line(id uuid, "employeeId" uuid, "effectiveFrom" date, sealed text, version integer)`
}

async function updateAll(ctx: Ctx, { sql }: Tx, rows: Planned[]): Promise<void> {
  if (rows.length === 0) return
  const { count } = await sql`
    update employee_wage wage set sealed = line.sealed, version = line.version, updated_at = ${ctx.now}
    from jsonb_to_recordset(${sql.json(rows)}) as line(id uuid, sealed text, version integer)
    where wage.id = line.id and wage.version = line.version - 1`
  if (count !== rows.length) throw conflict('conflict.version')
}
