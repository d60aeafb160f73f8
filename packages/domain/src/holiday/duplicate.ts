import type { Holiday } from '@lembur/contracts/rules'
import { holiday } from '@lembur/db/schema'
import { and, eq } from 'drizzle-orm'
import { type Ctx, conflict, type DomainError, read } from '../kernel/index.ts'

/** The refusal of a title that its date bears already, naming the holiday in the way. */
export const refuseDuplicate = (ctx: Ctx, { title, date }: Pick<Holiday, 'title' | 'date'>): Promise<DomainError> =>
  read(ctx, async ({ db }) => {
    const [holder] = await db
      .select({ id: holiday.id })
      .from(holiday)
      .where(and(eq(holiday.date, date), eq(holiday.title, title)))
    return conflict('conflict.duplicate', { field: 'title', ...(holder ? { existingId: holder.id } : {}) })
  })
