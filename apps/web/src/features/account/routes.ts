import { defineFeature } from '@/app/feature.ts'

export default defineFeature({
  routes: [
    { path: '/account', component: () => import('./pages/SignInsPage.vue'), meta: { title: 'account.title' } },
    { path: '/account/tokens', component: () => import('./pages/TokensPage.vue'), meta: { title: 'account.tabs.tokens' } },
    { path: '/account/password', component: () => import('./pages/PasswordPage.vue'), meta: { title: 'account.tabs.password' } },
    { path: '/account/second-factor', component: () => import('./pages/SecondFactorPage.vue'), meta: { title: 'factor.title' } },
  ],
  menu: [{ name: 'account', group: 'user', order: 10, to: '/account', icon: 'i-lucide-circle-user-round', label: 'account.title' }],
})
