import type { InboxRow } from '@lembur/contracts/overtime'
import { useQuery } from '@pinia/colada'
import { computed } from 'vue'
import { useRested } from '@/app/rested.ts'
import { trpc } from '@/app/trpc.ts'

/** How long the cursor may rest on a row before the server is asked for more about it, in milliseconds. */
const rest = 120

/** What the inbox does not carry: the last fourteen days and the rest of the detail. Asked once the cursor rests, so that J can be held. */
export function useEvidence(row: () => InboxRow | null) {
  const here = computed(row)
  const rested = useRested(here, rest)
  const days = useQuery({
    key: () => ['overtime', 'recent', rested.value?.employeeId ?? '', rested.value?.workDate ?? ''],
    query: ({ signal }) => trpc.overtime.recentDays.query({ employeeId: rested.value!.employeeId, to: rested.value!.workDate }, { signal }),
    enabled: () => rested.value !== null,
  })
  const detail = useQuery({
    key: () => ['overtime', 'row', rested.value?.id ?? ''],
    query: ({ signal }) => trpc.overtime.get.query({ id: rested.value!.id }, { signal }),
    enabled: () => rested.value !== null,
  })
  /** Answers about another row than the one shown are none. */
  return {
    days: computed(() =>
      rested.value?.employeeId === here.value?.employeeId && rested.value?.workDate === here.value?.workDate
        ? (days.data.value ?? null)
        : null,
    ),
    detail: computed(() => (detail.data.value && detail.data.value.id === here.value?.id ? detail.data.value : null)),
  }
}
