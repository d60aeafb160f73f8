import type { PolicyLayer } from '@lembur/contracts/policy'
import type { Tx } from '@lembur/db'
import { policyVersion } from '@lembur/db/schema'
import { inArray } from 'drizzle-orm'
import { kept } from './kept.ts'

/** What published versions say, by their ids: never changed, so kept for the life of the process. */
const known = kept<PolicyLayer>(500)

/** What versions say, by their ids; those not met before are read, in one query. */
export async function layersOf(tx: Tx, ids: Iterable<string>): Promise<Map<string, PolicyLayer>> {
  const layers = new Map<string, PolicyLayer>()
  const missing: string[] = []
  for (const id of new Set(ids)) {
    const layer = known.get(id)
    if (layer) layers.set(id, layer)
    else missing.push(id)
  }
  if (missing.length === 0) return layers
  const { id, layer, state } = policyVersion
  for (const row of await tx.db.select({ id, layer, state }).from(policyVersion).where(inArray(id, missing))) {
    layers.set(row.id, row.layer)
    // A draft still changes.
    if (row.state === 'published') known.set(row.id, row.layer)
  }
  return layers
}
