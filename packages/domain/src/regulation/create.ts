import type { CreateRegulation, Regulation } from '@lembur/contracts/rules'
import { newId } from '@lembur/db'
import { regulation } from '@lembur/db/schema'
import { assertMay, type Ctx, write } from '../kernel/index.ts'
import { oneAtATime } from '../organization/index.ts'
import { lastPosition, makeRoom } from './position.ts'

/** Adds a regulation at its position, or after the last. Errors: `permission.denied`. */
export async function createRegulation(ctx: Ctx, input: CreateRegulation): Promise<Regulation> {
  assertMay(ctx.actor, 'regulation.create')
  const { row } = await write(ctx, 'regulation.create', async (tx) => {
    await oneAtATime(tx)
    const at = ctx.now.toISOString()
    const id = newId()
    const position = input.position ?? (await lastPosition(tx))
    await makeRoom(tx, id, null, position)
    const row = { id, ...input, position, version: 1, createdAt: at, updatedAt: at }
    await tx.db.insert(regulation).values({ ...row, organizationId: ctx.actor.organizationId })
    tx.announce({ topic: 'regulation', action: 'created', subjectId: id })
    return { row, subject: { type: 'regulation', id, label: row.title }, before: null, after: row }
  })
  return row
}
