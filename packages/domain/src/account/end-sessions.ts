import type { Ended } from '@lembur/contracts/account'
import type { Gate, OwnSession } from '../identity/index.ts'
import { assertMay, type Ctx, notFound, type Writing, write } from '../kernel/index.ts'
import { announceEnd } from './announce.ts'
import { assertMember } from './member.ts'

/** Which of somebody's sign-ins end: one, all but one, or all; `organizationId` null: in whatever organisation. */
type Which = { userId: string; only?: string; except?: string; organizationId: string | null }
type Gone = { id: string; way: string; ip: string | null }

/** Ends one of one's own sign-ins, with its sessions, tokens and open tabs; the one that asks too. Errors: `not_found`. */
export async function endSession(gate: Pick<Gate, 'sessions'>, ctx: Ctx, { id }: { id: string }): Promise<Ended> {
  const { userId, displayName } = ctx.actor
  return end(gate, ctx, 'account.end_session', displayName, { userId, only: id, organizationId: null })
}

/** Ends all of one's own sign-ins but the one that asks. */
export async function endOtherSessions(gate: Pick<Gate, 'sessions'>, ctx: Ctx, { familyId }: OwnSession): Promise<Ended> {
  const { userId, displayName } = ctx.actor
  return end(gate, ctx, 'account.end_other_sessions', displayName, { userId, except: familyId, organizationId: null })
}

/**
 * Ends one sign-in of somebody, or all of them (`signInId` null), in the actor's own organisation; for administrators.
 * Errors: `permission.denied`, `not_found` where he is no member of it or has no such sign-in there.
 */
export async function endSessionOf(gate: Pick<Gate, 'sessions'>, ctx: Ctx, userId: string, signInId: string | null): Promise<Ended> {
  assertMay(ctx.actor, 'access.update')
  const { username } = await assertMember(ctx, userId)
  const { organizationId } = ctx.actor
  return end(gate, ctx, 'user.end_sessions', username, { userId, ...(signInId ? { only: signInId } : {}), organizationId })
}

async function end(gate: Pick<Gate, 'sessions'>, ctx: Ctx, action: string, label: string, which: Which): Promise<Ended> {
  const { ended } = await write(ctx, action, async (tx) => {
    const gone = await endSignIns(tx, which)
    if (which.only && gone.length === 0) throw notFound('session')
    announceEnd(tx, which.userId)
    const before = gone.length > 0 ? { signIns: gone.map(({ way, ip }) => (ip ? `${way}, ${ip}` : way)) } : null
    return { ended: gone.length, subject: { type: 'user', id: which.userId, label }, before, after: null }
  })
  gate.sessions.forget({ userId: which.userId })
  return { ended }
}

/** Takes the rows away; what came of them goes with them. */
export async function endSignIns({ sql }: Writing, { userId, only, except, organizationId }: Which): Promise<Gone[]> {
  const rows = await sql<Gone[]>`
    delete from sign_in where user_id = ${userId}
      ${only ? sql`and id = ${only}` : sql``} ${except ? sql`and id <> ${except}` : sql``}
      ${organizationId ? sql`and active_organization_id = ${organizationId}` : sql``}
    returning id, way, ip`
  return [...rows]
}
