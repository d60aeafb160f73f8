import { onScopeDispose, type Ref, ref, watch } from 'vue'

/** True only after `wanted` has been true for a while: a quick answer never flashes a skeleton. Milliseconds. */
export function useLate(wanted: () => boolean, milliseconds = 250): Readonly<Ref<boolean>> {
  const late = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    wanted,
    (now) => {
      clearTimeout(timer)
      late.value = false
      if (now)
        timer = setTimeout(() => {
          late.value = true
        }, milliseconds)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return late
}
