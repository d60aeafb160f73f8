import { onScopeDispose, type Ref, type ShallowRef, shallowRef, watch } from 'vue'

/** A value that follows another once that has rested for some milliseconds: what is asked of the server while one types or drags. */
export function useRested<Value>(source: Ref<Value>, milliseconds: number): Readonly<ShallowRef<Value>> {
  const rested = shallowRef(source.value)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(source, (value) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      rested.value = value
    }, milliseconds)
  })
  onScopeDispose(() => clearTimeout(timer))
  return rested
}
