import type { PolicyLayer } from '@lembur/contracts/policy'
import type { Tx } from '@lembur/db'
import { type CompiledPolicy, compile } from '@lembur/rules/policy/compile'
import { packBelow, resolved, versionsBelow } from './chain.ts'
import { layersOf } from './layers.ts'
import { publishedPolicies } from './published.ts'

/**
 * A layer of a policy as it would be on each day up to `to`, were it in force: on the pack and the published versions of that
 * day. Each of these is put together once. The answer errs (PolicyProblem) where the layer is not right on that day.
 */
export async function triedPolicy(
  tx: Tx,
  { policyId, layer, to }: { policyId: string; layer: PolicyLayer; to: string },
): Promise<(date: string) => CompiledPolicy> {
  const { versions } = layer.extends.policy === undefined ? { versions: [] } : await publishedPolicies(tx, to)
  const layers = await layersOf(
    tx,
    versions.map(({ id }) => id),
  )
  const made = new Map<string, CompiledPolicy>()
  const byDate = new Map<string, CompiledPolicy>()
  return (date) => {
    const known = byDate.get(date)
    if (known) return known
    const below = versionsBelow(versions, layer, date, policyId)
    const pack = packBelow(layer, below, date)
    const key = [pack.pack, pack.version, ...below.map(({ id }) => id)].join(' ')
    const policy = made.get(key) ?? compile(resolved(layer, below, layers, date))
    made.set(key, policy)
    byDate.set(date, policy)
    return policy
  }
}
