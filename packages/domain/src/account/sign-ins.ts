import type { SignInRow } from '@lembur/contracts/account'
import type { SignInWay } from '@lembur/contracts/identity'
import type { ListOf } from '@lembur/contracts/paging'
import type { OwnSession, Sql } from '../identity/index.ts'
import { assertMay, type Ctx, pageOf } from '../kernel/index.ts'
import { deviceOf } from './device.ts'
import { assertMember } from './member.ts'

type Row = {
  id: string
  name: string | null
  address: string | null
  userAgent: string | null
  way: SignInWay
  createdAt: string
  lastSeenAt: string
}

/** One's own sign-ins, in whatever organisation, the one that asks first, then the one last seen. */
export async function listSessions({ services, actor, now }: Ctx, { familyId }: OwnSession): Promise<ListOf<SignInRow>> {
  const rows = shown(await signInsOf(services.database.global, actor.userId, null, now), familyId)
  const ordered = rows.toSorted((a, b) => Number(b.isThis) - Number(a.isThis))
  return pageOf(ordered, ordered.length)
}

/**
 * Somebody's sign-ins in the actor's own organisation, for administrators. Errors: `permission.denied`, `not_found` where he
 * is no member of it.
 */
export async function listSessionsOf(ctx: Ctx, userId: string): Promise<ListOf<SignInRow>> {
  const { services, actor, now } = ctx
  assertMay(actor, 'access.read')
  await assertMember(ctx, userId)
  const rows = shown(await signInsOf(services.database.global, userId, actor.organizationId, now), null)
  return pageOf(rows, rows.length)
}

/** Those of which something is left that still opens: the sweep has the others. */
const signInsOf = (sql: Sql, userId: string, organizationId: string | null, now: Date) => sql<Row[]>`
  select id, name, ip as address, user_agent as "userAgent", way, created_at as "createdAt", last_seen_at as "lastSeenAt"
  from sign_in
  where user_id = ${userId} ${organizationId ? sql`and active_organization_id = ${organizationId}` : sql``}
    and (exists (select from user_session where family_id = sign_in.id and expires_at > ${now})
      or exists (select from refresh_token where family_id = sign_in.id and used_at is null and expires_at > ${now}))
  order by last_seen_at desc, id`

const shown = (rows: readonly Row[], familyId: string | null): SignInRow[] =>
  rows.map(({ userAgent, ...row }) => ({
    ...row,
    ...deviceOf(userAgent),
    createdAt: new Date(row.createdAt).toISOString(),
    lastSeenAt: new Date(row.lastSeenAt).toISOString(),
    isThis: row.id === familyId,
  }))
