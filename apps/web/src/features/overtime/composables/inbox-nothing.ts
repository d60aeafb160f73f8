import { periodOf } from '@lembur/rules/period'
import { useQuery } from '@pinia/colada'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useSession } from '@/app/session.ts'
import { trpc } from '@/app/trpc.ts'
import type { UrlFilters } from '@/app/url-filters.ts'
import { useFormat } from '@/app/use-format.ts'
import { type Inbox, inboxInput } from './inbox.ts'
import { belongs, type InboxFilters, within } from './inbox-filters.ts'

const none: InboxFilters = { search: '', department: [], project: [], period: '', triage: 'all' }
const asked = ['search', 'department', 'project'] as const
const names = {
  department: 'approvals.filter.department',
  project: 'approvals.filter.project',
  period: 'parts.period.label',
  triage: 'approvals.triage.label',
} satisfies Partial<Record<keyof InboxFilters, string>>

/** Where nothing matches: the one filter that hides most, in words, and how to drop exactly that one. */
export function useInboxNothing(filters: UrlFilters<InboxFilters>, inbox: Inbox) {
  const { t } = useI18n()
  const format = useFormat()
  const session = useSession()
  const values = computed(() => filters.values.value)
  const without = (name: keyof InboxFilters): InboxFilters => ({ ...values.value, [name]: none[name] })
  const active = computed(() => asked.filter((name) => filters.active.value.includes(name)))

  /** What the server would find without each of its filters. */
  const counts = useQuery({
    key: () => ['overtime', 'inbox-without', JSON.stringify(values.value)],
    query: ({ signal }) =>
      Promise.all(
        active.value.map(async (name) => ({ name, n: (await trpc.overtime.inbox.query(inboxInput(without(name), 1), { signal })).count })),
      ),
    enabled: () => inbox.phase === 'nothing' && active.value.length > 0,
  })
  function hiddenBy(name: 'period' | 'triage'): number {
    const { period, triage } = without(name)
    const dates = period ? periodOf(period, session.organisation?.periodStartDay) : null
    return inbox.rows.filter((row) => within(row, dates) && belongs(row, triage, inbox.ownDepartmentId)).length
  }
  const worst = computed<{ name: keyof InboxFilters; n: number } | null>(() => {
    const here = (['triage', 'period'] as const)
      .filter((name) => filters.active.value.includes(name))
      .map((name) => ({ name, n: hiddenBy(name) }))
    const all = inbox.rows.length > 0 ? here : (counts.data.value ?? [])
    return all.toSorted((a, b) => b.n - a.n)[0] ?? null
  })
  const filter = computed(() => (!worst.value ? '' : worst.value.name === 'search' ? values.value.search : t(names[worst.value.name])))
  return {
    text: computed(() =>
      worst.value ? t('approvals.nothing.text', { filter: filter.value, n: format.value.number(worst.value.n) }) : undefined,
    ),
    verb: computed(() => (worst.value ? t('approvals.nothing.drop', { filter: filter.value }) : undefined)),
    drop: () => worst.value && filters.set({ [worst.value.name]: none[worst.value.name] }),
  }
}
