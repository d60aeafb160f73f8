import { languages } from '@lembur/contracts/identity'
import { type ComputedRef, computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { PaletteEntry } from '../app/palette.ts'
import { usePreferences } from '../app/preferences.ts'
import { useSession } from '../app/session.ts'
import { useMenu } from './shell/menu.ts'
import { useSignOut } from './shell/user-menu.ts'

const languageNames = { en: 'English', id: 'Bahasa Indonesia', zh: '中文' }

/** Pages and the shell's own verbs. They are found by their words in every language already loaded, and by their address. */
export function usePageEntries(): ComputedRef<PaletteEntry[]> {
  const { t, te, availableLocales } = useI18n()
  const router = useRouter()
  const menu = useMenu()
  const session = useSession()
  const preferences = usePreferences()
  const signOut = useSignOut()
  const inAll = (key: string) =>
    availableLocales
      .filter((locale) => te(key, locale))
      .map((locale) => t(key, {}, { locale }))
      .join(' ')

  return computed(() => [
    ...menu.value.map((item) => ({
      id: `page:${item.name}`,
      title: t(item.text),
      detail: t('app.palette.pages'),
      words: `${inAll(item.text)} ${item.to}`,
      icon: item.icon,
      ...(item.key ? { keys: ['G', item.key.toUpperCase()] } : {}),
      run: () => router.push(item.to),
    })),
    ...languages
      .filter((language) => language !== preferences.language)
      .map((language) => ({
        id: `verb:language-${language}`,
        title: t('app.palette.verbs.language', { language: languageNames[language] }),
        words: 'language bahasa 语言',
        icon: 'i-lucide-languages',
        run: () => session.setLanguage(language),
      })),
    {
      id: 'verb:theme-light',
      title: t('app.palette.verbs.theme_light'),
      words: inAll('app.palette.verbs.theme_light'),
      icon: 'i-lucide-sun',
      run: () => {
        preferences.theme = 'light'
      },
    },
    {
      id: 'verb:theme-dark',
      title: t('app.palette.verbs.theme_dark'),
      words: inAll('app.palette.verbs.theme_dark'),
      icon: 'i-lucide-moon',
      run: () => {
        preferences.theme = 'dark'
      },
    },
    {
      id: 'verb:sign-out',
      title: t('app.palette.verbs.sign_out'),
      words: inAll('app.palette.verbs.sign_out'),
      icon: 'i-lucide-log-out',
      run: signOut,
    },
  ])
}
