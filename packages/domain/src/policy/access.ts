import type { Tx } from '@lembur/db'
import { policy } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { type Actor, type Authorized, assertMay, type Ctx, notFound, proven, reachOf } from '../kernel/index.ts'

export const columns = {
  id: policy.id,
  name: policy.name,
  description: policy.description,
  version: policy.version,
  createdAt: policy.createdAt,
  updatedAt: policy.updatedAt,
}

/** A policy without its versions. */
export type StoredPolicy = Pick<typeof policy.$inferSelect, keyof typeof columns>

/** A draft is for those who write them: nobody is to learn a rule from it that may never come. */
export const seesDrafts = (actor: Actor): boolean => reachOf(actor, 'policy.update') !== null || reachOf(actor, 'policy.create') !== null

/** A policy for whoever may read them. Errors: `not_found`, `permission.denied`. */
export async function loadForReading(ctx: Ctx, { db }: Tx, id: string): Promise<Authorized<StoredPolicy, 'read'>> {
  assertMay(ctx.actor, 'policy.read')
  const [row] = await db.select(columns).from(policy).where(eq(policy.id, id))
  if (!row) throw notFound('policy')
  return proven('read', row)
}

/**
 * Locks a policy for whoever may change them: its draft, its publications and its removal wait for each other.
 * Errors: `not_found`, `permission.denied`.
 */
export async function loadForWriting(
  ctx: Ctx,
  { db }: Tx,
  id: string,
  action: 'update' | 'delete',
): Promise<Authorized<StoredPolicy, 'write'>> {
  assertMay(ctx.actor, `policy.${action}`)
  const [row] = await db.select(columns).from(policy).where(eq(policy.id, id)).for('no key update')
  if (!row) throw notFound('policy')
  return proven('write', row)
}

/** A policy as the audit names it. */
export const subjectOf = ({ id, name }: Pick<StoredPolicy, 'id' | 'name'>) => ({ type: 'policy', id, label: name })
