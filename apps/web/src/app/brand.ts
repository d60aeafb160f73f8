import { useQuery } from '@pinia/colada'
import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { trpc } from './trpc.ts'

/** Which pictures stand for the organisation, by the word that changes with each; null: the product's own. */
export const useBrand = defineStore('brand', () => {
  const tabIcon = ref<string | null>(null)
  const sidebarLogo = ref<string | null>(null)
  return { tabIcon, sidebarLogo }
})

export const imageAddress = (kind: 'tab_icon' | 'sidebar_logo', word: string): string => `/api/branding/${kind}?v=${word}`

/** What anyone may know before signing in: one question, whoever asks it. */
export const useBrandingQuery = () =>
  useQuery({ key: ['configuration', 'branding'], query: ({ signal }) => trpc.configuration.branding.query(undefined, { signal }) })

/** Keeps the pictures, and the icon of the browser's tab, as the organisation has set them last. For the root alone. */
export function keepBrand(): void {
  const brand = useBrand()
  const branding = useBrandingQuery()
  watch(
    branding.data,
    (data) => {
      if (!data) return
      brand.sidebarLogo = data.sidebarLogo
      brand.tabIcon = data.tabIcon
    },
    { immediate: true },
  )
  watch(() => brand.tabIcon, showTabIcon)
}

function showTabIcon(word: string | null): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  if (!link) return
  link.removeAttribute('type')
  link.href = word ? imageAddress('tab_icon', word) : '/favicon.svg'
}
