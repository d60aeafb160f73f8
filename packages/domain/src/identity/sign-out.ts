import type { Ctx } from '../kernel/index.ts'
import { write } from '../kernel/index.ts'
import type { Gate, Visit } from './gate.ts'
import type { OwnSession } from './session.ts'
import { announceSessions } from './sessions.ts'

/**
 * Ends the sign-ins behind these secrets, with all sessions and tokens that came of them; what is not known or already over
 * counts as ended. A personal token is no sign-in: it lasts until its owner revokes it.
 */
export async function signOut({ services, sessions }: Gate, { origin, now }: Visit, secrets: string[]): Promise<void> {
  for (const secret of secrets) {
    const found = await sessions.identify(secret, now, 'watching')
    if (!found || found.session.kind === 'personal') continue
    const { actor } = found.session
    await endSession({ services, ...found.session, origin, now }, found.session)
    sessions.forget({ userId: actor.userId })
  }
}

async function endSession(ctx: Ctx, { kind, familyId }: OwnSession): Promise<void> {
  await write(ctx, 'auth.sign_out', async (tx) => {
    const { sql } = tx
    tx.later(() => sql`delete from sign_in where id = ${familyId}`.execute())
    tx.later(() => announceSessions(sql, { userId: ctx.actor.userId }))
    return { subject: { type: 'user', id: ctx.actor.userId, label: ctx.actor.displayName }, before: { session: kind }, after: null }
  })
}
