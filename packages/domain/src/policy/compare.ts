import { isDeepStrictEqual } from 'node:util'
import type { ComparePolicies, PolicyChange, PolicyComparison, PolicyVersion } from '@lembur/contracts/policies'
import type { PolicyDocument } from '@lembur/contracts/policy'
import type { Tx } from '@lembur/db'
import { type Ctx, read, todayIn } from '../kernel/index.ts'
import { assertSound } from './check.ts'
import { refOf } from './row.ts'
import { loadVersion } from './versions.ts'

/**
 * What two versions say differently, rule by rule, each as it is read on its first day and a draft as it is today. They may be of
 * two policies. Errors: `policy.invalid` (a draft that what it lies on has left behind), `not_found`, `permission.denied`.
 */
export async function comparePolicies(ctx: Ctx, { beforeId, afterId }: ComparePolicies): Promise<PolicyComparison> {
  return read(ctx, async (tx) => {
    const [before, after] = [await loadVersion(ctx, tx, beforeId), await loadVersion(ctx, tx, afterId)]
    const [old, current] = [await wholeOf(ctx, tx, before), await wholeOf(ctx, tx, after)]
    return { before: refOf(before), after: refOf(after), changes: differences(old, current) }
  })
}

const wholeOf = (ctx: Ctx, tx: Tx, { layer, policyId, effectiveFrom }: PolicyVersion): Promise<PolicyDocument> =>
  assertSound(tx, { layer, policyId, date: effectiveFrom ?? todayIn(ctx) })

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The paths at which two documents differ, in order; a list counts as one value, as a patch replaces it whole. */
export function differences(before: unknown, after: unknown, path = ''): PolicyChange[] {
  if (isObject(before) && isObject(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      differences(before[key], after[key], path ? `${path}.${key}` : key),
    )
  }
  return isDeepStrictEqual(before, after) ? [] : [{ path, before: before ?? null, after: after ?? null }]
}
