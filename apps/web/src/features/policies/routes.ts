import { defineFeature } from '@/app/feature.ts'

const meta = { permission: 'policy.read', title: 'policies.title' } as const

export default defineFeature({
  routes: [
    { path: '/rules/policies', component: () => import('./pages/PoliciesPage.vue'), meta },
    { path: '/rules/packs/:pack', component: () => import('./pages/PackPage.vue'), props: true, meta },
    { path: '/rules/policies/:id', component: () => import('./pages/ReadPage.vue'), props: true, meta },
    { path: '/rules/policies/:id/draft', component: () => import('./pages/DraftPage.vue'), props: true, meta },
    { path: '/rules/policies/:id/versions', component: () => import('./pages/VersionsPage.vue'), props: true, meta },
    { path: '/rules/policies/:id/people', component: () => import('./pages/PeoplePage.vue'), props: true, meta },
    {
      path: '/rules/policies/:id/what-if',
      component: () => import('./pages/WhatIfPage.vue'),
      props: true,
      meta: { ...meta, permission: 'policy.update' },
    },
  ],
})
