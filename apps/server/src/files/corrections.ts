import { readQuery } from '@lembur/api'
import { ListCorrections } from '@lembur/contracts/closing'
import type { Correction, CountedShift } from '@lembur/contracts/overtime'
import { exportCorrections } from '@lembur/domain/overtime'
import type { ExportCell } from '@lembur/reports/export'
import type { FastifyInstance } from 'fastify'
import type { Serving } from '../serving.ts'
import { parsed } from './input.ts'
import { signedIn } from './signed-in.ts'
import { ExportFormat, sendTable } from './table.ts'

const name = ({ year, month }: Correction['of']) => `${year}-${String(month).padStart(2, '0')}`
const hours = (minutes: number) => Math.round((minutes / 60) * 100) / 100

/** How one side of a correction stands in the file. */
const side = (which: 'before' | 'after') => {
  const of = (read: (shift: CountedShift) => ExportCell) => (row: Correction) => read(row[which])
  return {
    [`${which}_work_date`]: of(({ workDate }) => workDate),
    [`${which}_time_start`]: of(({ timeStart }) => timeStart),
    [`${which}_time_end`]: of(({ timeEnd }) => timeEnd),
    [`${which}_break_minutes`]: of(({ breakMinutes }) => breakMinutes),
    [`${which}_kind_of_day`]: of(({ kind }) => kind),
    [`${which}_hours`]: of(({ minutes }) => hours(minutes)),
  }
}

/** What stands in the file, by column. */
const columns: Record<string, (row: Correction) => ExportCell> = {
  number: (row) => row.number,
  worker_id: (row) => row.employeeWorkerId,
  employee: (row) => row.employeeName,
  department_code: (row) => row.departmentCode,
  corrects_period: (row) => name(row.of),
  lands_in_period: (row) => name(row.landsIn),
  ...side('before'),
  ...side('after'),
  difference_hours: (row) => hours(row.differenceMinutes),
  reason: (row) => row.reason,
  corrected_by: (row) => row.createdByName,
  corrected_at: (row) => row.createdAt,
}

export const ExportCorrections = ListCorrections.omit({ page: true, pageSize: true }).extend({ format: ExportFormat.default('csv') })

/** The corrections of a period or a request, all of them, before and after: what payroll takes beside the workbooks. */
export async function correctionFiles(app: FastifyInstance, serving: Serving): Promise<void> {
  app.get<{ Querystring: Record<string, unknown> }>('/api/v1/overtime-corrections/export', async (request, reply) => {
    const ctx = await signedIn(serving, request, reply)
    const { format, ...filter } = parsed(ExportCorrections, readQuery(ExportCorrections, request.query))
    const { year, month } = filter
    await serving.limiter.export(ctx.actor.userId)
    const rows = cells(exportCorrections(ctx, filter))
    const fileName = year && month ? `corrections_${name({ year, month })}` : 'corrections'
    return sendTable(reply, { name: fileName, format, header: Object.keys(columns), rows })
  })
}

async function* cells(rows: AsyncIterable<Correction>): AsyncGenerator<ExportCell[]> {
  for await (const row of rows) yield Object.values(columns).map((of) => of(row))
}
