import { periodReports } from '@lembur/domain/report'
import type { PayloadOf } from '@lembur/jobs'
import type { rebuildPeriodWorkbooks } from '@lembur/jobs/reports'
import type { Handler } from '../../handler.ts'
import { rebuild } from './rebuild.ts'

/** The period form and the period summary of the period that holds a date. */
export const rebuildPeriod: Handler<PayloadOf<typeof rebuildPeriodWorkbooks>> = (given, { organizationId, start }, run) =>
  rebuild(given, organizationId, ({ periodStartDay }) => periodReports(start, periodStartDay), run)
