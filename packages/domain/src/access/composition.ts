import {
  type Overridable,
  overridable,
  type Permission,
  permissionNames,
  possibleScopes,
  type Role,
  resourceOf,
  type Scope,
  scopeOf,
} from '@lembur/contracts/access'
import type { Override } from '../kernel/index.ts'

/** So far a right reaches. `departmentId` belongs to the scope `department`; null is the person's own. */
export type Part = { scope: Scope; departmentId: string | null }

/** What was done to one right of a person beside his role: it was taken away, this was added. */
type Held = { removed: boolean; added: Part[] }
const untouched: Held = { removed: false, added: [] }

export type OverrideChange =
  | { permission: Overridable; effect: 'add'; part: Part; exactly: boolean }
  | { permission: Overridable; effect: 'remove' }
  | { permission: Overridable; effect: 'reset' }

/** The whole organisation. */
export const everywhere: Part = { scope: 'organisation', departmentId: null }
const isWithin = (part: Part, parts: Part[]) =>
  parts.some(({ scope, departmentId }) => scope === 'organisation' || (scope === part.scope && departmentId === part.departmentId))
const rolePart = (role: Role, permission: Permission): Part[] => {
  const scope = scopeOf(role, permission)
  return scope ? [{ scope, departmentId: null }] : []
}

/** How far a right reaches, as `reachOf` composes it: what the role gives unless it was taken away, and what was added. */
function partsOf(role: Role, permission: Permission, { removed, added }: Held): Part[] {
  return [...(removed ? [] : rolePart(role, permission)), ...added.filter(({ scope }) => possibleScopes(permission).includes(scope))]
}

function applied(role: Role, held: Held, change: OverrideChange): Held {
  if (change.effect === 'reset') return untouched
  if (change.effect === 'remove') return { removed: true, added: [] }
  const { permission, part, exactly } = change
  if (exactly) return { removed: !rolePart(role, permission).every((byRole) => isWithin(byRole, [part])), added: [part] }
  if (part.scope === 'organisation') return { ...held, added: [part] }
  return isWithin(part, held.added) ? held : { ...held, added: [...held.added, part] }
}

/**
 * A person's overrides after a change of one right. Nobody may do blindly what he cannot see: what widens another right of a
 * resource widens reading as far, and what narrows reading narrows the others (taken away, it takes them all along).
 */
export function withChange(role: Role, overrides: Override[], change: OverrideChange): Override[] {
  const resource = resourceOf(change.permission)
  const state = new Map(overridable.filter((each) => resourceOf(each) === resource).map((each) => [each, heldOf(overrides, each)]))
  const held = (permission: Permission) => state.get(permission as Overridable) ?? untouched
  state.set(change.permission, applied(role, held(change.permission), change))

  const reading = permissionNames.find((each) => each === `${resource}.read`)
  if (reading) {
    const seen = partsOf(role, reading, held(reading))
    if (change.permission === reading) {
      for (const other of state.keys()) {
        if (other === reading) continue
        if (change.effect === 'remove') state.set(other, { removed: true, added: [] })
        else state.set(other, narrowed(role, other, held(other), seen))
      }
    } else if (state.has(reading as Overridable)) {
      const unseen = partsOf(role, change.permission, held(change.permission)).filter((part) => !isWithin(part, seen))
      if (unseen.length > 0) {
        const added = unseen.some(({ scope }) => scope === 'organisation') ? [everywhere] : [...held(reading).added, ...unseen]
        state.set(reading as Overridable, { ...held(reading), added })
      }
    }
  }
  return [
    ...overrides.filter(({ permission }) => resourceOf(permission) !== resource),
    ...[...state].flatMap(([name, one]) => rowsOf(name, one)),
  ]
}

/** A right that reaches no further than what is seen. */
function narrowed(role: Role, permission: Permission, held: Held, seen: Part[]): Held {
  const parts = partsOf(role, permission, held)
  const kept = parts.filter((part) => isWithin(part, seen))
  if (kept.length === parts.length) return held
  const wasEverywhere = parts.some(({ scope }) => scope === 'organisation')
  return { removed: true, added: wasEverywhere ? seen : kept }
}

function heldOf(overrides: Override[], permission: Permission): Held {
  const ours = overrides.filter((override) => override.permission === permission)
  return {
    removed: ours.some(({ effect }) => effect === 'remove'),
    added: ours.flatMap(({ effect, scope, departmentId }) => (effect === 'add' ? [{ scope, departmentId }] : [])),
  }
}

const rowsOf = (permission: Overridable, { removed, added }: Held): Override[] => [
  ...(removed ? [{ permission, effect: 'remove' as const, ...everywhere }] : []),
  ...added.map((part) => ({ permission, effect: 'add' as const, ...part })),
]

/** The same override, whichever row it stands in. */
export const overrideKey = ({ permission, effect, scope, departmentId }: Override): string =>
  [permission, effect, scope, departmentId ?? ''].join('|')
