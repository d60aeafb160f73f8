import { systemContext } from '@lembur/domain/kernel'
import { clearIfDue } from '@lembur/domain/upkeep'
import type { PayloadOf } from '@lembur/jobs'
import type { clearOldActivity as job } from '@lembur/jobs/upkeep'
import type { Handler } from '../../handler.ts'

/** Clears what the activity log keeps no longer. */
export const clearActivityOf: Handler<PayloadOf<typeof job>> = async ({ services, now }, { organizationId }, run) => {
  await clearIfDue(await systemContext(services, organizationId, now(), run.id))
}
