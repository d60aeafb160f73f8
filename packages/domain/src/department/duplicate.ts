import { department } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { type Ctx, conflict, type DomainError, read } from '../kernel/index.ts'

/** The refusal of a code that is taken, naming the department that has it. */
export const refuseDuplicate = (ctx: Ctx, code: string | undefined): Promise<DomainError> =>
  read(ctx, async ({ db }) => {
    const [holder] = code ? await db.select({ id: department.id }).from(department).where(eq(department.code, code)) : []
    return conflict('conflict.duplicate', { field: 'code', ...(holder ? { existingId: holder.id } : {}) })
  })
