import { type ImportEmployees, type ImportResult, maxImportRows } from '@lembur/contracts/people'
import { assertMay, type Ctx, DomainError, read, translating, write } from '../kernel/index.ts'
import { applyImport } from './import-apply.ts'
import { changedFields, type ImportPlan, planImport } from './import-plan.ts'
import { type ReadRows, readRows } from './import-rows.ts'

/** Of so many lines at most one may be wrong; with more wrong ones nothing is imported. */
const linesPerWrongOne = 10

/**
 * Adds and changes employees from the lines of a file, at most 5,000, in one transaction. Wrong lines are answered one by
 * one and left out; where they are more than a tenth of the file nothing is applied at all. The counts say what the good
 * lines do, `applied` whether they did it. A dry run answers the same and writes nothing.
 * Errors: `import.missing_columns`, `import.too_many_rows`, `conflict.version`, `permission.denied`.
 */
export async function importEmployees(ctx: Ctx, input: ImportEmployees): Promise<ImportResult> {
  assertMay(ctx.actor, 'employee.create')
  if (input.updateExisting) assertMay(ctx.actor, 'employee.update')
  if (input.rows.length > maxImportRows) throw new DomainError('invalid', 'import.too_many_rows', { most: maxImportRows })
  const lines = readRows(input)
  if (input.dryRun) return read(ctx, async (tx) => resultOf(input, lines, await planImport(tx, lines.rows, input.updateExisting)))
  const writing = write(ctx, 'employee.import', async (tx) => {
    const plan = await planImport(tx, lines.rows, input.updateExisting)
    const result = resultOf(input, lines, plan)
    const subject = { type: 'employee', id: null, label: `${lines.total} rows` }
    if (!result.applied || plan.created.length + plan.updated.length === 0) return { result, subject, before: null, after: null }
    const { moved, linked } = await applyImport(ctx, tx, plan)
    const { totalRows, created, updated, unchanged, errors } = result
    return {
      result,
      subject,
      before: { employees: plan.updated.map((change) => changedFields(change, 'before')) },
      after: {
        counts: { totalRows, created, updated, unchanged, errors: errors.length, movedRequests: moved, linkedUsers: linked },
        created: plan.created.map(({ workerId }) => workerId),
        employees: plan.updated.map((change) => changedFields(change, 'after')),
      },
    }
  })
  // Somebody who was added by hand while the file was read: the next try finds him.
  const { result } = await translating(writing, { employee_worker_id: () => new DomainError('conflict', 'conflict.version') })
  return result
}

function resultOf({ dryRun }: ImportEmployees, { total, errors }: ReadRows, plan: ImportPlan): ImportResult {
  const every = [...errors, ...plan.errors].toSorted((a, b) => a.row - b.row)
  const wrong = new Set(every.map(({ row }) => row)).size
  return {
    dryRun,
    totalRows: total,
    created: plan.created.length,
    updated: plan.updated.length,
    unchanged: plan.unchanged,
    errors: every,
    applied: !dryRun && wrong * linesPerWrongOne <= total,
  }
}
