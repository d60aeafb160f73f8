import type { ById } from '@lembur/contracts/ids'
import type { ArchiveOldNotifications, MarkNotifications } from '@lembur/contracts/system'
import type { Fragment, Tx } from '@lembur/db'
import { assertMay, type Ctx, notFound, write } from '../kernel/index.ts'

type Changed = { changed: number }

/** Marks the reader's own notifications as read; others are not his to mark and are not found. */
export const markNotificationsRead = (ctx: Ctx, { ids }: MarkNotifications): Promise<Changed> =>
  mark(ctx, 'read', ({ sql }) => ({ set: sql`read_at = ${ctx.now}`, where: sql`id = any(${ids}) and read_at is null`, ids }))

export const markAllNotificationsRead = (ctx: Ctx): Promise<Changed> =>
  mark(ctx, 'read', ({ sql }) => ({ set: sql`read_at = ${ctx.now}`, where: sql`read_at is null` }))

/** Puts the reader's own notifications away; archiving reads them too. */
export const archiveNotifications = (ctx: Ctx, { ids }: MarkNotifications): Promise<Changed> =>
  mark(ctx, 'archived', ({ sql }) => ({
    set: sql`archived_at = ${ctx.now}, read_at = coalesce(read_at, ${ctx.now})`,
    where: sql`id = any(${ids}) and archived_at is null`,
    ids,
  }))

/** Takes the reader's own notifications out of the archive; what was read stays read. */
export const unarchiveNotifications = (ctx: Ctx, { ids }: MarkNotifications): Promise<Changed> =>
  mark(ctx, 'unarchived', ({ sql }) => ({ set: sql`archived_at = null`, where: sql`id = any(${ids}) and archived_at is not null`, ids }))

type Marking = { set: Fragment; where: Fragment; ids?: string[] }

/** Tells the reader's other tabs; a mark is bookkeeping of one's own and no matter for the audit. */
async function mark(ctx: Ctx, action: string, marking: (tx: Tx) => Marking): Promise<Changed> {
  const { userId } = ctx.actor
  assertMay(ctx.actor, 'notification.read')
  const { changed } = await write(ctx, `notification.${action}`, async (tx) => {
    const { sql } = tx
    const { set, where, ids } = marking(tx)
    if (ids) await assertOwn(tx, userId, ids)
    const rows = await sql`update notification set ${set} where user_id = ${userId} and ${where} returning id`
    if (rows.length > 0) tx.announce({ topic: 'notification', action, userId })
    return { changed: rows.length, subject: null, before: null, after: rows.length > 0 ? { changed: rows.length } : null }
  })
  return { changed }
}

/** Deletes one of the reader's own notifications, for good. Errors: `not_found`. */
export async function removeNotification(ctx: Ctx, { id }: ById): Promise<Changed> {
  const { userId } = ctx.actor
  assertMay(ctx.actor, 'notification.read')
  const { changed } = await write(ctx, 'notification.remove', async (tx) => {
    await assertOwn(tx, userId, [id])
    const rows = await tx.sql`delete from notification where user_id = ${userId} and id = ${id} returning id`
    tx.announce({ topic: 'notification', action: 'removed', userId })
    return { changed: rows.length, subject: null, before: null, after: { changed: rows.length } }
  })
  return { changed }
}

/** Puts away everybody's notifications that are older than so many days, read or not. */
export async function archiveOldNotifications(ctx: Ctx, { days }: ArchiveOldNotifications): Promise<Changed> {
  assertMay(ctx.actor, 'notification.archive')
  const { changed } = await write(ctx, 'notification.archive_old', async (tx) => {
    const rows = await tx.sql<{ userId: string }[]>`
      update notification set archived_at = ${ctx.now}, read_at = coalesce(read_at, ${ctx.now})
      where archived_at is null and created_at < ${ctx.now}::timestamptz - make_interval(days => ${days}) returning user_id as "userId"`
    for (const userId of new Set(rows.map((row) => row.userId))) tx.announce({ topic: 'notification', action: 'archived', userId })
    const subject = { type: 'notification', id: null, label: `older than ${days} days` }
    return { changed: rows.length, subject, before: null, after: { days, changed: rows.length } }
  })
  return { changed }
}

async function assertOwn({ sql }: Tx, userId: string, ids: string[]): Promise<void> {
  const [row] = await sql<{ own: number }[]>`select count(*)::int as own from notification where user_id = ${userId} and id = any(${ids})`
  if (row?.own !== new Set(ids).size) throw notFound('notification')
}
