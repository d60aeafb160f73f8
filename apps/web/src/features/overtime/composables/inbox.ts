import type { InboxRow, OvertimeInbox, OvertimeRow } from '@lembur/contracts/overtime'
import { useQuery, useQueryCache } from '@pinia/colada'
import { computed, onScopeDispose, reactive, toRefs } from 'vue'
import { useLive } from '@/app/live.ts'
import { useQueryState } from '@/app/query-state.ts'
import { trpc } from '@/app/trpc.ts'
import type { InboxFilters } from './inbox-filters.ts'

/** As many as one decision may take at once. */
const most = 500

export const inboxInput = ({ search, department, project }: InboxFilters, limit = most) => ({
  search: search || undefined,
  departmentId: department.length > 0 ? department : undefined,
  projectId: project.length > 0 ? project : undefined,
  limit,
})

/** What changed in a row that stays where it is. */
type RowPatch = Pick<OvertimeRow, 'id'> & Partial<OvertimeRow>

/**
 * What waits for this approver. Nothing moves by itself: decided rows stay with their new badge until `settle`, and what others do
 * meanwhile is counted until `showNews`.
 */
export function useInbox(filters: () => InboxFilters) {
  const cache = useQueryCache()
  const key = () => ['overtime', 'inbox', JSON.stringify(inboxInput(filters()))]
  const query = useQuery({
    key,
    query: ({ signal }) => trpc.overtime.inbox.query(inboxInput(filters()), { signal }),
    placeholderData: (previous) => previous,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    meta: { announceOnly: true },
  })
  const rows = computed<InboxRow[]>(() => query.data.value?.results ?? [])
  const waiting = (row: InboxRow) => row.status === 'pending'
  const decided = computed(() => rows.value.filter((row) => !waiting(row)).length)

  const fresh = reactive(new Set<string>())
  const changed = reactive(new Set<string>())
  const own = new Set<string>()
  function change(edit: (data: OvertimeInbox) => OvertimeInbox) {
    if (!query.data.value) return
    cache.setQueryData(key(), edit(query.data.value))
    // Shown as it is now, asked anew when the page is opened again.
    void cache.invalidateQueries({ key: ['overtime', 'inbox'] }, false)
  }
  /** Gives rows their new state in place. */
  function patch(patches: RowPatch[]) {
    const byId = new Map(patches.map((one) => [one.id, one]))
    for (const { id } of patches) own.add(id)
    change((data) => ({ ...data, results: data.results.map((row) => ({ ...row, ...byId.get(row.id) })) }))
  }
  /** Changes that these ids are about to undergo are this page's own doing, not news. */
  const expect = (ids: string[]) => ids.forEach((id) => void own.add(id))
  /** Lets decided rows go. */
  function settle() {
    if (decided.value === 0) return
    change((data) => ({ ...data, count: Math.max(0, data.count - decided.value), results: data.results.filter(waiting) }))
    void query.refetch()
  }
  function showNews() {
    settle()
    fresh.clear()
    changed.clear()
    own.clear()
    return query.refetch()
  }
  onScopeDispose(
    useLive().listen(({ topic, action, subjectId }) => {
      if (topic !== 'overtime' || !subjectId || own.has(subjectId)) return
      void cache.invalidateQueries({ key: ['overtime', 'inbox'] }, false)
      if (rows.value.some(({ id }) => id === subjectId)) changed.add(subjectId)
      else if (action === 'submitted' || action === 'pending') fresh.add(subjectId)
    }),
  )

  const filtered = () => {
    const { search, department, project } = filters()
    return search !== '' || department.length > 0 || project.length > 0
  }
  const state = useQueryState(query, ({ results }) => (results.length > 0 ? 'ready' : filtered() ? 'nothing' : 'empty'))

  return reactive({
    ...toRefs(state),
    rows,
    /** How many still wait, loaded or not. */
    count: computed(() => Math.max(0, (query.data.value?.count ?? 0) - decided.value)),
    countIsMinimum: computed(() => query.data.value?.countIsMinimum ?? false),
    oldestFiledAt: computed(() => query.data.value?.oldestFiledAt ?? null),
    ownDepartmentId: computed(() => query.data.value?.ownDepartmentId ?? null),
    recentReasons: computed(() => query.data.value?.recentReasons ?? []),
    fresh: computed(() => fresh.size),
    changed: computed(() => changed.size),
    patch,
    expect,
    settle,
    showNews,
  })
}
export type Inbox = ReturnType<typeof useInbox>
