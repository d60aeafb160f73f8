import { policy } from '@lembur/db/schema'
import { sql } from 'drizzle-orm'
import { type Ctx, conflict, type DomainError, read } from '../kernel/index.ts'

/** The refusal of a name that another policy bears, naming that one. */
export const refuseDuplicate = (ctx: Ctx, name: string): Promise<DomainError> =>
  read(ctx, async ({ db }) => {
    const [holder] = await db.select({ id: policy.id }).from(policy).where(sql`lower(${policy.name}) = lower(${name})`)
    return conflict('conflict.duplicate', { field: 'name', ...(holder ? { existingId: holder.id } : {}) })
  })
