import { type Permission, permissionNames, resourceOf } from '@lembur/contracts/access'
import type { ApiToken } from '@lembur/contracts/account'
import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { computed, reactive, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { announce } from '@/app/announce.ts'
import { fieldSentences, sentenceBesideFields, sentenceOf } from '@/app/errors.ts'
import { useQueryState } from '@/app/query-state.ts'
import { useSession } from '@/app/session.ts'
import { trpc } from '@/app/trpc.ts'

const key = ['me', 'tokens']
/** Days that a token may be good for. */
export const tokenDays = [7, 30, 90, 365] as const

/** A right in words: what it is about, and what may be done. */
export function useRightWords() {
  const { t } = useI18n()
  return {
    resource: (permission: Permission) => t(`access.resource.${resourceOf(permission)}`),
    action: (permission: Permission) => t(`access.verb.${permission.slice(permission.indexOf('.') + 1)}`),
  }
}

/** The rights that the reader holds, by what they are about, in the order of the table of rights. */
export function useOwnRights() {
  const session = useSession()
  return computed(() => {
    const held = permissionNames.filter((name) => session.can(name))
    return [...new Set(held.map(resourceOf))].map((resource) => held.filter((name) => resourceOf(name) === resource))
  })
}

/** One's own tokens, and revoking one of them. */
export function useTokens() {
  const { t } = useI18n()
  const cache = useQueryCache()
  const query = useQuery({ key, query: ({ signal }) => trpc.account.tokens.query(undefined, { signal }) })
  const revoking = shallowRef<ApiToken | null>(null)
  const revoke = useMutation({
    mutation: async () => {
      if (revoking.value) await trpc.account.revokeToken.mutate({ id: revoking.value.id })
    },
    onSuccess: () => announce(t('account.tokens.revoked')),
    onSettled: () => {
      revoking.value = null
      return cache.invalidateQueries({ key })
    },
  })
  return reactive({
    state: useQueryState(query, ({ results }) => (results.length > 0 ? 'ready' : 'empty')),
    rows: computed(() => query.data.value?.results ?? []),
    revoking,
    revoke: () => revoke.mutate(),
    isRevoking: computed(() => revoke.isLoading.value),
    failure: computed(() => (revoke.error.value ? sentenceOf(revoke.error.value) : null)),
  })
}

/** A token being made, and then its secret, which is known here alone and forgotten with the dialog. */
export function useNewToken() {
  const { t } = useI18n()
  const cache = useQueryCache()
  const form = reactive({ name: '', scopes: [] as Permission[], days: 30 })
  const making = useMutation({
    mutation: () => trpc.account.createToken.mutate({ ...form, scopes: [...form.scopes] }),
    onSuccess: () => announce(t('account.tokens.created')),
    onSettled: () => cache.invalidateQueries({ key }),
  })
  function reset() {
    making.reset()
    Object.assign(form, { name: '', scopes: [], days: 30 })
  }
  return reactive({
    form,
    reset,
    create: () => {
      if (!making.isLoading.value) making.mutate()
    },
    busy: computed(() => making.isLoading.value),
    token: computed(() => (making.error.value ? null : (making.data.value?.token ?? null))),
    wrong: computed(() => fieldSentences(making.error.value)),
    sentence: computed(() => sentenceBesideFields(making.error.value)),
  })
}
