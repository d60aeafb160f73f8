import { syncIdentity } from '@lembur/domain/identity'
import type { PayloadOf } from '@lembur/jobs'
import type { syncPerson as job } from '@lembur/jobs/identity'
import type { Handler } from '../../handler.ts'

/** Asks after one person. A service that does not answer is no failure of the job: the next run finds him again. */
export const syncPerson: Handler<PayloadOf<typeof job>> = async ({ services, now, log }, { identityId }) => {
  const synced = await syncIdentity(services, identityId, now())
  if (synced.outcome === 'postponed') log.info({ identityId, reason: synced.sentence }, 'nothing was heard of a person; he goes on')
}
