import { employee } from '@lembur/db/schema'
import { eq, sql } from 'drizzle-orm'
import { type Ctx, conflict, type DomainError, read } from '../kernel/index.ts'

/** The refusal of a worker id that is taken, in whatever case, naming the employee who has it. */
export const refuseDuplicate = (ctx: Ctx, workerId: string | undefined): Promise<DomainError> =>
  read(ctx, async ({ db }) => {
    const [holder] = workerId
      ? await db
          .select({ id: employee.id })
          .from(employee)
          .where(eq(sql`lower(${employee.workerId})`, workerId.toLowerCase()))
      : []
    return conflict('conflict.duplicate', { field: 'workerId', ...(holder ? { existingId: holder.id } : {}) })
  })
