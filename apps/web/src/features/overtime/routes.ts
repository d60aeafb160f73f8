import { seeingRequests } from '@lembur/contracts/access'
import { defineFeature } from '@/app/feature.ts'

export default defineFeature({
  routes: [
    {
      path: '/ot/form',
      component: () => import('./pages/RequestPage.vue'),
      meta: { permission: 'overtime.create', title: 'overtime.request.title' },
    },
    {
      path: '/ot/approvals',
      component: () => import('./pages/ApprovalsPage.vue'),
      meta: { permission: 'overtime.decide', title: 'approvals.title' },
    },
    {
      path: '/ot/history',
      component: () => import('./pages/HistoryPage.vue'),
      meta: { permission: 'overtime.read', title: 'history.title' },
    },
  ],
  menu: [
    {
      name: 'request',
      group: 'overtime',
      order: 10,
      to: '/ot/form',
      icon: 'i-lucide-pen-line',
      label: 'overtime.menu.request',
      permission: 'overtime.create',
      key: 'r',
      tab: 1,
    },
    {
      name: 'approvals',
      group: 'overtime',
      order: 30,
      to: '/ot/approvals',
      icon: 'i-lucide-list-checks',
      label: 'approvals.menu',
      permission: 'overtime.decide',
      key: 'a',
      tab: 2,
    },
    {
      name: 'history',
      group: 'overtime',
      order: 40,
      to: '/ot/history',
      icon: 'i-lucide-rows-3',
      label: 'history.menu',
      ownLabel: 'history.menu_mine',
      permission: 'overtime.read',
      widenedBy: [...seeingRequests],
      key: 'h',
      tab: 3,
    },
  ],
  background: () => import('./components/approvals/ApprovalsCount.vue'),
})
