import { holiday } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { type Ctx, write } from '../kernel/index.ts'
import { rederiveKinds } from '../overtime/index.ts'
import { loadForWriting } from './access.ts'
import { type HolidayChanged, subjectOf } from './create.ts'

/**
 * Deletes a holiday; the waiting requests of its day are what the calendar makes of it without. The audit keeps them beside
 * the holiday that is gone. Errors: `not_found`, `permission.denied`.
 */
export async function removeHoliday(ctx: Ctx, { id }: { id: string }): Promise<HolidayChanged> {
  const { row } = await write(ctx, 'holiday.remove', async (tx) => {
    const before = await loadForWriting(ctx, tx, id, 'delete')
    await tx.db.delete(holiday).where(eq(holiday.id, id))
    const rederived = await rederiveKinds(ctx, tx, [before])
    tx.announce({ topic: 'holiday', action: 'removed', subjectId: id })
    return {
      row: { ...before, rederived: rederived.length },
      subject: subjectOf(before),
      before,
      after: rederived.length > 0 ? { rederived } : null,
    }
  })
  return row
}
