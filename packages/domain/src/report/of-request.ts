import { seeingRequests } from '@lembur/contracts/access'
import type { ReportFile } from '@lembur/contracts/reports'
import { assertMay, type Ctx, covers, notFound, reachOf, read } from '../kernel/index.ts'
import { filesHolding } from './of-date.ts'

type Requested = { workDate: string; status: string; employeeId: string; departmentId: string | null; isExcluded: boolean }

/**
 * The workbooks that hold a request's row, for whoever may see the request; none for one that is not reported. Only who
 * may read reports may download them. Error: `not_found`.
 */
export async function reportsOfRequest(ctx: Ctx, { requestId }: { requestId: string }): Promise<ReportFile[]> {
  assertMay(ctx.actor, 'overtime.read')
  const request = await read(ctx, async ({ sql }) => {
    const [row] = await sql<Requested[]>`
      select request.work_date as "workDate", request.status, request.employee_id as "employeeId", request.department_id as "departmentId",
        employee.exclude_from_reports as "isExcluded"
      from overtime_request request
      join employee on employee.organization_id = request.organization_id and employee.id = request.employee_id
      where request.id = ${requestId}`
    return row
  })
  const reaches = seeingRequests.flatMap((permission) => reachOf(ctx.actor, permission) ?? [])
  if (!request || !reaches.some((reach) => covers(reach, ctx.actor, request))) throw notFound('overtime')
  if (request.isExcluded || (request.status !== 'pending' && request.status !== 'approved')) return []
  return filesHolding(ctx, request.workDate, { mayDownload: reachOf(ctx.actor, 'report.read') !== null })
}
