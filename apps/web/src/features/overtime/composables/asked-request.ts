import type { InboxRow } from '@lembur/contracts/overtime'
import { useQuery } from '@pinia/colada'
import { computed, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useFrame } from '@/app/screen.ts'
import { trpc } from '@/app/trpc.ts'
import type { Inbox } from './inbox.ts'
import type { RowCursor } from './row-cursor.ts'

/**
 * `?request=` in the address: the cursor goes there. On a phone it is the sheet's own address, which follows the cursor; elsewhere
 * it is dropped as soon as the cursor moves on. A request that does not wait here is looked up, so that a link is never a dead end.
 */
export function useAskedRequest(inbox: Inbox, cursor: RowCursor<InboxRow>) {
  const route = useRoute()
  const router = useRouter()
  const frame = useFrame()
  const asked = computed(() => (typeof route.query.request === 'string' ? route.query.request : null))
  const loaded = computed(() => inbox.phase !== 'loading' && inbox.phase !== 'error')
  const isHere = computed(() => inbox.rows.some(({ id }) => id === asked.value))
  const honoured = ref<string | null>(null)
  const address = (request?: string) => ({ query: { ...route.query, request } })

  watch(
    [asked, loaded, isHere],
    () => {
      if (!asked.value || !loaded.value || honoured.value === asked.value) return
      honoured.value = asked.value
      if (isHere.value) cursor.go(asked.value)
    },
    { immediate: true, flush: 'post' },
  )
  watch(
    () => cursor.id,
    (id) => {
      if (!asked.value || honoured.value !== asked.value || id === asked.value || !isHere.value) return
      const next = frame.value === 'phone' && id ? id : undefined
      honoured.value = next ?? null
      void router.replace(address(next))
    },
  )
  const open = (id: string) => {
    cursor.go(id)
    honoured.value = id
    if (frame.value === 'phone') void router.push(address(id))
  }
  function close() {
    const back: unknown = window.history.state?.back
    if (typeof back === 'string' && back.startsWith(route.path) && !back.includes('request=')) router.back()
    else void router.replace(address())
  }

  const elsewhere = useQuery({
    key: () => ['overtime', 'row', asked.value ?? ''],
    query: ({ signal }) => trpc.overtime.get.query({ id: asked.value ?? '' }, { signal }),
    enabled: () => asked.value !== null && loaded.value && !isHere.value,
  })
  return {
    open,
    close,
    /** The sheet of a phone is open. */
    sheetOpen: computed(() => frame.value === 'phone' && asked.value !== null && cursor.id === asked.value),
    /** The request asked for, where it does not wait here. */
    elsewhere: computed(() => (asked.value && !isHere.value && elsewhere.data.value?.id === asked.value ? elsewhere.data.value : null)),
    /** Nobody may see it, or there is none. */
    unknown: computed(() => asked.value !== null && loaded.value && !isHere.value && elsewhere.error.value !== null),
    forget: () => router.replace(address()),
  }
}
