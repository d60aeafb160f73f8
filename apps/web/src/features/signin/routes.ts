import { defineFeature } from '@/app/feature.ts'

export default defineFeature({
  routes: [
    { path: '/login', component: () => import('./pages/SignInPage.vue'), meta: { public: true, bare: true, title: 'signin.title' } },
    {
      path: '/login/forgot',
      component: () => import('./pages/ForgotPage.vue'),
      meta: { public: true, bare: true, title: 'signin.forgot.title' },
    },
    {
      path: '/login/reset',
      component: () => import('./pages/ResetPage.vue'),
      meta: { public: true, bare: true, title: 'signin.reset.title' },
    },
  ],
})
