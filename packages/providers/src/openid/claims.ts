import type { OidcSettings } from '@lembur/contracts/connections'
import type { Vouched } from '@lembur/contracts/providers'
import { roleOf } from '../role-map.ts'
import { misconfigured, refused } from '../told.ts'

export type Claims = Record<string, unknown> & { sub: string }

/** Who somebody is by what the provider says of him. A key of his is only his own together with who gave it. */
export function vouchedOf(settings: OidcSettings, issuer: string, claims: Claims): Vouched {
  const username = textOf(claims, settings.usernameClaim, 150)
  if (!username) throw misconfigured(`The provider does not say ${settings.usernameClaim} of people.`)
  // Whoever may write any address into his account would be whoever he likes.
  if (settings.usernameClaim === 'email' && claims.email_verified === false) throw refused('The provider has not verified the address.')
  const groups = listOf(claimOf(claims, settings.groupsClaim))
  return {
    subject: `${issuer} ${claims.sub}`,
    username,
    displayName: textOf(claims, 'name', 150) ?? username,
    email: textOf(claims, 'email', 254),
    workerId: textOf(claims, settings.workerIdClaim, 50),
    isActive: true,
    role: roleOf(settings.roleMap, (group) => groups.includes(group), settings.defaultRole),
    facts: { issuer, subject: claims.sub, groups: groups.slice(0, 500) },
  }
}

/** A claim by its name, or by its way: "realm_access.roles". */
function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  let at: unknown = claims
  for (const part of name.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined
    at = (at as Record<string, unknown>)[part]
  }
  return at
}

function textOf(claims: Claims, name: string, most: number): string | null {
  const value = claimOf(claims, name)
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text.length <= most && !text.includes('\0') ? text.trim() || null : null
}

const listOf = (value: unknown): string[] =>
  [value].flat().filter((each): each is string => typeof each === 'string' && !each.includes('\0'))
