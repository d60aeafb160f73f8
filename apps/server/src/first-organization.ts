import type { Database } from '@lembur/db'
import { DomainError } from '@lembur/domain/kernel'
import { createOrganization } from '@lembur/domain/organization'

/** A server that starts on an empty database makes its organisation, so that people can be added to it. */
export async function ensureOrganization(database: Database): Promise<void> {
  const [any] = await database.global`select 1 from app.organization_ids() limit 1`
  if (any) return
  try {
    await createOrganization(database, { slug: 'plant', name: 'Plant', now: new Date() })
  } catch (error) {
    // Another server that starts at the same time has just made it.
    if (!(error instanceof DomainError && error.code === 'conflict.duplicate')) throw error
  }
}
