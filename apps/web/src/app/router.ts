import { watch } from 'vue'
import { createRouter, createWebHistory, type RouteRecordRaw, type Router, type RouterHistory } from 'vue-router'
import { features, menuItems } from './features.ts'
import { i18n, t } from './i18n.ts'
import { type SignOutReason, useSession } from './session.ts'
import { whenSessionIsOver } from './trpc.ts'

const landing = '/ot/form'

const ownRoutes: RouteRecordRaw[] = [
  { path: '/', redirect: landing },
  { path: '/denied', name: 'denied', component: () => import('../parts/pages/DeniedPage.vue'), meta: { title: 'app.denied.title' } },
  { path: '/:rest(.*)*', name: 'missing', component: () => import('../parts/pages/MissingPage.vue'), meta: { title: 'app.missing.title' } },
]

/** Only addresses of this client: a redirect never leads to another site. */
export const safeRedirect = (wanted: unknown): string => (typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) ? wanted : landing)

const denied = (from: string) => ({ name: 'denied', query: { from }, replace: true })

/** Pages of all features behind one guard: signed in by default, then the right that the page asks for. */
export function createAppRouter(
  history: RouterHistory = createWebHistory(),
  routes = features.flatMap((feature) => feature.routes),
): Router {
  const router = createRouter({
    history,
    routes: [...routes, ...ownRoutes],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  const session = useSession()

  router.beforeEach(async (to) => {
    if (!session.known) await session.tryLoad()
    if (to.meta.public || session.failure) return true
    if (!session.me) return signInAddress(to.fullPath)
    if (to.meta.permission && !session.can(to.meta.permission)) {
      // Nobody asked for this page: who came by the front door goes to the first page that is his.
      const own = menuItems.find((item) => to.redirectedFrom?.path === '/' && (!item.permission || session.can(item.permission)))
      return own ? { path: own.to, replace: true } : denied(to.fullPath)
    }
    return true
  })

  const nameWindow = () => {
    const title = router.currentRoute.value.meta.title
    const acronym = session.organisation?.appAcronym ?? 'Lembur'
    document.title = title ? `${t(title)} | ${acronym}` : acronym
  }
  router.afterEach(nameWindow)
  watch(() => i18n.global.locale.value, nameWindow)

  whenSessionIsOver((reason) => {
    if (!session.me) return
    session.forget()
    void router.replace(signInAddress(router.currentRoute.value.fullPath, reason))
  })

  // Rights that change while a page is open: whoever lost it is led away, and back again once he may.
  watch(
    () => session.me,
    (me, before) => {
      if (!me || me.id !== before?.id) return
      const { meta, fullPath, name, query } = router.currentRoute.value
      if (meta.permission && !session.can(meta.permission)) void router.replace(denied(fullPath))
      if (name === 'denied' && typeof query.from === 'string' && mayOpen(query.from)) void router.replace(query.from)
    },
  )
  const mayOpen = (path: string) => {
    const { permission } = router.resolve(safeRedirect(path)).meta
    return permission !== undefined && session.can(permission)
  }
  return router
}

/** The sign-in page, which leads back to where one was. */
export function signInAddress(from?: string, reason?: SignOutReason) {
  return {
    path: '/login',
    query: { ...(from && from !== '/' && from !== landing ? { redirect: from } : {}), ...(reason ? { reason } : {}) },
  }
}
