import type { ErrorCode } from '@lembur/contracts/errors'
import type { Employee } from '@lembur/contracts/people'
import { newId, type Tx } from '@lembur/db'
import { department, employee } from '@lembur/db/schema'
import { inArray, sql } from 'drizzle-orm'
import { type ImportError, type ImportRow, importError } from './import-rows.ts'

/** The fields that an import may set. */
export type Imported = Pick<Employee, 'id' | 'workerId' | 'name' | 'departmentId' | 'isEnabled' | 'excludeFromReports' | 'version'>
export type ImportedChange = { before: Imported; after: Imported }

/** What the good lines of a file would do. */
export type ImportPlan = { created: Imported[]; updated: ImportedChange[]; unchanged: number; errors: ImportError[] }

type Department = { id: string; isEnabled: boolean }

/**
 * Compares the lines with what is stored. Worker ids match in whatever case and keep the one they were stored in. A line of
 * a known worker id is an error unless `updateExisting`; so is one whose department is unknown, or disabled and not his
 * own already.
 */
export async function planImport(tx: Tx, rows: ImportRow[], updateExisting: boolean): Promise<ImportPlan> {
  const [departments, stored] = await Promise.all([departmentsOf(tx, rows), storedOf(tx, rows)])
  const plan: ImportPlan = { created: [], updated: [], unchanged: 0, errors: [] }
  for (const row of rows) {
    const before = stored.get(row.workerId.toLowerCase())
    if (before && !updateExisting) {
      plan.errors.push(importError(row.row, 'worker_id', row.workerId, 'conflict.duplicate'))
      continue
    }
    const wanted = row.departmentCode ? departments.get(row.departmentCode) : undefined
    const wrong = row.departmentCode ? wrongDepartment(wanted, before) : null
    if (wrong) {
      plan.errors.push(importError(row.row, 'department_code', row.departmentCode ?? '', wrong))
      continue
    }
    const departmentId = row.departmentCode === undefined ? (before?.departmentId ?? null) : (wanted?.id ?? null)
    const after: Imported = {
      id: before?.id ?? newId(),
      workerId: before?.workerId ?? row.workerId,
      name: row.name,
      departmentId,
      isEnabled: row.isEnabled ?? before?.isEnabled ?? true,
      excludeFromReports: row.excludeFromReports ?? before?.excludeFromReports ?? false,
      version: (before?.version ?? 0) + 1,
    }
    if (!before) plan.created.push(after)
    else if (differs(before, after)) plan.updated.push({ before, after })
    else plan.unchanged++
  }
  return plan
}

function wrongDepartment(wanted: Department | undefined, before: Imported | undefined): ErrorCode | null {
  if (!wanted) return 'import.unknown_department'
  return wanted.isEnabled || wanted.id === before?.departmentId ? null : 'employee.disabled_department'
}

const fields = ['name', 'departmentId', 'isEnabled', 'excludeFromReports'] as const

const differs = (before: Imported, after: Imported): boolean => fields.some((name) => before[name] !== after[name])

/** The fields in which a line changed an employee, on one side; for the audit. */
export const changedFields = ({ before, after }: ImportedChange, side: 'before' | 'after') => ({
  workerId: before.workerId,
  ...Object.fromEntries(fields.filter((name) => before[name] !== after[name]).map((name) => [name, { before, after }[side][name]])),
})

async function departmentsOf({ db }: Tx, rows: ImportRow[]): Promise<Map<string, Department>> {
  const codes = [...new Set(rows.flatMap(({ departmentCode }) => departmentCode ?? []))]
  if (codes.length === 0) return new Map()
  const found = await db.select().from(department).where(inArray(department.code, codes))
  return new Map(found.map((row) => [row.code, row]))
}

async function storedOf({ db }: Tx, rows: ImportRow[]): Promise<Map<string, Imported>> {
  const ids = rows.map(({ workerId }) => workerId.toLowerCase())
  if (ids.length === 0) return new Map()
  const { id, workerId, name, departmentId, isEnabled, excludeFromReports, version } = employee
  const found = await db
    .select({ id, workerId, name, departmentId, isEnabled, excludeFromReports, version })
    .from(employee)
    .where(inArray(sql`lower(${workerId})`, ids))
  return new Map(found.map((row) => [row.workerId.toLowerCase(), row]))
}
