import type { Language } from '@lembur/contracts/identity'
import { createI18n } from 'vue-i18n'

/** One feature's sentences: a tree of texts. */
export type Catalogue = { [key: string]: string | Catalogue }

const loaders = {
  en: () => import('../locales/en.ts'),
  id: () => import('../locales/id.ts'),
  zh: () => import('../locales/zh.ts'),
} satisfies Record<Language, () => Promise<{ default: Catalogue }>>

const languageTags = { en: 'en', id: 'id', zh: 'zh-CN' } satisfies Record<Language, string>

/** No fallback language: a test holds the three catalogues equal, so a missing sentence never reaches a person. */
export const i18n = createI18n({ legacy: false, locale: 'en', fallbackLocale: [], messages: {} as Record<Language, Catalogue> })

/** The translate function outside of components. */
export const t = i18n.global.t
/** Whether there is a sentence of that name. */
export const te = i18n.global.te

/** Loads a language once, switches every text to it and names it on `<html lang>`. */
export async function showLanguage(language: Language): Promise<void> {
  if (!i18n.global.availableLocales.includes(language)) {
    i18n.global.setLocaleMessage(language, (await loaders[language]()).default)
  }
  i18n.global.locale.value = language
  document.documentElement.lang = languageTags[language]
}
