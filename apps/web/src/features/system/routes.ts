import { defineFeature } from '@/app/feature.ts'

export default defineFeature({
  routes: [
    {
      path: '/system/activity',
      component: () => import('./pages/ActivityPage.vue'),
      meta: { permission: 'activity.read', title: 'system.activity.title' },
    },
    {
      path: '/system/configuration',
      component: () => import('./pages/ConfigurationPage.vue'),
      meta: { permission: 'configuration.update', title: 'system.configuration.title' },
    },
  ],
  menu: [
    {
      name: 'activity',
      group: 'setup',
      order: 50,
      to: '/system/activity',
      icon: 'i-lucide-history',
      label: 'system.activity.title',
      permission: 'activity.read',
    },
    {
      name: 'configuration',
      group: 'setup',
      order: 60,
      to: '/system/configuration',
      icon: 'i-lucide-settings',
      label: 'system.configuration.title',
      permission: 'configuration.update',
    },
  ],
})
