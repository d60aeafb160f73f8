import type { PolicyLayer } from '@lembur/contracts/policy'
import { useQuery } from '@pinia/colada'
import { computed, onScopeDispose, reactive, shallowRef, watch } from 'vue'
import { useQueryState } from '@/app/query-state.ts'
import { trpc } from '@/app/trpc.ts'

const pauseMilliseconds = 400

/** How an unsaved layer reads, asked for when the writer pauses; and what it lies on, unchanged. What was read last stays meanwhile. */
export function usePreview(layer: () => PolicyLayer, policyId: string) {
  const asked = shallowRef(layer())
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(layer, (next) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      asked.value = next
    }, pauseMilliseconds)
  })
  onScopeDispose(() => clearTimeout(timer))

  const read = (of: () => PolicyLayer) =>
    useQuery({
      key: () => ['policy', 'preview', policyId, JSON.stringify(of())],
      query: ({ signal }) => trpc.policy.preview.mutate({ layer: of(), policyId }, { signal }),
      placeholderData: (previous) => previous,
    })
  const shown = read(() => asked.value)
  const base = read(() => ({ extends: asked.value.extends, patch: {} }))
  return reactive({
    shown: shown.data,
    base: base.data,
    state: useQueryState(shown),
    /** What stands there is not yet what was typed. */
    isBehind: computed(() => asked.value !== layer() || shown.isLoading.value),
  })
}
