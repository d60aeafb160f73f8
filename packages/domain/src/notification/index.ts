export { listNotifications, unreadNotifications } from './list.ts'
export {
  archiveNotifications,
  archiveOldNotifications,
  markAllNotificationsRead,
  markNotificationsRead,
  removeNotification,
  unarchiveNotifications,
} from './mark.ts'
export { notifyApprovers, notifyUser, userOfEmployee } from './notify.ts'
