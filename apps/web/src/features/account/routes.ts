import { defineFeature } from '@/app/feature.ts'

export default defineFeature({
  routes: [{ path: '/account/second-factor', component: () => import('./pages/SecondFactorPage.vue'), meta: { title: 'factor.title' } }],
})
