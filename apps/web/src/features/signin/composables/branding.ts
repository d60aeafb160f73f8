import { watch } from 'vue'
import { useBrandingQuery } from '@/app/brand.ts'
import { useClock } from '@/app/clock.ts'

/** What the plant calls this product, and its clock: all that is known before signing in. */
export function useBranding() {
  const clock = useClock()
  const branding = useBrandingQuery()
  watch(
    branding.data,
    (data) => {
      if (data) clock.setBy(data.now, data.timeZone)
    },
    { immediate: true },
  )
  return branding
}
