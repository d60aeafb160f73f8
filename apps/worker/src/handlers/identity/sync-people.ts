import { findPeopleToSync } from '@lembur/domain/identity'
import type { PayloadOf } from '@lembur/jobs'
import type { syncPeople as job } from '@lembur/jobs/identity'
import type { Handler } from '../../handler.ts'

/** Finds whom the company's service is to be asked after, and fans out. */
export const syncPeople: Handler<PayloadOf<typeof job>> = async ({ services, now }) => {
  await findPeopleToSync(services, now())
}
