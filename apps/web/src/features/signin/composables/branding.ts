import { useQuery } from '@pinia/colada'
import { watch } from 'vue'
import { useClock } from '@/app/clock.ts'
import { trpc } from '@/app/trpc.ts'

/** What the plant calls this product, and its clock: all that is known before signing in. */
export function useBranding() {
  const clock = useClock()
  const branding = useQuery({
    key: ['configuration', 'branding'],
    query: ({ signal }) => trpc.configuration.branding.query(undefined, { signal }),
  })
  watch(
    branding.data,
    (data) => {
      if (data) clock.setBy(data.now, data.timeZone)
    },
    { immediate: true },
  )
  return branding
}
