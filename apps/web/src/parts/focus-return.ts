import { nextTick, onBeforeUnmount, watch } from 'vue'

/**
 * After something opened is closed, the focus goes back to what had it, unless the reader has gone elsewhere meanwhile. Call what is
 * returned once the closed thing has left the page: where a dialog over it has taken the focus along, the focus is given back then.
 */
export function useFocusReturn(open: () => boolean, container: () => HTMLElement | null): () => void {
  let opener: HTMLElement | null = null
  const lost = () => {
    const active = document.activeElement
    return active === null || active === document.body || (container()?.contains(active) ?? false)
  }
  watch(
    open,
    (now, before) => {
      if (now && !before) opener = document.activeElement instanceof HTMLElement ? document.activeElement : null
      if (!now && before && lost()) {
        const target = opener
        void nextTick().then(() => target?.isConnected && target.focus())
      }
    },
    { immediate: true, flush: 'sync' },
  )
  onBeforeUnmount(() => {
    if (open() && lost() && opener?.isConnected) opener.focus()
  })
  return () => {
    if (!lost()) return
    const home = opener?.isConnected && opener !== document.body ? opener : document.querySelector<HTMLElement>('#content')
    home?.focus()
  }
}
