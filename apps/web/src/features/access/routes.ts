import { defineFeature } from '@/app/feature.ts'

export default defineFeature({
  routes: [
    {
      path: '/system/access',
      component: () => import('./pages/AccessPage.vue'),
      meta: { permission: 'access.read', title: 'access.title' },
    },
  ],
  menu: [
    {
      name: 'access',
      group: 'setup',
      order: 40,
      to: '/system/access',
      icon: 'i-lucide-shield-check',
      label: 'access.title',
      permission: 'access.read',
    },
  ],
})
