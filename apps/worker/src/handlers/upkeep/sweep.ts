import { systemContext } from '@lembur/domain/kernel'
import { clearEnded, organizationIds, sweepOrganization } from '@lembur/domain/upkeep'
import type { PayloadOf } from '@lembur/jobs'
import type { sweep } from '@lembur/jobs/upkeep'
import type { Handler } from '../../handler.ts'

/** Goes through every organisation; what takes long is handed to jobs. */
export const sweepAll: Handler<PayloadOf<typeof sweep>> = async ({ services, now }, _payload, run) => {
  await clearEnded(services.database, now())
  for (const organizationId of await organizationIds(services.database)) {
    await sweepOrganization(await systemContext(services, organizationId, now(), run.id))
  }
}
