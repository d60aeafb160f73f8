import { type Role, roles } from '@lembur/contracts/access'
import type { RoleMap } from '@lembur/contracts/connections'

/** The highest role that the groups come to by the map; the default where none of them is named, which may be nobody's. */
export function roleOf(map: RoleMap, isIn: (group: string) => boolean, otherwise: Role | null): Role | null {
  const fitting = map.filter(({ group }) => isIn(group)).map(({ role }) => role)
  return fitting.sort((one, other) => roles.indexOf(other) - roles.indexOf(one))[0] ?? otherwise
}
