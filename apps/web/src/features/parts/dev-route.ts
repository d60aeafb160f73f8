import type { RouteRecordRaw } from 'vue-router'

/** A page to look at the parts while they are made; only while the client is developed. */
export default { path: '/parts', component: () => import('./PartsPage.vue'), meta: { public: true, bare: true } } satisfies RouteRecordRaw
