import { onScopeDispose, ref, type ShallowRef, shallowRef } from 'vue'
import type { Entity, LoadEntities } from './entity.ts'

const pauseMilliseconds = 250

/** The choices for what is typed: asked after a pause, the answer to an older question is dropped. */
export function useEntitySearch(load: LoadEntities): {
  items: Readonly<ShallowRef<Entity[]>>
  busy: Readonly<ShallowRef<boolean>>
  failed: Readonly<ShallowRef<boolean>>
  ask: (text: string, at?: 'once' | 'pause') => void
} {
  const items = shallowRef<Entity[]>([])
  const busy = ref(false)
  const failed = ref(false)
  let controller: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  async function run(text: string) {
    controller?.abort()
    controller = new AbortController()
    const { signal } = controller
    busy.value = true
    failed.value = false
    try {
      const found = await load(text, signal)
      if (!signal.aborted) items.value = found
    } catch {
      if (!signal.aborted) failed.value = true
    } finally {
      if (!signal.aborted) busy.value = false
    }
  }
  function ask(text: string, at: 'once' | 'pause' = 'pause') {
    clearTimeout(timer)
    if (at === 'once') {
      // What the last search found would jump away under the pointer as soon as the new answer comes.
      items.value = []
      void run(text)
    } else timer = setTimeout(() => void run(text), pauseMilliseconds)
  }
  onScopeDispose(() => {
    clearTimeout(timer)
    controller?.abort()
  })
  return { items, busy, failed, ask }
}
