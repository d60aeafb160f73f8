import { defineFeature } from '@/app/feature.ts'

export default defineFeature({
  routes: [
    {
      path: '/ot/reports',
      component: () => import('./pages/ReportCentrePage.vue'),
      meta: { permission: 'report.read', title: 'reports.title' },
    },
  ],
  menu: [
    {
      name: 'reports',
      group: 'overtime',
      order: 60,
      to: '/ot/reports',
      icon: 'i-lucide-file-spreadsheet',
      label: 'reports.title',
      permission: 'report.read',
      key: 'p',
    },
  ],
  background: () => import('./components/ReportBadge.vue'),
})
