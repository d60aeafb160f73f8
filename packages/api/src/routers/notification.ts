import { ById } from '@lembur/contracts/ids'
import {
  ArchiveOldNotifications,
  Changed,
  ListNotifications,
  MarkNotifications,
  NotificationList,
  UnreadCount,
} from '@lembur/contracts/system'
import {
  archiveNotifications,
  archiveOldNotifications,
  listNotifications,
  markAllNotificationsRead,
  markNotificationsRead,
  removeNotification,
  unarchiveNotifications,
  unreadNotifications,
} from '@lembur/domain/notification'
import { can, rest, router } from '../trpc.ts'

const tag = 'Notifications'
const path = '/v1/notifications'

export const notification = router({
  list: can('notification.read')
    .meta(rest('GET', path, tag, 'One’s own notifications, the newest first'))
    .input(ListNotifications)
    .output(NotificationList)
    .query(({ ctx, input }) => listNotifications(ctx.domain, input)),

  unreadCount: can('notification.read')
    .meta(rest('GET', `${path}/unread-count`, tag, 'How many are not read'))
    .output(UnreadCount)
    .query(({ ctx }) => unreadNotifications(ctx.domain)),

  markRead: can('notification.read')
    .input(MarkNotifications)
    .output(Changed)
    .mutation(({ ctx, input }) => markNotificationsRead(ctx.domain, input)),

  markOneRead: can('notification.read')
    .meta(rest('POST', `${path}/{id}/read`, tag, 'Mark one as read'))
    .input(ById)
    .output(Changed)
    .mutation(({ ctx, input }) => markNotificationsRead(ctx.domain, { ids: [input.id] })),

  markAllRead: can('notification.read')
    .meta(rest('POST', `${path}/mark-all-read`, tag, 'Mark all as read'))
    .output(Changed)
    .mutation(({ ctx }) => markAllNotificationsRead(ctx.domain)),

  archive: can('notification.read')
    .input(MarkNotifications)
    .output(Changed)
    .mutation(({ ctx, input }) => archiveNotifications(ctx.domain, input)),

  archiveOne: can('notification.read')
    .meta(rest('POST', `${path}/{id}/archive`, tag, 'Put one away'))
    .input(ById)
    .output(Changed)
    .mutation(({ ctx, input }) => archiveNotifications(ctx.domain, { ids: [input.id] })),

  unarchive: can('notification.read')
    .input(MarkNotifications)
    .output(Changed)
    .mutation(({ ctx, input }) => unarchiveNotifications(ctx.domain, input)),

  unarchiveOne: can('notification.read')
    .meta(rest('POST', `${path}/{id}/unarchive`, tag, 'Take one out of the archive'))
    .input(ById)
    .output(Changed)
    .mutation(({ ctx, input }) => unarchiveNotifications(ctx.domain, { ids: [input.id] })),

  remove: can('notification.read')
    .meta(rest('DELETE', `${path}/{id}`, tag, 'Delete one for good'))
    .input(ById)
    .output(Changed)
    .mutation(({ ctx, input }) => removeNotification(ctx.domain, input)),

  archiveOld: can('notification.archive')
    .meta(rest('POST', `${path}/archive-old`, tag, 'Put away everybody’s that are older than so many days'))
    .input(ArchiveOldNotifications)
    .output(Changed)
    .mutation(({ ctx, input }) => archiveOldNotifications(ctx.domain, input)),
})
