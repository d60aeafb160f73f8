import type { CreateHoliday, Holiday } from '@lembur/contracts/rules'
import { newId } from '@lembur/db'
import { holiday } from '@lembur/db/schema'
import { assertMay, type Ctx, translating, write } from '../kernel/index.ts'
import { rederiveKinds } from '../overtime/index.ts'
import { refuseDuplicate } from './duplicate.ts'

/** A holiday as it was written, and how many waiting requests changed their kind of day with it. */
export type HolidayChanged = Holiday & { rederived: number }

/**
 * Adds a holiday. Waiting requests of its day (of every year, where it recurs) become holiday work, and its workbooks are
 * rebuilt. Errors: `conflict.duplicate` (`existingId`), `permission.denied`.
 */
export async function createHoliday(ctx: Ctx, input: CreateHoliday): Promise<HolidayChanged> {
  assertMay(ctx.actor, 'holiday.create')
  const at = ctx.now.toISOString()
  const row = { id: newId(), ...input, version: 1, createdAt: at, updatedAt: at }
  const writing = write(ctx, 'holiday.create', async (tx) => {
    await tx.db.insert(holiday).values({ ...row, organizationId: ctx.actor.organizationId })
    const rederived = await rederiveKinds(ctx, tx, [row])
    tx.announce({ topic: 'holiday', action: 'created', subjectId: row.id })
    return { rederived, subject: subjectOf(row), before: null, after: withRederived(row, rederived) }
  })
  const { rederived } = await translating(writing, { holiday_title_and_date: () => refuseDuplicate(ctx, row) })
  return { ...row, rederived: rederived.length }
}

/** A holiday as the audit names it. */
export const subjectOf = (row: Holiday) => ({ type: 'holiday', id: row.id, label: `${row.title}, ${row.date}` })

/** The audited state with the requests that followed; the word is left out where none did. */
export const withRederived = <Row extends object, Followed>(row: Row, rederived: Followed[]) =>
  rederived.length > 0 ? { ...row, rederived } : row
