import type { TrialCost, TrialFigures, TrialRow } from '@lembur/contracts/trials'
import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { computed, reactive } from 'vue'
import { announce } from '@/app/announce.ts'
import { sentenceOf } from '@/app/errors.ts'
import { t } from '@/app/i18n.ts'
import { useListQuery } from '@/app/list-query.ts'
import { useQueryState } from '@/app/query-state.ts'
import { trpc } from '@/app/trpc.ts'

export const isUnderWay = ({ state }: Pick<TrialRow, 'state'>): boolean => state === 'queued' || state === 'running'

/** Breaches of all rules together. */
export const violationsOf = ({ violations }: Pick<TrialFigures, 'violations'>) => ({
  before: violations.reduce((sum, { before }) => sum + before, 0),
  after: violations.reduce((sum, { after }) => sum + after, 0),
})

/** "12.50" hours of the wire in minutes, for the formatter. */
export const minutesOf = (hours: string): number => Math.round(Number(hours) * 60)
export const differenceOf = ({ before, after }: TrialCost): number => Number(after) - Number(before)

/** The trials of a policy, the newest first; each says how far it has come as it goes. */
export const useTrials = (policyId: () => string, page: () => number) =>
  useListQuery({
    key: ['trial', 'list'],
    input: () => ({ policyId: policyId(), page: page(), pageSize: 10 }),
    load: (input, options) => trpc.trial.list.query(input, options),
  })

/** One trial with what it says of departments and people. */
export function useTrial(id: () => string) {
  const query = useQuery({
    key: () => ['trial', 'one', id()],
    query: ({ signal }) => trpc.trial.get.query({ id: id() }, { signal }),
    enabled: () => id() !== '',
    placeholderData: (previous) => (previous?.id === id() ? previous : undefined),
  })
  return { trial: computed(() => query.data.value ?? null), state: useQueryState(query) }
}

type Verb = 'cancel' | 'resume' | 'remove'

/** Stopping, going on with, and throwing away a trial. */
export function useTrialVerbs(removed: () => unknown) {
  const cache = useQueryCache()
  const doing = useMutation({
    mutation: async ({ verb, id }: { verb: Verb; id: string }) => {
      await trpc.trial[verb].mutate({ id })
      return verb
    },
    onSuccess: (verb) => {
      if (verb !== 'remove') return
      announce(t('policies.trial.removed'))
      removed()
    },
    onSettled: () => cache.invalidateQueries({ key: ['trial'] }),
  })
  return reactive({
    busy: doing.isLoading,
    sentence: computed(() => (doing.error.value ? sentenceOf(doing.error.value) : null)),
    run: (verb: Verb, id: string) => doing.mutateAsync({ verb, id }).catch(() => undefined),
  })
}
