import { PolicyDocument, type PolicyLayer, type PolicyPatch } from '@lembur/contracts/policy'
import { packOf } from './packs.ts'
import { PolicyProblem, parsed, problem } from './problem.ts'

/** Another policy of the plant by its name, as a layer; null where there is none. */
export type LayerLookup = (policy: string, version: string | undefined) => PolicyLayer | null

/**
 * The whole policy that a layer makes of what it lies on, for a day: a pack without a version is the one in force on it.
 * @throws PolicyProblem with the path of each fault: below `patch.` where the patch made it, `extends` where what it lies on is
 * unknown or leads back to itself
 */
export function resolveLayer(layer: PolicyLayer, date: string, lookup: LayerLookup = () => null): PolicyDocument {
  const under = baseOf(layer, date, lookup, [])
  return merged(under, layer.patch, 'patch')
}

function baseOf(layer: PolicyLayer, date: string, lookup: LayerLookup, seen: readonly string[]): PolicyDocument {
  const { pack, policy, version } = layer.extends
  if (policy === undefined) {
    if (pack === undefined) throw problem('extends', 'policy.unknown_pack')
    return within('extends', () => packOf(pack, version, date))
  }
  const key = `${policy.toLowerCase()} ${version ?? ''}`
  if (seen.includes(key)) throw problem('extends.policy', 'policy.circular_layers')
  const next = lookup(policy, version)
  if (!next) throw problem('extends.policy', 'policy.unknown_pack')
  return merged(baseOf(next, date, lookup, [...seen, key]), next.patch, `extends.${policy}.patch`)
}

function merged(base: PolicyDocument, patch: PolicyPatch, at: string): PolicyDocument {
  return Object.keys(patch).length === 0 ? base : parsed(PolicyDocument, mergePatch(base, patch), at)
}

function within<Result>(at: string, run: () => Result): Result {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof PolicyProblem)) throw error
    throw new PolicyProblem(error.problems.map(({ path, code }) => ({ path: path ? `${at}.${path}` : at, code })))
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** JSON merge patch, RFC 7396: objects are merged key by key, null takes away, anything else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (key === '__proto__') throw problem(key, 'input.forbidden_key')
    if (value === null && !keepsNull.has(key)) delete result[key]
    else result[key] = mergePatch(result[key], value)
  }
  return result
}

/**
 * Null takes a rule away; but where a field's value may be null itself, it is that value. A merge patch alone cannot say so, and a
 * policy without the field would be no policy.
 */
const keepsNull = new Set(['effectiveTo', 'dayMinutes', 'weekMinutes', 'scheduledMinutes', 'night', 'seventhDay', 'ordinary'])
