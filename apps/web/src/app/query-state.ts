import type { UseQueryReturn } from '@pinia/colada'
import { computed, reactive, ref, watch } from 'vue'
import { useClock } from './clock.ts'
import { sentenceOf } from './errors.ts'
import { problemOf, requestIdOf } from './problem.ts'
import { watchRetry } from './retry.ts'

/** What a list shows: rows wherever there are any, even old ones beside an error. */
export type ListPhase = 'loading' | 'ready' | 'empty' | 'nothing' | 'error' | 'denied'

/** The part of a list's state that `ListStates` reads; any page may make one of its own. */
export interface ListState {
  phase: ListPhase
  /** Rows are shown although the last try failed. */
  stale: boolean
  /** The sentence of the last error. */
  sentence: string | null
  requestId: string | null
  /** Seconds to the next try; null where none is planned. */
  retryIn: number | null
  /** When the rows shown were fetched, ISO; null where there are none. */
  shownAt: string | null
  retry: () => void
}

/**
 * The state of a query, for `ListStates`. What its data amounts to is told by `contentOf`; a page about one thing is never empty.
 * What is there stays, even beside an error; where nothing is, the error speaks.
 */
export function useQueryState<Data>(
  query: UseQueryReturn<Data>,
  contentOf: (data: Data) => 'ready' | 'empty' | 'nothing' = () => 'ready',
): ListState {
  const clock = useClock()
  const retry = () => void query.refetch()
  const problem = computed(() => problemOf(query.error.value))
  const shownAt = ref<string | null>(null)
  watch(
    query.data,
    (data) => {
      if (data) shownAt.value = clock.now.toISOString()
    },
    { immediate: true },
  )
  const content = computed(() => (query.data.value === undefined ? null : contentOf(query.data.value)))
  const phase = computed<ListPhase>(() => {
    if (problem.value?.code === 'permission.denied') return 'denied'
    if (content.value === 'ready') return 'ready'
    return query.error.value ? 'error' : (content.value ?? 'loading')
  })
  return reactive({
    phase,
    stale: computed(() => query.error.value !== null && content.value === 'ready'),
    sentence: computed(() => (query.error.value ? sentenceOf(query.error.value) : null)),
    requestId: computed(() => requestIdOf(problem.value)),
    retryIn: watchRetry(query.error, retry),
    shownAt,
    retry,
  })
}
