import type { OvertimeRow } from '@lembur/contracts/overtime'
import { useMutation, useQueryCache } from '@pinia/colada'
import { computed, ref, shallowRef, watch } from 'vue'
import { announce } from '@/app/announce.ts'
import { fieldSentence, fieldSentences, sentenceBesideFields } from '@/app/errors.ts'
import { t } from '@/app/i18n.ts'
import { useLive } from '@/app/live.ts'
import { problemOf } from '@/app/problem.ts'
import { watchRetry } from '@/app/retry.ts'
import { trpc } from '@/app/trpc.ts'
import type { Draft } from './draft.ts'

/**
 * Sends a draft. Its id was made here, so sending it twice stores it once; where the server does not answer it goes out by itself, as
 * soon as the line is back or a while later, as it was sent: once it is edited the reader sends it himself. What is wrong with it comes as sentences beside the fields: times at once, what is missing as soon as it was sent once.
 */
export function useSubmit(draft: Draft) {
  const live = useLive()
  const cache = useQueryCache()
  const sent = ref<OvertimeRow | null>(null)
  const waiting = ref(false)
  /** Somebody has tried to send it, so what is missing is said from now on. */
  const tried = ref(false)
  /** Grows with every try that a field stopped: the page then leads to the first such field. */
  const refusals = ref(0)

  const content = () => {
    const { state, times } = draft
    return {
      employeeId: state.employee?.id ?? '',
      projectId: state.project?.id ?? '',
      ...times,
      reason: state.reason,
      detail: state.detail,
    }
  }
  const written = computed(() => JSON.stringify([draft.state.id, content()]))
  /** What went out last, as `written`. */
  const asSent = shallowRef('')
  const edited = computed(() => written.value !== asSent.value)

  const sending = useMutation({
    mutation: (): Promise<OvertimeRow> => {
      const { state } = draft
      const fields = content()
      asSent.value = written.value
      if (!state.revising) return trpc.overtime.submit.mutate({ id: state.id, ...fields })
      return trpc.overtime.revise.mutate({
        ...fields,
        breaks: fields.breaks ?? null,
        id: state.revising.id,
        version: state.revising.version,
      })
    },
    onSuccess: (row) => {
      sent.value = row
      announce(t('overtime.request.announced', { number: row.number }))
      tried.value = false
      if (draft.state.revising) draft.leave()
      // What was written while it was on its way is not lost with it.
      else if (edited.value) draft.renew()
      else draft.goOnAfter(row)
    },
    onError: (error) => {
      const found = problemOf(error)
      if (!found) waiting.value = true
      if (found?.code === 'overtime.duplicate_id') draft.renew()
    },
    onSettled: () => cache.invalidateQueries({ key: ['overtime'] }),
  })
  const withdrawing = useMutation({
    mutation: (row: OvertimeRow) => trpc.overtime.withdraw.mutate({ id: row.id, version: row.version }),
    onSuccess: (row) => {
      announce(t('overtime.request.withdrawn', { number: row.number }))
      draft.leave()
    },
    onSettled: () => cache.invalidateQueries({ key: ['overtime'] }),
  })

  const wrong = computed(() => Object.fromEntries(draft.problems.map(({ path, code }) => [path, fieldSentence(code)])))
  const missing = computed(() => {
    const { employee, project, reason, detail } = draft.state
    const empty = { employeeId: !employee, projectId: !project, reason: !reason.trim(), detail: !detail.trim() }
    return Object.fromEntries(Object.entries(empty).flatMap(([field, is]) => (is ? [[field, t('errors.text.required')]] : [])))
  })
  function submit() {
    if (sending.isLoading.value) return
    sending.reset()
    sent.value = null
    waiting.value = false
    tried.value = true
    if (Object.keys({ ...wrong.value, ...missing.value }).length > 0) {
      refusals.value += 1
      return
    }
    sending.mutate()
  }
  /** As if nothing had been tried yet. */
  function forget() {
    sending.reset()
    withdrawing.reset()
    sent.value = null
    tried.value = false
    waiting.value = false
  }
  const waits = computed(() => waiting.value && !edited.value)
  watch(
    () => live.online,
    (online) => {
      if (!online || !waits.value) return
      waiting.value = false
      sending.mutate()
    },
  )

  /** Seconds to the next try: a line that never broke does not come back either. */
  const retryIn = watchRetry(
    computed(() => (edited.value ? null : sending.error.value)),
    submit,
  )

  watch(sending.error, (error) => {
    if (Object.keys(fieldSentences(error)).length > 0) refusals.value += 1
  })
  const fields = computed<Record<string, string>>(() => ({
    ...fieldSentences(sending.error.value),
    ...(tried.value ? missing.value : {}),
    ...wrong.value,
  }))
  const problem = computed(() => problemOf(sending.error.value))
  /** What went wrong and is no single field's fault. */
  const sentence = computed(() => sentenceBesideFields(withdrawing.error.value ?? (waits.value ? null : sending.error.value)))
  return {
    submit,
    forget,
    withdraw: withdrawing.mutate,
    sending: sending.isLoading,
    waiting: waits,
    retryIn,
    sent,
    fields,
    sentence,
    problem,
    refusals,
  }
}
export type Submit = ReturnType<typeof useSubmit>
