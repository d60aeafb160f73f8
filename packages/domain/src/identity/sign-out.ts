import type { Ctx } from '../kernel/index.ts'
import { write } from '../kernel/index.ts'
import type { Gate, Visit } from './gate.ts'
import { announceSessions, type Session } from './sessions.ts'

/**
 * Ends the sessions behind these secrets, with the refresh tokens of their families; what is not known or already over
 * counts as ended.
 */
export async function signOut({ services, sessions }: Gate, { origin, now }: Visit, secrets: string[]): Promise<void> {
  for (const secret of secrets) {
    const found = await sessions.identify(secret, now, 'watching')
    if (!found) continue
    const { actor } = found.session
    await endSession({ services, ...found.session, origin, now }, found.session)
    sessions.forget({ userId: actor.userId })
  }
}

async function endSession(ctx: Ctx, { id, kind, familyId }: Session): Promise<void> {
  await write(ctx, 'auth.sign_out', async (tx) => {
    const { sql } = tx
    tx.later(() => sql`delete from user_session where id = ${id} or family_id = ${familyId}`.execute())
    if (familyId)
      tx.later(() => sql`update refresh_token set revoked_at = ${ctx.now} where family_id = ${familyId} and revoked_at is null`.execute())
    tx.later(() => announceSessions(sql, { userId: ctx.actor.userId }))
    return { subject: { type: 'user', id: ctx.actor.userId, label: ctx.actor.displayName }, before: { session: kind }, after: null }
  })
}
