import { defineFeature } from '@/app/feature.ts'

export default defineFeature({
  routes: [
    { path: '/login', component: () => import('./pages/SignInPage.vue'), meta: { public: true, bare: true, title: 'signin.title' } },
  ],
})
