import type { ListOf } from '@lembur/contracts/paging'
import type { ListNotifications, Notification } from '@lembur/contracts/system'
import { assertMay, type Ctx, countedUpTo, offsetOf, pageOf, read } from '../kernel/index.ts'

/** The reader's own notifications, newest first; archived ones only where they are asked for. Errors: `permission.denied`. */
export async function listNotifications(ctx: Ctx, input: ListNotifications): Promise<ListOf<Notification>> {
  const { actor } = ctx
  assertMay(actor, 'notification.read')
  return read(ctx, async ({ sql }) => {
    const where = () => sql`
      user_id = ${actor.userId} and archived_at is ${input.archived ? sql`not null` : sql`null`}
      ${input.unread === undefined ? sql`` : input.unread ? sql`and read_at is null` : sql`and read_at is not null`}`
    const [results, [counted]] = await Promise.all([
      sql<Notification[]>`
        select id, kind, data, link, read_at as "readAt", archived_at as "archivedAt", created_at as "createdAt"
        from notification where ${where()} order by created_at desc, id desc limit ${input.pageSize} offset ${offsetOf(input)}`,
      sql<{ count: number }[]>`
        select count(*)::int as count from (select 1 from notification where ${where()} limit ${countedUpTo + 1}) capped`,
    ])
    return pageOf([...results], counted?.count ?? 0)
  })
}

/** How many of the reader's notifications he has not read. */
export async function unreadNotifications(ctx: Ctx): Promise<{ unread: number }> {
  const { actor, services } = ctx
  assertMay(actor, 'notification.read')
  const [row] = await services.database.readOne<{ unread: number }[]>(
    actor.organizationId,
    (sql) => sql`
      select count(*)::int as unread from (
        select 1 from notification where user_id = ${actor.userId} and read_at is null and archived_at is null limit ${countedUpTo}) capped`,
  )
  return { unread: row?.unread ?? 0 }
}
