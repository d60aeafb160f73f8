import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export interface Dates {
  from: string
  to: string
}

const written = /^(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?$/

/** The total that is being explained, in the address: `?explain=2026-06-11` is a day, `?explain=2026-05-26..2026-06-25` several. */
export function useExplainedDates() {
  const route = useRoute()
  const router = useRouter()
  const dates = computed<Dates | null>(() => {
    const [, from, to] = written.exec(String(route.query.explain ?? '')) ?? []
    return from ? { from, to: to ?? from } : null
  })
  /** With an address of its own, so that Back closes it; an opened request makes room for it. */
  const open = ({ from, to }: Dates) =>
    router.push({ query: { ...route.query, request: undefined, explain: from === to ? from : `${from}..${to}` } })
  const close = () => router.replace({ query: { ...route.query, explain: undefined } })
  return { dates, open, close }
}
