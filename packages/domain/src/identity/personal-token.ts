import type { Permission } from '@lembur/contracts/access'
import { type IdentityRow, identityColumns, identityOf, type Sql } from './identity.ts'
import type { PersonalSession } from './session.ts'

type Row = IdentityRow & {
  userId: string
  organizationId: string
  scopes: Permission[]
  expiresAt: string
  lastUsedAt: string | null
}

/**
 * Who comes with a personal token, by its hash: its owner, held to what the token names. Null where there is no such token,
 * where it has run out, or where its owner is let in no more.
 */
export async function personalSession(
  sql: Sql,
  hash: string,
  now: Date,
): Promise<{ session: PersonalSession; lastUsedAt: string | null } | null> {
  const [row] = await sql<Row[]>`
    select token.user_id as "userId", token.active_organization_id as "organizationId", token.scopes, token.expires_at as "expiresAt",
      token.last_used_at as "lastUsedAt", ${identityColumns(sql)}
    from api_token token, app.identity_of(token.user_id, token.active_organization_id) who
    where token.hash = ${hash} and token.expires_at > ${now}`
  if (!row?.isActive) return null
  const { actor, plant } = identityOf(row.userId, row.organizationId, row)
  const session: PersonalSession = {
    actor: { ...actor, tokenScopes: row.scopes },
    plant,
    id: hash,
    kind: 'personal',
    familyId: null,
    expiresAt: new Date(row.expiresAt),
  }
  return { session, lastUsedAt: row.lastUsedAt }
}

/** Not waited for: one that fails is made up for by the next request. */
export function touchToken(sql: Sql, hash: string, now: Date): void {
  sql`update api_token set last_used_at = ${now} where hash = ${hash}`.catch(() => undefined)
}
