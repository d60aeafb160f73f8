import { defineFeature } from '@/app/feature.ts'

export default defineFeature({
  routes: [
    {
      path: '/notifications',
      component: () => import('./pages/NotificationsPage.vue'),
      meta: { permission: 'notification.read', title: 'notifications.title' },
    },
  ],
  menu: [
    {
      name: 'notifications',
      group: 'user',
      order: 30,
      to: '/notifications',
      icon: 'i-lucide-bell',
      label: 'notifications.menu',
      permission: 'notification.read',
    },
  ],
  bell: () => import('./components/BellMenu.vue'),
})
