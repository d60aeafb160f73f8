import { type Permission, permissionNames, type Scope } from '@lembur/contracts/access'
import type { Me, UpdateMe } from '@lembur/contracts/identity'
import { type Actor, type Ctx, notFound, reachOf, todayIn, write } from '../kernel/index.ts'
import { productVersion } from './version.ts'

type Row = Pick<Me, 'username' | 'displayName' | 'email' | 'language' | 'workerId'> & { organisation: Me['organisation'] }

/** The reader himself, with what he may do and what his organisation has set. */
export async function me(ctx: Ctx): Promise<Me> {
  const { actor, now } = ctx
  const [row] = await ctx.services.database.readOne<Row[]>(
    actor.organizationId,
    (sql) =>
      sql`
      select person.username, person.display_name as "displayName", person.email, person.language, person.worker_id as "workerId",
        jsonb_build_object(
          'id', plant.id, 'name', plant.name, 'appName', plant.app_name, 'appAcronym', plant.app_acronym, 'timeZone', plant.time_zone,
          'periodStartDay', plant.period_start_day, 'shiftStartMinute', plant.shift_start_minute, 'shiftEndMinute', plant.shift_end_minute,
          'breakAfterMinutes', plant.break_after_minutes, 'breakLengthMinutes', plant.break_length_minutes,
          'idleMinutes', plant.idle_minutes, 'isDemo', plant.is_demo) as organisation
      from "user" person cross join organization plant where person.id = ${actor.userId}`,
  )
  if (!row) throw notFound('user')
  return {
    id: actor.userId,
    ...row,
    role: actor.role,
    employeeId: actor.employeeId,
    departmentId: actor.departmentId,
    permissions: permissionsOf(actor),
    now: now.toISOString(),
    today: todayIn(ctx),
    version: productVersion,
  }
}

/** Changes what a person sets for himself. */
export async function updateMe(ctx: Ctx, input: UpdateMe): Promise<Me> {
  const { language } = input
  if (language) {
    await write(ctx, 'user.update_self', async (tx) => {
      const { userId, displayName } = ctx.actor
      const [before] = await tx.sql<{ language: string }[]>`select language from "user" where id = ${userId} for update`
      tx.later(() => tx.sql`update "user" set language = ${language}, updated_at = ${ctx.now} where id = ${userId}`.execute())
      const same = before?.language === language
      return {
        subject: { type: 'user', id: userId, label: displayName },
        before: same ? null : (before ?? null),
        after: same ? null : { language },
      }
    })
  }
  return me(ctx)
}

/** Each permission that he has over anything, with the widest scope that it reaches. */
function permissionsOf(actor: Actor): Partial<Record<Permission, Scope>> {
  const held: Partial<Record<Permission, Scope>> = {}
  for (const permission of permissionNames) {
    const reach = reachOf(actor, permission)
    if (reach) held[permission] = reach.everywhere ? 'organisation' : reach.departments.length > 0 ? 'department' : 'own'
  }
  return held
}
