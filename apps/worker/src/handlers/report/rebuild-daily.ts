import { dailyReports } from '@lembur/domain/report'
import type { PayloadOf } from '@lembur/jobs'
import type { rebuildDailyWorkbooks } from '@lembur/jobs/reports'
import type { Handler } from '../../handler.ts'
import { rebuild } from './rebuild.ts'

/** The daily form and the daily summary of a work date. */
export const rebuildDaily: Handler<PayloadOf<typeof rebuildDailyWorkbooks>> = (given, { organizationId, date }, run) =>
  rebuild(given, organizationId, ({ periodStartDay }) => dailyReports(date, periodStartDay), run)
