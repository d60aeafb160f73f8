import { type Language, languages } from '@lembur/contracts/identity'
import { defineStore } from 'pinia'
import { ref, watch } from 'vue'

/** The same entry that `public/theme.js` reads before the first paint. */
const storageKey = 'lembur.preferences'

export const themes = ['auto', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

interface Stored {
  theme?: Theme
  language?: Language
  letterKeys?: boolean
  railNarrow?: boolean
}

function read(): Stored {
  try {
    return (JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Stored | null) ?? {}
  } catch {
    return {}
  }
}

function browserLanguage(): Language {
  const short = navigator.language.slice(0, 2)
  return languages.find((language) => language === short) ?? 'en'
}

/** What this person likes on this device: theme, language, keys. Kept on the device; the language also in the profile. */
export const usePreferences = defineStore('preferences', () => {
  const stored = read()
  const theme = ref<Theme>(stored.theme ?? 'auto')
  const language = ref<Language>(stored.language ?? browserLanguage())
  /** Single letters as commands; off for people who dictate or use a switch. */
  const letterKeys = ref(stored.letterKeys ?? true)
  const railNarrow = ref(stored.railNarrow ?? false)

  watch([theme, language, letterKeys, railNarrow], () => {
    const next: Stored = { theme: theme.value, language: language.value, letterKeys: letterKeys.value, railNarrow: railNarrow.value }
    localStorage.setItem(storageKey, JSON.stringify(next))
  })

  const systemDark = window.matchMedia('(prefers-color-scheme: dark)')
  function paint() {
    const dark = theme.value === 'dark' || (theme.value === 'auto' && systemDark.matches)
    document.documentElement.classList.toggle('dark', dark)
    document.documentElement.classList.toggle('light', !dark)
  }
  systemDark.addEventListener('change', paint)
  watch(theme, paint, { immediate: true })

  return { theme, language, letterKeys, railNarrow }
})
