import type { SignInRow } from '@lembur/contracts/account'
import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { computed, reactive, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { announce } from '@/app/announce.ts'
import { fieldSentences, sentenceOf } from '@/app/errors.ts'
import { useQueryState } from '@/app/query-state.ts'
import { trpc } from '@/app/trpc.ts'
import { useFormat } from '@/app/use-format.ts'

/** One's own sign-ins, and what may be done with them: rename, end one, end all others. */
export function useSignIns() {
  const { t } = useI18n()
  const format = useFormat()
  const cache = useQueryCache()
  const query = useQuery({ key: ['me', 'sign-ins'], query: ({ signal }) => trpc.account.sessions.query(undefined, { signal }) })
  const rows = computed(() => query.data.value?.results ?? [])
  const onSettled = () => cache.invalidateQueries({ key: ['me', 'sign-ins'] })

  /** The one being renamed in place, and what is typed. */
  const renamed = ref<string | null>(null)
  const name = ref('')
  /** What is asked about before it ends: one, or all others. */
  const ending = shallowRef<SignInRow | 'others' | null>(null)

  const renaming = useMutation({
    mutation: async () => {
      if (renamed.value) await trpc.account.renameSession.mutate({ id: renamed.value, name: name.value })
    },
    onSuccess: () => {
      renamed.value = null
      announce(t('account.sign_ins.renamed'))
    },
    onSettled,
  })
  const end = useMutation({
    mutation: async () => {
      if (ending.value === 'others') return (await trpc.account.endOtherSessions.mutate()).ended
      return ending.value ? (await trpc.account.endSession.mutate({ id: ending.value.id })).ended : 0
    },
    onSuccess: (ended) => {
      announce(
        ending.value === 'others' ? t('account.sign_ins.others_ended', { n: format.value.number(ended) }) : t('account.sign_ins.ended'),
      )
    },
    onSettled: () => {
      ending.value = null
      return onSettled()
    },
  })
  function rename(row: SignInRow) {
    renaming.reset()
    renamed.value = row.id
    name.value = row.name ?? ''
  }
  return reactive({
    state: useQueryState(query, ({ results }) => (results.length > 0 ? 'ready' : 'empty')),
    rows,
    hasOthers: computed(() => rows.value.some(({ isThis }) => !isThis)),
    renamed,
    name,
    rename,
    save: () => renaming.mutate(),
    saving: computed(() => renaming.isLoading.value),
    wrongName: computed(() =>
      renaming.error.value ? (fieldSentences(renaming.error.value).name ?? sentenceOf(renaming.error.value)) : null,
    ),
    ending,
    end: () => end.mutate(),
    isEnding: computed(() => end.isLoading.value),
    failure: computed(() => (end.error.value ? sentenceOf(end.error.value) : null)),
  })
}
