import type { UpdateHoliday } from '@lembur/contracts/rules'
import { holiday } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { assertVersion, type Ctx, changesOf, translating, write } from '../kernel/index.ts'
import { rederiveKinds } from '../overtime/index.ts'
import { loadForWriting } from './access.ts'
import { type HolidayChanged, subjectOf, withRederived } from './create.ts'
import { refuseDuplicate } from './duplicate.ts'

/**
 * Changes a holiday. A new date, or whether it recurs, has the waiting requests of the old and the new days follow and
 * their workbooks rebuilt. Errors: `conflict.duplicate`, `conflict.version`, `not_found`, `permission.denied`.
 */
export async function updateHoliday(ctx: Ctx, input: UpdateHoliday): Promise<HolidayChanged> {
  let wanted = { title: input.title ?? '', date: input.date ?? '' }
  const writing = write(ctx, 'holiday.update', async (tx) => {
    const before = await loadForWriting(ctx, tx, input.id, 'update')
    assertVersion(before, input.version)
    const changes = changesOf(before, input)
    if (!changes) return { row: { ...before, rederived: 0 }, subject: subjectOf(before), before: null, after: null }
    const after = { ...before, ...changes, version: before.version + 1, updatedAt: ctx.now.toISOString() }
    wanted = after
    const { version, updatedAt } = after
    await tx.db
      .update(holiday)
      .set({ ...changes, version, updatedAt })
      .where(eq(holiday.id, before.id))
    const moved = changes.date !== undefined || changes.isRecurring !== undefined
    const rederived = moved ? await rederiveKinds(ctx, tx, [before, after]) : []
    tx.announce({ topic: 'holiday', action: 'updated', subjectId: before.id })
    return { row: { ...after, rederived: rederived.length }, subject: subjectOf(after), before, after: withRederived(after, rederived) }
  })
  const { row } = await translating(writing, { holiday_title_and_date: () => refuseDuplicate(ctx, wanted) })
  return row
}
