import { onBeforeUpdate, onUpdated } from 'vue'

/** A line of a list that goes away with the focus in it hands it to the line that takes its place; where none is left, to `home`. */
export function useFocusKept(
  lines: () => HTMLElement[],
  target: (line: HTMLElement) => HTMLElement | null = (line) => line,
  home: () => HTMLElement | null = () => null,
): void {
  let at = -1
  onBeforeUpdate(() => {
    at = lines().findIndex((line) => line.contains(document.activeElement))
  })
  onUpdated(() => {
    if (at < 0 || document.activeElement !== document.body) return
    const left = lines()
    const line = left[Math.min(at, left.length - 1)]
    const next = line ? target(line) : home()
    next?.focus()
  })
}
