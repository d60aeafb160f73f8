import { readQuery } from '@lembur/api'
import { employeeColumns, ImportEmployees, ListEmployees } from '@lembur/contracts/people'
import { exportEmployees, importEmployees } from '@lembur/domain/employee'
import { assertMay, DomainError, todayIn } from '@lembur/domain/kernel'
import { ImportError, readTable } from '@lembur/reports/import'
import type { FastifyInstance } from 'fastify'
import type { Serving } from '../serving.ts'
import { parsed } from './input.ts'
import { signedIn } from './signed-in.ts'
import { ExportFormat, sendTable } from './table.ts'
import { readUpload } from './upload.ts'

export const ExportEmployees = ListEmployees.pick({ search: true, departmentId: true, isEnabled: true, fileable: true }).extend({
  format: ExportFormat.default('csv'),
})

/** The employees as a file, in the same columns both ways. */
export async function employeeFiles(app: FastifyInstance, serving: Serving): Promise<void> {
  app.get<{ Querystring: Record<string, unknown> }>('/api/v1/employees/export', async (request, reply) => {
    const ctx = await signedIn(serving, request, reply)
    const { format, ...filter } = parsed(ExportEmployees, readQuery(ExportEmployees, request.query))
    await serving.limiter.export(ctx.actor.userId)
    const rows = (async function* () {
      for await (const employee of exportEmployees(ctx, filter)) yield employeeColumns.map((column) => employee[column])
    })()
    return sendTable(reply, { name: `employees_${todayIn(ctx)}`, format, header: employeeColumns, rows })
  })

  app.post('/api/v1/employees/import-file', async (request, reply) => {
    const ctx = await signedIn(serving, request, reply)
    assertMay(ctx.actor, 'employee.create') // before the file is read
    const { bytes, fields } = await readUpload(serving, ctx, request)
    const table = await readTable(bytes).catch((error: unknown) => {
      throw error instanceof ImportError ? new DomainError(error.code === 'file.too_large' ? 'too_large' : 'invalid', error.code) : error
    })
    const { dryRun, updateExisting } = readQuery(ImportEmployees, fields)
    return importEmployees(ctx, parsed(ImportEmployees, { ...table, dryRun, updateExisting }))
  })
}
