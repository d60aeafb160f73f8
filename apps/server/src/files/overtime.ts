import { readQuery } from '@lembur/api'
import { type OvertimeRow, TotalsOvertime } from '@lembur/contracts/overtime'
import { todayIn } from '@lembur/domain/kernel'
import { exportOvertime } from '@lembur/domain/overtime'
import type { ExportCell } from '@lembur/reports/export'
import type { FastifyInstance } from 'fastify'
import type { Serving } from '../serving.ts'
import { parsed } from './input.ts'
import { signedIn } from './signed-in.ts'
import { ExportFormat, sendTable } from './table.ts'

/** What stands in the file, by column. */
const columns: Record<string, (row: OvertimeRow) => ExportCell> = {
  number: (row) => row.number,
  work_date: (row) => row.workDate,
  worker_id: (row) => row.employeeWorkerId,
  employee: (row) => row.employeeName,
  department_code: (row) => row.departmentCode,
  project: (row) => row.projectName,
  time_start: (row) => row.timeStart,
  time_end: (row) => row.timeEnd,
  break_minutes: (row) => row.breakMinutes,
  hours: (row) => row.hours,
  kind_of_day: (row) => row.kind,
  status: (row) => row.status,
  reason: (row) => row.reason,
  detail: (row) => row.detail,
  filed_by: (row) => row.filedByName,
  decided_by: (row) => row.decidedByName,
  decided_at: (row) => row.decidedAt,
  decision_reason: (row) => row.decisionReason,
}

export const ExportOvertime = TotalsOvertime.extend({ format: ExportFormat.default('csv') })

/** The requests of a filter, all of them, as the history shows it. */
export async function overtimeFiles(app: FastifyInstance, serving: Serving): Promise<void> {
  app.get<{ Querystring: Record<string, unknown> }>('/api/v1/overtime-requests/export', async (request, reply) => {
    const ctx = await signedIn(serving, request, reply)
    const { format, ...filter } = parsed(ExportOvertime, readQuery(ExportOvertime, request.query))
    const name = `overtime_${filter.from ?? 'start'}_${filter.to ?? todayIn(ctx)}`
    await serving.limiter.export(ctx.actor.userId)
    const rows = cells(exportOvertime(ctx, filter))
    return sendTable(reply, { name, format, header: Object.keys(columns), rows })
  })
}

async function* cells(rows: AsyncIterable<OvertimeRow>): AsyncGenerator<ExportCell[]> {
  for await (const row of rows) yield Object.values(columns).map((of) => of(row))
}
