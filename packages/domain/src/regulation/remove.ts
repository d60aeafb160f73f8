import type { Regulation } from '@lembur/contracts/rules'
import { regulation } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { type Ctx, write } from '../kernel/index.ts'
import { loadForWriting } from './access.ts'

/** Deletes a regulation; the audit keeps its text. Errors: `not_found`, `permission.denied`. */
export async function removeRegulation(ctx: Ctx, { id }: { id: string }): Promise<Pick<Regulation, 'id'>> {
  await write(ctx, 'regulation.remove', async (tx) => {
    const before = await loadForWriting(ctx, tx, id, 'delete')
    await tx.db.delete(regulation).where(eq(regulation.id, id))
    tx.announce({ topic: 'regulation', action: 'removed', subjectId: id })
    return { subject: { type: 'regulation', id, label: before.title }, before, after: null }
  })
  return { id }
}
