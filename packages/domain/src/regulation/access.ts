import type { Regulation } from '@lembur/contracts/rules'
import type { Tx } from '@lembur/db'
import { regulation } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { type Authorized, assertMay, type Ctx, notFound, proven } from '../kernel/index.ts'

export const columns = {
  id: regulation.id,
  title: regulation.title,
  description: regulation.description,
  category: regulation.category,
  position: regulation.position,
  isActive: regulation.isActive,
  version: regulation.version,
  createdAt: regulation.createdAt,
  updatedAt: regulation.updatedAt,
}

/** A regulation for whoever may read them. Errors: `not_found`, `permission.denied`. */
export async function loadForReading(ctx: Ctx, { db }: Tx, id: string): Promise<Authorized<Regulation, 'read'>> {
  assertMay(ctx.actor, 'regulation.read')
  const [row] = await db.select(columns).from(regulation).where(eq(regulation.id, id))
  if (!row) throw notFound('regulation')
  return proven('read', row)
}

/** Locks a regulation for whoever may change them. Errors: `not_found`, `permission.denied`. */
export async function loadForWriting(
  ctx: Ctx,
  { db }: Tx,
  id: string,
  action: 'update' | 'delete',
): Promise<Authorized<Regulation, 'write'>> {
  assertMay(ctx.actor, `regulation.${action}`)
  const [row] = await db.select(columns).from(regulation).where(eq(regulation.id, id)).for('no key update')
  if (!row) throw notFound('regulation')
  return proven('write', row)
}
