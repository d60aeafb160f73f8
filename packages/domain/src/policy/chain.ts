import type { PolicyDocument, PolicyLayer } from '@lembur/contracts/policy'
import { resolveLayer } from '@lembur/rules/policy/layers'
import { packOf } from '@lembur/rules/policy/packs'
import { problem } from '@lembur/rules/policy/problem'
import { type PublishedVersion, versionOf } from './published.ts'

/**
 * The published versions that a layer lies on, the nearest first; without a number each is the one in force on the day.
 * `policyId` is the policy the layer is for. Errors (PolicyProblem, at `extends`): `policy.unknown_policy`,
 * `policy.no_version`, `policy.circular_layers` where a policy would come to lie on itself, whatever its version.
 */
export function versionsBelow(
  versions: PublishedVersion[],
  layer: Pick<PolicyLayer, 'extends'>,
  date: string,
  policyId: string | null,
): PublishedVersion[] {
  const below: PublishedVersion[] = []
  for (let at = layer.extends; at.policy !== undefined; ) {
    const wanted = at.policy.toLowerCase()
    const named = versions.find(({ policyName }) => policyName.toLowerCase() === wanted)
    if (!named) throw problem('extends.policy', 'policy.unknown_policy')
    if (named.policyId === policyId || below.some((version) => version.policyId === named.policyId))
      throw problem('extends.policy', 'policy.circular_layers')
    const found = versionOf(versions, named.policyId, at.version === undefined ? { date } : { number: Number(at.version) })
    if (!found) throw problem(at.version === undefined ? 'extends.policy' : 'extends.version', 'policy.no_version')
    below.push(found)
    at = found.extends
  }
  return below
}

/** The pack at the bottom, in the version of the day where the layer that names it names none. */
export function packBelow(layer: Pick<PolicyLayer, 'extends'>, below: PublishedVersion[], date: string): PolicyDocument {
  const { pack, version } = (below.at(-1) ?? layer).extends
  if (pack === undefined) throw problem('extends', 'policy.unknown_pack')
  return packOf(pack, version, date)
}

/** The whole policy of a layer on versions whose layers are given by their ids. Errors: PolicyProblem with paths. */
export function resolved(
  layer: PolicyLayer,
  below: PublishedVersion[],
  layers: ReadonlyMap<string, PolicyLayer>,
  date: string,
): PolicyDocument {
  return resolveLayer(layer, date, (name) => {
    const found = below.find(({ policyName }) => policyName.toLowerCase() === name.toLowerCase())
    return (found && layers.get(found.id)) ?? null
  })
}
