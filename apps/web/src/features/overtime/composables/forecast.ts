import { dayKind } from '@lembur/rules/day-kind'
import { useQuery } from '@pinia/colada'
import { computed, shallowRef, watch, watchEffect } from 'vue'
import { sentenceOf } from '@/app/errors.ts'
import { useRested } from '@/app/rested.ts'
import { watchRetry } from '@/app/retry.ts'
import { trpc } from '@/app/trpc.ts'
import type { Draft } from './draft.ts'

/** How long typing may rest before the server is asked where the limits would stand, in milliseconds. */
const rest = 150

/** Kind of day, limits and clash of a draft, from the server; the last answer stays while the next is on its way. */
export function useForecast(draft: Draft) {
  /** It does not count beside itself: as the request that is being changed, or as one that was stored while its answer got lost. */
  const input = computed(() =>
    draft.state.employee ? { employeeId: draft.state.employee.id, ...draft.times, exceptId: draft.state.id } : null,
  )
  /** Times that cannot be sent are not asked about: the last good answer stays. */
  const good = shallowRef(input.value)
  watchEffect(() => {
    if (!input.value || draft.problems.length === 0) good.value = input.value
  })
  const asked = useRested(good, rest)
  const query = useQuery({
    key: () => ['overtime', 'forecast', JSON.stringify(asked.value)],
    query: ({ signal }) => trpc.overtime.forecast.query(asked.value!, { signal }),
    enabled: () => asked.value !== null,
    placeholderData: (previous) => previous,
    meta: { topics: ['holiday', 'limit', 'policy'] },
  })
  /** Whom and which day an answer is about: as long as that stands, a failure later does not take it away. */
  const about = computed(() => `${draft.state.employee?.id} ${draft.state.workDate}`)
  const last = shallowRef<{ about: string; data: typeof query.data.value }>()
  watch(
    query.data,
    (data) => {
      if (data) last.value = { about: about.value, data }
    },
    { immediate: true },
  )
  const data = computed(() => query.data.value ?? (last.value?.about === about.value ? last.value.data : undefined))
  /** Until the server has said, a Saturday or Sunday is known to be one; of another day only it knows whether it is a holiday. */
  const kind = computed(() => data.value?.kind ?? (dayKind(draft.state.workDate, []) === 'weekend' ? 'weekend' : null))
  const retry = () => void query.refetch()
  /** The draft's own hours, worked out here by the server's rules: the meters follow the hand without a round trip. */
  const limits = computed(() => (data.value?.limits ?? []).map((line) => ({ ...line, draftMinutes: draft.counted?.minutes ?? 0 })))
  /** There is no verdict on what cannot be sent as it stands. */
  const isJudged = computed(() => draft.counted !== null)
  const judged = computed(() => (isJudged.value ? limits.value : []))
  const clash = computed(() => (draft.counted ? (data.value?.clash ?? null) : null))
  const blocked = computed(() =>
    judged.value.find(
      (line) =>
        line.severity === 'block' &&
        line.maxMinutes !== null &&
        line.approvedMinutes + line.pendingMinutes + line.draftMinutes > line.maxMinutes,
    ),
  )
  const worst = computed(() => {
    const total = (line: (typeof judged.value)[number]) => line.approvedMinutes + line.pendingMinutes + line.draftMinutes
    return (
      judged.value.find((line) => line.maxMinutes !== null && total(line) > line.maxMinutes) ??
      judged.value.find((line) => line.advisedMinutes !== null && total(line) >= line.advisedMinutes) ??
      null
    )
  })
  const sentence = computed(() => (query.error.value ? sentenceOf(query.error.value) : null))
  /** Nobody is chosen, so there are no limits to show. */
  const isForNobody = computed(() => draft.state.employee === null)
  /** The first answer about that person and day is on its way. */
  const loading = computed(() => !isForNobody.value && data.value === undefined && query.error.value === null)
  return {
    data,
    kind,
    isForNobody,
    judged: isJudged,
    loading,
    clash,
    limits,
    blocked,
    worst,
    sentence,
    retry,
    retryIn: watchRetry(query.error, retry),
  }
}
export type Forecast = ReturnType<typeof useForecast>
