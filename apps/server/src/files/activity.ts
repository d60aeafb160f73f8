import { readQuery } from '@lembur/api'
import { type Activity, ExportActivities } from '@lembur/contracts/system'
import { exportActivities, noteActivityExport } from '@lembur/domain/activity'
import { todayIn } from '@lembur/domain/kernel'
import type { ExportCell } from '@lembur/reports/export'
import type { FastifyInstance } from 'fastify'
import type { Serving } from '../serving.ts'
import { parsed } from './input.ts'
import { signedIn } from './signed-in.ts'
import { ExportFormat, sendTable } from './table.ts'

const json = (fields: object | null): ExportCell => fields && JSON.stringify(fields)

/** What stands in the file, by column. */
const columns: Record<string, (row: Activity) => ExportCell> = {
  at: (row) => row.at,
  actor: (row) => row.actorName,
  action: (row) => row.action,
  subject_type: (row) => row.subjectType,
  subject_id: (row) => row.subjectId,
  subject: (row) => row.subjectLabel,
  before: (row) => json(row.before),
  after: (row) => json(row.after),
  ip: (row) => row.ip,
  user_agent: (row) => row.userAgent,
  request_id: (row) => row.requestId,
}

export const ExportActivity = ExportActivities.extend({ format: ExportFormat.default('csv') })

/** The activity log of a filter, all of it; who takes it away stands in it from then on. */
export async function activityFiles(app: FastifyInstance, serving: Serving): Promise<void> {
  app.get<{ Querystring: Record<string, unknown> }>('/api/v1/activity-logs/export', async (request, reply) => {
    const ctx = await signedIn(serving, request, reply)
    const given = parsed(ExportActivity, readQuery(ExportActivity, request.query))
    await serving.limiter.export(ctx.actor.userId)
    await noteActivityExport(ctx, given)
    const { format, ...filter } = given
    const name = `activity_${filter.from ?? 'start'}_${filter.to ?? todayIn(ctx)}`
    return sendTable(reply, { name, format, header: Object.keys(columns), rows: cells(exportActivities(ctx, filter)) })
  })
}

async function* cells(rows: AsyncIterable<Activity>): AsyncGenerator<ExportCell[]> {
  for await (const row of rows) yield Object.values(columns).map((of) => of(row))
}
