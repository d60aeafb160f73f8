import type { employeeColumns } from '@lembur/contracts/people'
import { department, employee } from '@lembur/db/schema'
import { and, asc, gt } from 'drizzle-orm'
import { assertMay, type Ctx, read } from '../kernel/index.ts'
import { columns, ofDepartment } from './access.ts'
import { type EmployeeFilter, matching } from './filter.ts'

/** One line of the file, by the columns that the import reads. */
export type ExportedEmployee = Record<(typeof employeeColumns)[number], string>

const atOnce = 500

/**
 * The employees of a filter in order of worker id, as the import reads them again. Read page by page: no transaction is
 * held while a slow reader takes his file.
 */
export async function* exportEmployees(ctx: Ctx, filter: EmployeeFilter): AsyncGenerator<ExportedEmployee> {
  assertMay(ctx.actor, 'employee.read')
  for (let after = ''; ; ) {
    const page = await read(ctx, async ({ db }) =>
      db
        .select(columns)
        .from(employee)
        .leftJoin(department, ofDepartment)
        .where(and(matching(ctx, filter), gt(employee.workerId, after)))
        .orderBy(asc(employee.workerId))
        .limit(atOnce),
    )
    for (const row of page) {
      yield {
        worker_id: row.workerId,
        name: row.name,
        department_code: row.departmentCode ?? '',
        is_enabled: String(row.isEnabled),
        exclude_from_reports: String(row.excludeFromReports),
      }
    }
    const last = page.at(-1)
    if (!last || page.length < atOnce) return
    after = last.workerId
  }
}
