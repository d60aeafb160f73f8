export { listNotifications, unreadNotifications } from './list.ts'
export { archiveNotifications, markAllNotificationsRead, markNotificationsRead } from './mark.ts'
export { notifyApprovers, notifyUser, userOfEmployee } from './notify.ts'
