import { ById } from '@lembur/contracts/ids'
import {
  RebuildQueued,
  RebuildReports,
  ReportCentre,
  ReportFile,
  ReportPeriod,
  ReportsOfDate,
  ReportsOfRequest,
  ReportsResult,
} from '@lembur/contracts/reports'
import { rebuildReports, reportCentre, reportsOfDate, reportsOfRequest, retryDelivery } from '@lembur/domain/report'
import { can, rest, router } from '../trpc.ts'

const tag = 'Workbooks'
const path = '/v1/reports'

/** A few files are never paged. */
const listed = (results: ReportFile[]) => ({ count: results.length, next: null, previous: null, results })

/** The bytes of a file are the server's own route, `GET /api/v1/reports/{id}/download/`. */
export const report = router({
  list: can('report.read')
    .meta(rest('GET', path, tag, 'The four workbooks that hold a work date'))
    .input(ReportsOfDate)
    .output(ReportsResult)
    .query(async ({ ctx, input }) => listed(await reportsOfDate(ctx.domain, input))),

  centre: can('report.read')
    .input(ReportPeriod)
    .output(ReportCentre)
    .query(({ ctx, input }) => reportCentre(ctx.domain, input)),

  ofRequest: can('overtime.read')
    .input(ReportsOfRequest)
    .output(ReportsResult)
    .query(async ({ ctx, input }) => listed(await reportsOfRequest(ctx.domain, input))),

  rebuild: can('report.update')
    .meta(rest('POST', `${path}/rebuild`, tag, 'Build the workbooks of a date again, or every one of its period'))
    .input(RebuildReports)
    .output(RebuildQueued)
    .mutation(({ ctx, input }) => rebuildReports(ctx.domain, input)),

  retry: can('report.update')
    .meta(rest('POST', `${path}/{id}/retry`, tag, 'Deliver a workbook now'))
    .input(ById)
    .output(ReportFile)
    .mutation(({ ctx, input }) => retryDelivery(ctx.domain, input)),
})
