import { onScopeDispose, reactive, ref, shallowRef, watch } from 'vue'
import { features } from '../app/features.ts'
import { type PaletteEntry, type PaletteSource, rank, recentIds } from '../app/palette.ts'
import { usePageEntries } from './palette-pages.ts'
import { useServerSource } from './palette-server.ts'

const debounceMilliseconds = 120
const shownEntries = 12

/** What the palette lists for a text: pages and verbs at once, what sources and the server find as it comes. */
export function usePaletteSearch() {
  const text = ref('')
  const cursor = ref(0)
  const busy = ref(false)
  const entries = shallowRef<PaletteEntry[]>([])
  const pages = usePageEntries()
  const server = useServerSource()
  let controller: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask(source: PaletteSource, typed: string, signal: AbortSignal): Promise<PaletteEntry[]> {
    try {
      return await source.find(typed, signal)
    } catch {
      // One source that fails must not hide what the others found.
      return []
    }
  }
  function show(found: PaletteEntry[]) {
    entries.value = rank(found, text.value, recentIds()).slice(0, shownEntries)
    cursor.value = Math.min(cursor.value, Math.max(0, entries.value.length - 1))
  }
  async function find() {
    controller?.abort()
    controller = new AbortController()
    const { signal } = controller
    const sources = [...features.flatMap((feature) => feature.palette ?? []), server]
    const found = [...pages.value]
    show(found)
    if (!text.value.trim()) return
    busy.value = true
    await Promise.all(
      sources.map(async (source) => {
        const more = await ask(source, text.value.trim(), signal)
        if (signal.aborted) return
        found.push(...more)
        show(found)
      }),
    )
    if (!signal.aborted) busy.value = false
  }
  watch(text, () => {
    cursor.value = 0
    // What is known here is shown at once: Enter must never run what an older text had found.
    show([...pages.value])
    clearTimeout(timer)
    timer = setTimeout(find, debounceMilliseconds)
  })
  onScopeDispose(() => {
    clearTimeout(timer)
    controller?.abort()
  })

  const move = (by: number) => {
    const size = entries.value.length
    if (size > 0) cursor.value = (cursor.value + by + size) % size
  }
  function clear() {
    text.value = ''
    cursor.value = 0
    void find()
  }
  return reactive({ text, cursor, busy, entries, move, clear })
}
