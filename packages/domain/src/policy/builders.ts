import { type FieldError, messages } from '@lembur/contracts/errors'
import type { PolicyLayer } from '@lembur/contracts/policy'
import type { Tx } from '@lembur/db'
import { compile } from '@lembur/rules/policy/compile'
import { packs } from '@lembur/rules/policy/packs'
import { PolicyProblem } from '@lembur/rules/policy/problem'
import { resolved, versionsBelow } from './chain.ts'
import { invalidPolicy } from './check.ts'
import { layersOf } from './layers.ts'
import type { PublishedVersion } from './published.ts'

/**
 * Refuses a publication with which a version would be no policy on a later day: the new one itself, when what it lies on
 * changes, or one that is built on it and changes a rule that would be gone. `layer` is that of the new one, which is not stored
 * yet. Errors: `policy.invalid`, with `policy` and the day in `details`.
 */
export async function assertBuildersSound(
  tx: Tx,
  published: PublishedVersion,
  layer: PolicyLayer,
  others: PublishedVersion[],
): Promise<void> {
  const versions = [published, ...others].toSorted((a, b) => b.effectiveFrom.localeCompare(a.effectiveFrom))
  const layers = await layersOf(
    tx,
    others.map(({ id }) => id),
  )
  layers.set(published.id, layer)
  for (const date of turns(versions, published.effectiveFrom)) {
    for (const version of inForce(versions, date)) {
      if (!touches(versions, version, date, published)) continue
      const fields = faultsOf(() => {
        const own = layers.get(version.id)
        if (own) compile(resolved(own, versionsBelow(versions, version, date, version.policyId), layers, date))
      })
      if (fields.length > 0) throw invalidPolicy(fields, { policy: version.policyName, date })
    }
  }
}

/** The days from one on, on which a policy or a pack changes. */
function turns(versions: PublishedVersion[], from: string): string[] {
  const days = [from, ...[...versions, ...packs()].map(({ effectiveFrom }) => effectiveFrom).filter((date) => date > from)]
  return [...new Set(days)].toSorted()
}

/** Of each policy the version that holds on a day; versions are given newest first. */
const inForce = (versions: PublishedVersion[], date: string): PublishedVersion[] =>
  [...Map.groupBy(versions, ({ policyId }) => policyId).values()].flatMap(
    (own) => own.find(({ effectiveFrom }) => effectiveFrom <= date) ?? [],
  )

/** Whether a version is, or lies on, the new one that day. */
function touches(versions: PublishedVersion[], version: PublishedVersion, date: string, published: PublishedVersion): boolean {
  if (version.policyId === published.policyId) return true
  try {
    return versionsBelow(versions, version, date, version.policyId).some(({ policyId }) => policyId === published.policyId)
  } catch (error) {
    // A circle that the new one closes.
    if (error instanceof PolicyProblem) return true
    throw error
  }
}

function faultsOf(run: () => void): FieldError[] {
  try {
    run()
    return []
  } catch (error) {
    if (!(error instanceof PolicyProblem)) throw error
    return error.problems.map(({ path, code }) => ({ path: `layer.${path}`, code, message: messages[code] }))
  }
}
