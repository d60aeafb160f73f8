import type { Role } from '@lembur/contracts/access'
import { announceSessions } from '../identity/index.ts'
import { assertMay, type Ctx, notFound, ruleViolation, systemUserId, write } from '../kernel/index.ts'
import { lockHeld } from './held.ts'

/**
 * Takes away whatever somebody has set up besides his password, for who has lost it all, and ends his sign-ins and personal tokens: what was
 * lost may have been found by another. A developer's are cleared on the command line alone, and nobody clears his own,
 * which would go around showing that it is him.
 * Errors: `permission.denied`, `not_found`, `access.developer`, `access.self`.
 */
export async function clearFactorsOf(ctx: Ctx, userId: string): Promise<void> {
  assertMay(ctx.actor, 'access.update')
  if (ctx.actor.userId === userId) throw ruleViolation('access.self')
  await write(ctx, 'factor.clear', async (tx) => {
    const { sql } = tx
    const [member] = await sql<{ role: Role }[]>`select role from membership where user_id = ${userId}`
    if (!member) throw notFound('user')
    if (member.role === 'developer' && ctx.actor.userId !== systemUserId) throw ruleViolation('access.developer')
    const { held, subject } = await lockHeld(tx, userId)
    for (const table of ['totp', 'passkey', 'recovery_code', 'challenge', 'sign_in', 'api_token'])
      await sql`delete from ${sql(table)} where user_id = ${userId}`
    await announceSessions(sql, { userId })
    tx.announce({ topic: 'user', action: 'updated', subjectId: userId })
    return { subject, before: held, after: { authenticatorApp: null, passkeys: [], recoveryCodes: 0 } }
  })
}
