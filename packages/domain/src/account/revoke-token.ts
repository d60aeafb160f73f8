import type { ById } from '@lembur/contracts/ids'
import type { Gate } from '../identity/index.ts'
import { type Ctx, notFound, write } from '../kernel/index.ts'
import { announceEnd } from './announce.ts'

/** Ends one of one's own tokens at once, on every server. Errors: `not_found`. */
export async function revokeToken(gate: Pick<Gate, 'sessions'>, ctx: Ctx, { id }: ById): Promise<ById> {
  const { userId } = ctx.actor
  await write(ctx, 'account.revoke_token', async (tx) => {
    const [gone] = await tx.sql<{ name: string; scopes: string[] }[]>`
      delete from api_token where id = ${id} and user_id = ${userId} returning name, scopes`
    if (!gone) throw notFound('api_token')
    announceEnd(tx, userId)
    return { subject: { type: 'api_token', id, label: gone.name }, before: gone, after: null }
  })
  gate.sessions.forget({ userId })
  return { id }
}
