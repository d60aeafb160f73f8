import type { ApiToken } from '@lembur/contracts/account'
import type { ListOf } from '@lembur/contracts/paging'
import { type Ctx, pageOf } from '../kernel/index.ts'
import { type TokenRow, tokenOf } from './token-row.ts'

/** One's own tokens for this organisation, the newest first; those that have run out are kept for a while, to be seen. */
export async function listTokens({ services, actor, now }: Ctx): Promise<ListOf<ApiToken>> {
  const rows = await services.database.global<TokenRow[]>`
    select id, name, scopes, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt"
    from api_token where user_id = ${actor.userId} and active_organization_id = ${actor.organizationId} order by created_at desc, id`
  return pageOf(
    rows.map((row) => tokenOf(row, now)),
    rows.length,
  )
}
