import type { Tx } from '@lembur/db'
import { policyVersion } from '@lembur/db/schema'
import { type CompiledPolicy, compile } from '@lembur/rules/policy/compile'
import { packOf } from '@lembur/rules/policy/packs'
import { and, eq } from 'drizzle-orm'
import { triedPolicy } from './tried.ts'

/** Which policy something was judged by: a published version, or with none a pack as the product brings it. */
export type JudgedBy = { versionId: string | null; pack: string; version: string }

/**
 * The policy that something of a date was judged by, whatever is assigned or published since; null for a version that is not
 * there. Errors: PolicyProblem, where it does not fit any more what it lies on.
 */
export async function policyOfVersion(tx: Tx, { versionId, pack, version }: JudgedBy, date: string): Promise<CompiledPolicy | null> {
  if (versionId === null) return compile(packOf(pack, version, date))
  const { id, policyId, layer, state } = policyVersion
  const [row] = await tx.db
    .select({ policyId, layer })
    .from(policyVersion)
    .where(and(eq(id, versionId), eq(state, 'published')))
  return row ? (await triedPolicy(tx, { ...row, to: date }))(date) : null
}
