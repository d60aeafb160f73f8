import { onScopeDispose, type Ref, ref, watch } from 'vue'
import { problemOf } from './problem.ts'

/** Seconds between tries while nobody answers; the last stays. */
const waits = [5, 10, 20, 40, 60]

/** Tries again by itself where the server did not answer; an answer that says no is not asked twice. Gives the seconds left. */
export function watchRetry(error: Ref<unknown>, retry: () => void): Readonly<Ref<number | null>> {
  const left = ref<number | null>(null)
  let tries = 0
  let timer: ReturnType<typeof setInterval> | undefined

  function stop() {
    clearInterval(timer)
    timer = undefined
    left.value = null
  }
  function begin() {
    stop()
    left.value = waits[Math.min(tries, waits.length - 1)]!
    tries += 1
    timer = setInterval(() => {
      left.value = (left.value ?? 1) - 1
      if (left.value > 0) return
      stop()
      retry()
    }, 1000)
  }
  watch(
    error,
    (now) => {
      if (!now) tries = 0
      const code = problemOf(now)?.code
      if (now && (code === undefined || code === 'service.unavailable')) begin()
      else stop()
    },
    { immediate: true },
  )
  onScopeDispose(stop)
  return left
}
