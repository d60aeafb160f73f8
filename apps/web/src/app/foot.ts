import { onUnmounted, watch } from 'vue'

const feet = new Set<HTMLElement>()

/** How far the highest foot reaches up from the lower edge of the window, for what floats above it. */
function measure() {
  const shown = [...feet].map((foot) => foot.getBoundingClientRect()).filter(({ height }) => height > 0)
  const { style } = document.documentElement
  if (shown.length === 0) style.removeProperty('--foot')
  else style.setProperty('--foot', `${Math.round(Math.max(...shown.map(({ top }) => window.innerHeight - top)))}px`)
}
const sizes = new ResizeObserver(measure)

/**
 * What stands at the foot of a page and must be read, filled in or pressed there: a bar of verbs with its field, a result. A toast
 * keeps above it, however high it grows, by the custom property `--foot`.
 */
export function useFoot(element: () => HTMLElement | null): void {
  let own: HTMLElement | null = null
  function take(now: HTMLElement | null) {
    if (own) drop(own)
    own = now
    if (own) add(own)
    measure()
  }
  watch(element, take, { immediate: true, flush: 'post' })
  onUnmounted(() => take(null))
}
function add(foot: HTMLElement) {
  if (feet.size === 0) window.addEventListener('resize', measure)
  feet.add(foot)
  sizes.observe(foot)
}
function drop(foot: HTMLElement) {
  feet.delete(foot)
  sizes.unobserve(foot)
  if (feet.size === 0) window.removeEventListener('resize', measure)
}
