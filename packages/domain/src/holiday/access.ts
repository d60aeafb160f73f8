import type { Holiday } from '@lembur/contracts/rules'
import type { Tx } from '@lembur/db'
import { holiday } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { type Authorized, assertMay, type Ctx, notFound, proven } from '../kernel/index.ts'

export const columns = {
  id: holiday.id,
  title: holiday.title,
  date: holiday.date,
  isRecurring: holiday.isRecurring,
  description: holiday.description,
  color: holiday.color,
  version: holiday.version,
  createdAt: holiday.createdAt,
  updatedAt: holiday.updatedAt,
}

/** A holiday for whoever may read them. Errors: `not_found`, `permission.denied`. */
export async function loadForReading(ctx: Ctx, { db }: Tx, id: string): Promise<Authorized<Holiday, 'read'>> {
  assertMay(ctx.actor, 'holiday.read')
  const [row] = await db.select(columns).from(holiday).where(eq(holiday.id, id))
  if (!row) throw notFound('holiday')
  return proven('read', row)
}

/** Locks a holiday for whoever may change them. Errors: `not_found`, `permission.denied`. */
export async function loadForWriting(ctx: Ctx, { db }: Tx, id: string, action: 'update' | 'delete'): Promise<Authorized<Holiday, 'write'>> {
  assertMay(ctx.actor, `holiday.${action}`)
  const [row] = await db.select(columns).from(holiday).where(eq(holiday.id, id)).for('no key update')
  if (!row) throw notFound('holiday')
  return proven('write', row)
}
