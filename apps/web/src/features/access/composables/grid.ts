import { type OverridableResource, overridableResources, type Permission, permissionNames, resourceOf } from '@lembur/contracts/access'
import type { AccessRight } from '@lembur/contracts/users'

/** The columns of the grid; whatever else can be done with a resource stands in the last. */
export const verbs = ['read', 'create', 'update', 'delete', 'other'] as const
export type Verb = (typeof verbs)[number]

export const verbOf = (permission: Permission): string => permission.slice(permission.indexOf('.') + 1)
const columnOf = (permission: Permission): Verb => verbs.find((verb) => verb === verbOf(permission)) ?? 'other'

export interface GridRow {
  resource: string
  /** Null where the role alone decides. */
  overridable: OverridableResource | null
  cells: Record<Verb, AccessRight[]>
  /** Rights that were added to or taken away from. */
  overrides: number
}

/** The rights of a person, a row a resource. */
export function gridOf(rights: AccessRight[]): GridRow[] {
  const resources = [...new Set(permissionNames.map(resourceOf))]
  return resources.map((resource) => {
    const ours = rights.filter(({ permission }) => resourceOf(permission) === resource)
    const cells = Object.fromEntries(verbs.map((verb) => [verb, ours.filter(({ permission }) => columnOf(permission) === verb)]))
    return {
      resource,
      overridable: overridableResources.find((each) => each === resource) ?? null,
      cells: cells as GridRow['cells'],
      overrides: ours.filter(({ overrides }) => overrides.length > 0).length,
    }
  })
}

/** What was done to a right, as its cell shows it. */
export type CellState = 'role' | 'added' | 'removed' | 'none'
export function stateOf({ because, reach }: AccessRight): CellState {
  if (because === 'added' || because === 'role_and_added') return 'added'
  if (because === 'removed') return 'removed'
  return reach ? 'role' : 'none'
}

/** Rights that reach otherwise in one than in the other. */
export function changesBetween(before: AccessRight[], after: AccessRight[]): { before: AccessRight; after: AccessRight }[] {
  return before.flatMap((one) => {
    const other = after.find(({ permission }) => permission === one.permission)
    return other && JSON.stringify(one.reach) !== JSON.stringify(other.reach) ? [{ before: one, after: other }] : []
  })
}
