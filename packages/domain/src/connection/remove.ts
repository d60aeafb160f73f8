import type { ConnectionKind, RemoveConnection } from '@lembur/contracts/connections'
import { connection } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { assertVersion, type Ctx, write } from '../kernel/index.ts'
import { lockConnection, notSet } from './access.ts'
import { audited } from './present.ts'

/** Takes a connection away with its secret; a share of the environment is used again. Errors: `connection.not_set`, `conflict.version`, `permission.denied`. */
export async function removeConnection(ctx: Ctx, { kind, version }: RemoveConnection): Promise<{ kind: ConnectionKind }> {
  await write(ctx, 'connection.remove', async (tx) => {
    const before = await lockConnection(ctx, tx, kind)
    if (!before) throw notSet(kind)
    assertVersion(before, version)
    await tx.db.delete(connection).where(eq(connection.id, before.id))
    tx.announce({ topic: 'connection', action: 'removed', subjectId: kind })
    return { subject: { type: 'connection', id: kind, label: kind }, before: audited(before), after: null }
  })
  return { kind }
}
