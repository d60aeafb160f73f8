import type { Language, Me } from '@lembur/contracts/identity'
import UApp from '@nuxt/ui/components/App.vue'
import { useToast } from '@nuxt/ui/composables'
import ui from '@nuxt/ui/vue-plugin'
import { PiniaColada } from '@pinia/colada'
import { render } from '@testing-library/vue'
import { createPinia, setActivePinia } from 'pinia'
import { type Component, defineComponent, h, type Plugin } from 'vue'
import { createMemoryHistory, createRouter, type RouteRecordRaw, type Router } from 'vue-router'
import { useClock } from '../app/clock.ts'
import { i18n, showLanguage } from '../app/i18n.ts'
import { usePreferences } from '../app/preferences.ts'
import { useSession } from '../app/session.ts'

export interface RenderOptions {
  props?: Record<string, unknown>
  slots?: Record<string, (props: never) => unknown>
  language?: Language
  me?: Me | null
  /** The address shown. */
  at?: string
  routes?: RouteRecordRaw[]
}

/** Everything a component finds in the product, but for the server: stores, catalogue, router, query cache, Nuxt UI. */
export async function renderPart(
  component: Component,
  { props = {}, slots = {}, language = 'en', me = null, at = '/', routes = [] }: RenderOptions = {},
) {
  const pinia = createPinia()
  setActivePinia(pinia)
  await showLanguage(language)
  usePreferences().language = language
  const router = aRouter(routes)
  await router.push(at)
  const host = defineComponent({
    setup() {
      // What the test before offered is not shown to this one.
      useToast().clear()
      if (me) signIn(me)
      return () => h(UApp, null, () => h(component, props, slots))
    },
  })
  return { ...render(host, { global: { plugins: [pinia, [PiniaColada, {}] as [Plugin, object], i18n, router, ui] } }), router }
}

/** Within the application, where the stores find what they inject. */
function signIn(me: Me) {
  const session = useSession()
  session.me = me
  session.known = true
  useClock().setBy(me.now, me.organisation.timeZone)
}

const Nowhere = defineComponent({ render: () => null })

function aRouter(routes: RouteRecordRaw[]): Router {
  return createRouter({ history: createMemoryHistory(), routes: [...routes, { path: '/:rest(.*)*', component: Nowhere }] })
}
