import type { PolicyPatch } from '@lembur/contracts/policy'

/** Where something stands in a policy; names of rules have points in them, so it is no text. */
export type Path = readonly (string | number)[]

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** What stands at a path; undefined where nothing does. */
export function valueAt(of: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => {
    if (Array.isArray(at)) return at[Number(key)]
    return isObject(at) ? at[key] : undefined
  }, of)
}

/** A copy of a list or object with another value at the path. */
function replaced(of: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(of)) return of.map((item, index) => (index === Number(key) ? replaced(item, rest, value) : item))
  const { [key]: own, ...others } = isObject(of) ? of : {}
  const next = replaced(own, rest, value)
  return next === undefined ? others : { ...(isObject(of) ? of : {}), [key]: next }
}

/**
 * A patch that makes `value` of what stands at the path, and says no more than it must: what the base says already is left out, and
 * so is a change that is taken back. Lists are replaced whole, as a merge patch does. `undefined` takes a rule away.
 */
export function withValue(patch: PolicyPatch, base: unknown, effective: unknown, path: Path, value: unknown): PolicyPatch {
  const list = path.findIndex((_, depth) => Array.isArray(valueAt(effective, path.slice(0, depth))))
  if (list > 0) {
    const place = path.slice(0, list)
    return withValue(patch, base, effective, place, replaced(valueAt(effective, place), path.slice(list), value))
  }
  const [name, ...rest] = path
  const key = String(name)
  const { [key]: own, ...others } = patch
  const under = isObject(base) ? base[key] : undefined
  if (rest.length === 0) {
    if (same(under, value)) return others
    return { ...patch, [key]: value === undefined ? null : value }
  }
  const inner = withValue(isObject(own) ? own : {}, under, isObject(effective) ? effective[key] : undefined, rest, value)
  return Object.keys(inner).length === 0 && under !== undefined ? others : { ...patch, [key]: inner }
}

/** The patch without what it says at a path, so that the base says it again. */
export function withoutChange(patch: PolicyPatch, [name, ...rest]: Path): PolicyPatch {
  const key = String(name)
  const { [key]: own, ...others } = patch
  if (rest.length === 0 || !isObject(own)) return others
  const inner = withoutChange(own, rest)
  return Object.keys(inner).length === 0 ? others : { ...others, [key]: inner }
}
