import { mergeTotals } from '@lembur/domain/overtime'
import type { PayloadOf } from '@lembur/jobs'
import type { mergeTotals as job } from '@lembur/jobs/upkeep'
import type { Handler } from '../../handler.ts'

/** Folds what writes have appended into the totals. */
export const mergeTotalsOf: Handler<PayloadOf<typeof job>> = async ({ services }, { organizationId }) => {
  await mergeTotals(services.database, organizationId)
}
