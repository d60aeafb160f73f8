import { defineFeature } from '@/app/feature.ts'

export default defineFeature({
  routes: [
    { path: '/rules', component: () => import('./pages/LimitsPage.vue'), meta: { permission: 'limit.read', title: 'rules.title' } },
    {
      path: '/rules/regulations',
      component: () => import('./pages/RegulationsPage.vue'),
      meta: { permission: 'regulation.read', title: 'rules.regulations' },
    },
    {
      path: '/rules/holidays',
      component: () => import('./pages/HolidaysPage.vue'),
      meta: { permission: 'holiday.read', title: 'rules.holidays' },
    },
  ],
  menu: [
    { name: 'rules', group: 'setup', order: 30, to: '/rules', icon: 'i-lucide-scale', label: 'rules.title', permission: 'limit.read' },
  ],
})
