import type { Overridable } from '@lembur/contracts/access'
import { newId } from '@lembur/db'
import { type Services, systemContext, write } from '../kernel/index.ts'
import { announceSessions } from './sessions.ts'

export type NewGrant = {
  organizationId: string
  userId: string
  permission: Overridable
  /** Over which department; null: all. */
  departmentId: string | null
}

/** Gives a person a right beyond his role; giving it twice changes nothing. For the command line and the demo. */
export async function grantPermission(services: Services, grant: NewGrant, now = new Date()): Promise<void> {
  const { organizationId, userId, permission, departmentId } = grant
  const ctx = await systemContext(services, organizationId, now)
  await write(ctx, 'user.grant', async (tx) => {
    const { sql } = tx
    const given = await sql`
      insert into permission_override (organization_id, id, user_id, permission, effect, scope, department_id, created_at, updated_at)
      values (${organizationId}, ${newId()}, ${userId}, ${permission}, 'add', ${departmentId ? 'department' : 'organisation'}, ${departmentId}, ${now}, ${now})
      on conflict do nothing returning id`
    tx.later(() => announceSessions(sql, { userId }))
    return { subject: { type: 'user', id: userId }, before: null, after: given.length > 0 ? { permission, departmentId } : null }
  })
}
