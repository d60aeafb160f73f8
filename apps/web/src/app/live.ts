import { LiveEvent, type Topic } from '@lembur/contracts/system'
import { useQueryCache } from '@pinia/colada'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { useClock } from './clock.ts'
import { useSession } from './session.ts'
import { lineOpen, trpc } from './trpc.ts'

declare module '@pinia/colada' {
  interface TypesConfig {
    queryMeta: {
      /** Topics whose events make the data stale, besides the first word of the key. */
      topics?: Topic[]
      /** Events are counted and told ("3 new") instead of moving rows under the pointer. */
      announceOnly?: boolean
    }
  }
}

type Listener = (event: LiveEvent) => void

/** Events gathered before the queries they concern are asked again: one decision over many is one refetch. */
const gatherMilliseconds = 200
/** A reader who comes back to the tab has his rights asked for again, but for those asked so short ago. */
const rightsAreFresh = 5_000
/** How long the first connection may take before the light says that there is none. */
const patienceMilliseconds = 5_000

/**
 * What changes on the server, told as it happens. An event names a topic and a row, never the data: queries whose key begins
 * with the topic are asked again. After a broken line it resumes from the last event seen; the same event twice does no harm.
 */
export const useLive = defineStore('live', () => {
  const cache = useQueryCache()
  const session = useSession()
  const clock = useClock()
  const lastEventId = ref<string | null>(null)
  const started = ref(false)
  /** When the line broke, in milliseconds of the server's clock; null while it stands. */
  const brokenSince = ref<number | null>(null)
  const listeners = new Set<Listener>()
  const waiting = shallowRef(new Set<Topic>())
  let subscription: { unsubscribe: () => void } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function refetch() {
    timer = undefined
    const topics = waiting.value
    waiting.value = new Set()
    const asked = cache.invalidateQueries({
      predicate: (entry) =>
        !entry.meta.announceOnly && [entry.key[0], ...(entry.meta.topics ?? [])].some((topic) => topics.has(topic as Topic)),
    })
    // A query that fails says so itself, and one that the next has overtaken has nothing to say.
    asked.catch(() => undefined)
  }

  /** Takes one event from the stream. */
  function take(event: LiveEvent) {
    lastEventId.value = event.id
    if (event.topic === 'me') void session.refresh()
    waiting.value.add(event.topic)
    timer ??= setTimeout(refetch, gatherMilliseconds)
    for (const listener of listeners) listener(event)
  }

  const onFocus = () => void session.refresh(rightsAreFresh)

  function start() {
    if (subscription) return
    window.addEventListener('focus', onFocus)
    started.value = true
    const startedAt = clock.now.getTime()
    setTimeout(() => {
      if (!lineOpen.value && started.value) brokenSince.value ??= startedAt
    }, patienceMilliseconds)
    subscription = trpc.live.events.subscribe(
      { lastEventId: lastEventId.value },
      {
        onData: (message) => {
          const parsed = LiveEvent.safeParse(message.data)
          if (parsed.success) take(parsed.data)
        },
        onError: () => {
          // The server ended the stream (a restart, a session over): begin again from the last event seen.
          subscription = null
          if (session.me) setTimeout(start, 3_000)
        },
      },
    )
  }

  function stop() {
    window.removeEventListener('focus', onFocus)
    subscription?.unsubscribe()
    subscription = null
    started.value = false
    lastEventId.value = null
    clearTimeout(timer)
    timer = undefined
  }

  /** Hears every event until the function returned is called. */
  function listen(listener: Listener): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  watch(
    () => session.me?.id,
    (id) => (id ? start() : stop()),
    { immediate: true },
  )
  watch([lineOpen, started], ([open]) => {
    brokenSince.value = open ? null : (brokenSince.value ?? clock.now.getTime())
  })

  const online = computed(() => lineOpen.value)
  return { online, brokenSince, lastEventId, take, listen, start, stop }
})
