import './main.css'
import ui from '@nuxt/ui/vue-plugin'
import { PiniaColada } from '@pinia/colada'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n, showLanguage } from './app/i18n.ts'
import { usePreferences } from './app/preferences.ts'
import { createAppRouter } from './app/router.ts'

const app = createApp(App)
app.use(createPinia())
app.use(PiniaColada, { queryOptions: { staleTime: 30_000, gcTime: 5 * 60_000 } })
app.use(i18n)
await showLanguage(usePreferences().language)
const router = createAppRouter()
if (import.meta.env.DEV) router.addRoute((await import('./features/parts/dev-route.ts')).default)
app.use(router)
app.use(ui)
app.mount('#app')
