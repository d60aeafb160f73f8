import type { OverridableResource, Scope } from '@lembur/contracts/access'
import type { OverrideRight, UpdateUser } from '@lembur/contracts/users'
import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { computed, reactive, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { announce } from '@/app/announce.ts'
import { sentenceOf } from '@/app/errors.ts'
import { useQueryState } from '@/app/query-state.ts'
import { trpc } from '@/app/trpc.ts'

/** What a right is set to: as the role has it, nothing, or exactly so far. */
type Named = { permission: OverrideRight['permission'] }
export type Choice =
  | (Named & { to: 'default' })
  | (Named & { to: 'none' })
  | (Named & { to: Scope; departmentId: string | null; exactly: boolean })

/** A person with his rights, and everything that can be done to them. Each change is asked for again from the server. */
export function usePerson(userId: () => string) {
  const { t } = useI18n()
  const cache = useQueryCache()
  const person = useQuery({
    key: () => ['user', 'one', userId()],
    query: ({ signal }) => trpc.user.get.query({ id: userId() }, { signal }),
  })
  const access = useQuery({
    key: () => ['user', 'access', userId()],
    query: ({ signal }) => trpc.user.access.query({ userId: userId() }, { signal }),
    meta: { topics: ['department'] },
  })
  const failure = ref<string | null>(null)
  const doing = useMutation({
    mutation: (run: () => Promise<unknown>) => run(),
    onMutate: () => {
      failure.value = null
    },
    onSuccess: () => announce(t('access.saved')),
    onError: (error) => {
      failure.value = sentenceOf(error)
    },
    // A query that fails then says so itself; the change was made or refused before.
    onSettled: () => void cache.invalidateQueries({ key: ['user'] }).catch(() => undefined),
  })
  /** True where it was done; otherwise `failure` says why not. */
  const run = async (change: () => Promise<unknown>): Promise<boolean> => {
    if (doing.isLoading.value) return false
    return doing.mutateAsync(change).then(
      () => true,
      () => false,
    )
  }

  function choose(choice: Choice): Promise<boolean> {
    const { permission } = choice
    if (choice.to === 'default') return run(() => trpc.user.resetOverride.mutate({ userId: userId(), what: permission }))
    if (choice.to === 'none') return run(() => trpc.user.override.mutate({ userId: userId(), permission, effect: 'remove' }))
    const { to: scope, departmentId, exactly } = choice
    return run(() => trpc.user.override.mutate({ userId: userId(), permission, effect: 'add', scope, departmentId, exactly }))
  }

  return reactive({
    state: useQueryState(person),
    row: computed(() => person.data.value ?? null),
    access: computed(() => access.data.value ?? null),
    accessState: useQueryState(access),
    busy: computed(() => doing.isLoading.value),
    failure,
    run,
    choose,
    full: (resource: OverridableResource) => run(() => trpc.user.overrideResource.mutate({ userId: userId(), resource, effect: 'add' })),
    none: (resource: OverridableResource) => run(() => trpc.user.overrideResource.mutate({ userId: userId(), resource, effect: 'remove' })),
    reset: (what: OverridableResource | 'all') => run(() => trpc.user.resetOverride.mutate({ userId: userId(), what })),
    setActive: (isActive: boolean) => run(() => trpc.user[isActive ? 'activate' : 'deactivate'].mutate({ userId: userId() })),
    update: (values: Omit<UpdateUser, 'id'>) => run(() => trpc.user.update.mutate({ ...values, id: userId() })),
  })
}
export type Person = ReturnType<typeof usePerson>
