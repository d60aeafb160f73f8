import { noOrganization } from '@lembur/db'
import { type Ctx, DomainError } from '../kernel/index.ts'
import type { Gate, Visit } from './gate.ts'
import { currentIdentity } from './identity.ts'

/**
 * Somebody's own context before he has a session, in the organisation he joined first of those he is active in. Errors:
 * `auth.account_disabled`.
 */
export async function arrivalOf({ services }: Pick<Gate, 'services'>, { origin, now }: Visit, userId: string): Promise<Ctx> {
  const [first] = await services.database.read(
    { organizationId: noOrganization, userId },
    async ({ sql }) =>
      sql<{ id: string }[]>`
      select organization_id as id from membership where user_id = ${userId} and is_active order by created_at, id limit 1`,
  )
  const identity = first && (await currentIdentity(services.database.global, userId, first.id))
  if (!identity) throw new DomainError('unauthenticated', 'auth.account_disabled')
  return { services, ...identity, origin, now }
}
