import type { Regulation, UpdateRegulation } from '@lembur/contracts/rules'
import { regulation } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { assertMay, assertVersion, type Ctx, changesOf, write } from '../kernel/index.ts'
import { oneAtATime } from '../organization/index.ts'
import { loadForWriting } from './access.ts'
import { makeRoom } from './position.ts'

/**
 * Changes a regulation; a new position moves it there and the ones it passes by one.
 * Errors: `conflict.version`, `not_found`, `permission.denied`.
 */
export async function updateRegulation(ctx: Ctx, input: UpdateRegulation): Promise<Regulation> {
  assertMay(ctx.actor, 'regulation.update')
  const { row } = await write(ctx, 'regulation.update', async (tx) => {
    if (input.position !== undefined) await oneAtATime(tx)
    const before = await loadForWriting(ctx, tx, input.id, 'update')
    assertVersion(before, input.version)
    const subject = { type: 'regulation', id: before.id, label: before.title }
    const changes = changesOf(before, input)
    if (!changes) return { row: before, subject, before: null, after: null }
    const after = { ...before, ...changes, version: before.version + 1, updatedAt: ctx.now.toISOString() }
    if (changes.position !== undefined) await makeRoom(tx, before.id, before.position, changes.position)
    const { version, updatedAt } = after
    await tx.db
      .update(regulation)
      .set({ ...changes, version, updatedAt })
      .where(eq(regulation.id, before.id))
    tx.announce({ topic: 'regulation', action: 'updated', subjectId: before.id })
    return { row: after, subject, before, after }
  })
  return row
}
