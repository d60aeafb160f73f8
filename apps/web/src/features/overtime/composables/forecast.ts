import { useQuery } from '@pinia/colada'
import { computed, shallowRef, watchEffect } from 'vue'
import { sentenceOf } from '@/app/errors.ts'
import { useRested } from '@/app/rested.ts'
import { trpc } from '@/app/trpc.ts'
import type { Draft } from './draft.ts'

/** How long typing may rest before the server is asked where the limits would stand, in milliseconds. */
const rest = 150

/** Kind of day, limits and clash of a draft, from the server; the last answer stays while the next is on its way. */
export function useForecast(draft: Draft) {
  const input = computed(() =>
    draft.state.employee
      ? { employeeId: draft.state.employee.id, ...draft.times, ...(draft.state.revising ? { exceptId: draft.state.revising.id } : {}) }
      : null,
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
    meta: { topics: ['holiday', 'limit'] },
  })
  /** The draft's own hours, worked out here by the server's rules: the meters follow the hand without a round trip. */
  const limits = computed(() => (query.data.value?.limits ?? []).map((line) => ({ ...line, draftMinutes: draft.hours.minutes })))
  const blocked = computed(() =>
    limits.value.find(
      (line) =>
        line.severity === 'block' &&
        line.maxMinutes !== null &&
        line.approvedMinutes + line.pendingMinutes + line.draftMinutes > line.maxMinutes,
    ),
  )
  const worst = computed(() => {
    const total = (line: (typeof limits.value)[number]) => line.approvedMinutes + line.pendingMinutes + line.draftMinutes
    return (
      limits.value.find((line) => line.maxMinutes !== null && total(line) > line.maxMinutes) ??
      limits.value.find((line) => line.advisedMinutes !== null && total(line) >= line.advisedMinutes) ??
      null
    )
  })
  return { data: query.data, limits, blocked, worst, sentence: computed(() => (query.error.value ? sentenceOf(query.error.value) : null)) }
}
export type Forecast = ReturnType<typeof useForecast>
