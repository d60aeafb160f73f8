import { defineFeature } from '@/app/feature.ts'

export default defineFeature({
  routes: [
    {
      path: '/system/connections/:kind(ldap|oidc|mail)?',
      component: () => import('./pages/ConnectionsPage.vue'),
      meta: { permission: 'connection.update', title: 'connections.title' },
    },
  ],
  menu: [
    {
      name: 'connections',
      group: 'setup',
      order: 70,
      to: '/system/connections',
      icon: 'i-lucide-plug',
      label: 'connections.title',
      permission: 'connection.update',
    },
  ],
})
