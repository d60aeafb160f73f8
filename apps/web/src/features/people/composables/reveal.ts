import { onScopeDispose, readonly, ref, watch } from 'vue'

/** How long sums stay in sight. */
export const revealSeconds = 60

/**
 * Whether something private is shown: for a minute at a time, and no longer than its reader looks at this window or at the same
 * person. Computers of a plant are shared.
 */
export function useReveal(of: () => unknown) {
  const shown = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  function hide() {
    clearTimeout(timer)
    shown.value = false
  }
  function show() {
    clearTimeout(timer)
    shown.value = true
    timer = setTimeout(hide, revealSeconds * 1000)
  }
  const left = () => {
    if (document.visibilityState === 'hidden') hide()
  }
  document.addEventListener('visibilitychange', left)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', left)
    hide()
  })
  watch(of, hide)
  return { shown: readonly(shown), show, hide }
}
