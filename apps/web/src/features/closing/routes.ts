import { defineFeature } from '@/app/feature.ts'

export default defineFeature({
  routes: [
    { path: '/periods', component: () => import('./pages/PeriodsPage.vue'), meta: { permission: 'period.read', title: 'closing.title' } },
    {
      path: '/periods/:year(\\d{4})-:month(\\d{2})',
      component: () => import('./pages/PeriodPage.vue'),
      meta: { permission: 'period.read', title: 'closing.title' },
    },
  ],
  menu: [
    {
      name: 'periods',
      group: 'setup',
      order: 35,
      to: '/periods',
      icon: 'i-lucide-calendar-check-2',
      label: 'closing.title',
      permission: 'period.read',
    },
  ],
})
