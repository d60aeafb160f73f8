import type { ListOf } from '@lembur/contracts/paging'
import type { Topic } from '@lembur/contracts/system'
import { useQuery } from '@pinia/colada'
import { computed, onScopeDispose, reactive, toRefs } from 'vue'
import { useLive } from './live.ts'
import { useQueryState } from './query-state.ts'

export type { ListPhase, ListState } from './query-state.ts'

export interface ListQueryOptions<Input, Row> {
  /** The first word is the topic whose events concern this list. */
  key: [Topic, ...string[]]
  topics?: Topic[]
  /** Read again whenever what it reads changes; part of the cache key. */
  input: () => Input
  load: (input: Input, options: { signal: AbortSignal }) => Promise<ListOf<Row>>
  /** True where a filter is set: "nothing matches" instead of "empty". */
  filtered?: () => boolean
  enabled?: () => boolean
  /** Live changes are counted in `news` until `showNews` is called, and rows stay where they are. */
  announceOnly?: boolean
}

/** A paged list: rows, totals, its state, and live changes. Rows of the page before stay until the next ones are there. */
export function useListQuery<Input, Row>(options: ListQueryOptions<Input, Row>) {
  const query = useQuery({
    key: () => [...options.key, JSON.stringify(options.input())],
    query: ({ signal }) => options.load(options.input(), { signal }),
    placeholderData: (previous) => previous,
    enabled: () => options.enabled?.() ?? true,
    meta: { topics: options.topics ?? [], announceOnly: options.announceOnly ?? false },
  })
  const state = useQueryState(query, ({ results }) => (results.length > 0 ? 'ready' : options.filtered?.() ? 'nothing' : 'empty'))
  const rows = computed<Row[]>(() => query.data.value?.results ?? [])

  const changed = reactive(new Set<string>())
  const stopListening = useLive().listen((event) => {
    if (options.announceOnly && [options.key[0], ...(options.topics ?? [])].includes(event.topic)) changed.add(event.subjectId ?? event.id)
  })
  onScopeDispose(stopListening)
  const showNews = () => {
    changed.clear()
    return query.refetch()
  }

  return reactive({
    ...toRefs(state),
    rows,
    count: computed(() => query.data.value?.count ?? 0),
    countIsMinimum: computed(() => query.data.value?.countIsMinimum ?? false),
    nextCursor: computed(() => query.data.value?.nextCursor ?? null),
    /** A newer page is on its way while older rows are shown. */
    fetching: computed(() => query.isLoading.value),
    news: computed(() => changed.size),
    showNews,
  })
}
