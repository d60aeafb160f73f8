import { useQuery } from '@pinia/colada'
import { computed } from 'vue'
import { useQueryState } from '@/app/query-state.ts'
import { trpc } from '@/app/trpc.ts'

/** One policy, and where its versions stand. */
export function usePolicy(id: () => string) {
  const query = useQuery({ key: () => ['policy', 'one', id()], query: ({ signal }) => trpc.policy.get.query({ id: id() }, { signal }) })
  return { policy: computed(() => query.data.value ?? null), state: useQueryState(query) }
}

/** A version with what it says; asked for once its id is known. */
export function useVersion(id: () => string | null | undefined) {
  return useQuery({
    key: () => ['policy', 'version', id() ?? ''],
    query: ({ signal }) => trpc.policy.version.query({ id: id() ?? '' }, { signal }),
    enabled: () => Boolean(id()),
  })
}

/** Every version of a policy, the newest first. */
export function useVersions(policyId: () => string) {
  const query = useQuery({
    key: () => ['policy', 'versions', policyId()],
    query: ({ signal }) => trpc.policy.versions.query({ policyId: policyId(), pageSize: 500 }, { signal }),
  })
  return {
    versions: computed(() => query.data.value?.results ?? []),
    state: useQueryState(query, ({ results }) => (results.length > 0 ? 'ready' : 'empty')),
  }
}
