import { type CreateApiToken, mostTokens, type NewApiToken } from '@lembur/contracts/account'
import { newId } from '@lembur/db'
import { hashOf, newSecret } from '../identity/index.ts'
import { type Ctx, field, invalid, reachOf, ruleViolation, write } from '../kernel/index.ts'
import { announceAccount } from './announce.ts'
import { type TokenRow, tokenOf } from './token-row.ts'

/**
 * Makes a token for a program of one's own. It names rights that its owner holds now; one that he loses, it loses with him.
 * The secret is in the answer and nowhere else. Errors: `input.invalid` with `token.scopes`, `token.too_many`.
 */
export async function createToken(ctx: Ctx, { name, scopes, days }: CreateApiToken): Promise<NewApiToken> {
  const { actor, now } = ctx
  const { userId, organizationId } = actor
  const named = [...new Set(scopes)].toSorted()
  if (named.some((scope) => reachOf(actor, scope) === null)) throw invalid([field('scopes', 'token.scopes')])
  const token = newSecret('personal')
  const id = newId()
  const expiresAt = new Date(now.getTime() + days * 24 * 3_600_000)
  const { row } = await write(ctx, 'account.create_token', async (tx) => {
    const { sql } = tx
    // The owner's row is the lock: two at once must not make the fifty-first.
    await sql`select from "user" where id = ${userId} for no key update`
    const [held] = await sql<{ count: number }[]>`
      select count(*)::int as count from api_token where user_id = ${userId} and expires_at > ${now}`
    if ((held?.count ?? 0) >= mostTokens) throw ruleViolation('token.too_many', { most: mostTokens })
    const row: TokenRow = { id, name, scopes: named, createdAt: now.toISOString(), expiresAt: expiresAt.toISOString(), lastUsedAt: null }
    await sql`
      insert into api_token (id, user_id, active_organization_id, hash, name, scopes, expires_at, created_at)
      values (${id}, ${userId}, ${organizationId}, ${hashOf(token)}, ${name}, ${named}, ${expiresAt}, ${now})`
    announceAccount(tx, userId)
    const after = { name, scopes: named, expiresAt: row.expiresAt }
    return { row, subject: { type: 'api_token', id, label: name }, before: null, after }
  })
  return { ...tokenOf(row, now), token }
}
