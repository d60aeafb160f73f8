import type { PeriodRow } from '@lembur/contracts/closing'
import { useMutation, useQueryCache } from '@pinia/colada'
import { computed, reactive, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { announce } from '@/app/announce.ts'
import { sentenceOf } from '@/app/errors.ts'
import { trpc } from '@/app/trpc.ts'
import { useFormat } from '@/app/use-format.ts'
import { leadsTo, namedFor, type PeriodVerb } from './verbs.ts'

/** Asks before a period is changed, and changes it; what the server refuses is said in the question, which stays open. */
export function usePeriodChange() {
  const { t } = useI18n()
  const format = useFormat()
  const cache = useQueryCache()
  const asked = ref<{ row: PeriodRow; verb: PeriodVerb } | null>(null)
  const reason = ref('')

  const changing = useMutation({
    mutation: ({ row, verb }: { row: PeriodRow; verb: PeriodVerb }) => {
      const { year, month, version } = row
      return trpc.period.change.mutate({
        year,
        month,
        version,
        to: leadsTo[verb],
        reason: verb === 'reopen' ? reason.value.trim() : undefined,
      })
    },
    onSuccess: (row) => {
      asked.value = null
      announce(t(`closing.done.${row.state}`, { period: format.value.monthYear(namedFor(row)) }))
    },
    onSettled: () => cache.invalidateQueries({ key: ['period'] }),
  })
  function ask(row: PeriodRow, verb: PeriodVerb) {
    changing.reset()
    reason.value = ''
    asked.value = { row, verb }
  }
  return reactive({
    asked,
    reason,
    ask,
    drop: () => {
      asked.value = null
    },
    go: () => asked.value && changing.mutate(asked.value),
    busy: changing.isLoading,
    sentence: computed(() => (changing.error.value ? sentenceOf(changing.error.value) : null)),
  })
}
export type PeriodChange = ReturnType<typeof usePeriodChange>
