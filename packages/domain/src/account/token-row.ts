import { type Permission, permissionNames } from '@lembur/contracts/access'
import type { ApiToken } from '@lembur/contracts/account'

export type TokenRow = { id: string; name: string; scopes: string[]; createdAt: string; expiresAt: string; lastUsedAt: string | null }

const known: ReadonlySet<string> = new Set(permissionNames)
const instant = (text: string) => new Date(text).toISOString()

/** A stored token as its owner sees it; a right that has gone from the product is not named. */
export const tokenOf = ({ scopes, lastUsedAt, ...row }: TokenRow, now: Date): ApiToken => ({
  ...row,
  createdAt: instant(row.createdAt),
  expiresAt: instant(row.expiresAt),
  lastUsedAt: lastUsedAt && instant(lastUsedAt),
  scopes: scopes.filter((scope): scope is Permission => known.has(scope)),
  isExpired: new Date(row.expiresAt) <= now,
})
