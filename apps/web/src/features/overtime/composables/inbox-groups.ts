import type { InboxRow } from '@lembur/contracts/overtime'
import { periodOf } from '@lembur/rules/period'
import { computed } from 'vue'
import { useSession } from '@/app/session.ts'
import type { UrlFilters } from '@/app/url-filters.ts'
import type { Inbox } from './inbox.ts'
import { belongs, type InboxFilters, needsLook, type Triage, triages, within } from './inbox-filters.ts'

/** The rows that the filters show, trouble first, and how many wait under each triage chip. */
export function useInboxGroups(filters: UrlFilters<InboxFilters>, inbox: Inbox) {
  const session = useSession()
  const period = computed(() => {
    const { period: date } = filters.values.value
    return date ? periodOf(date, session.organisation?.periodStartDay) : null
  })
  const ofPeriod = computed(() => inbox.rows.filter((row) => within(row, period.value)))
  const shown = computed(() => ofPeriod.value.filter((row) => belongs(row, filters.values.value.triage, inbox.ownDepartmentId)))
  const look = computed(() => shown.value.filter((row) => needsLook(row)))
  const clean = computed(() => shown.value.filter((row) => !needsLook(row)))
  const rows = computed<InboxRow[]>(() => [...look.value, ...clean.value])
  const counts = computed(() => {
    const waiting = ofPeriod.value.filter((row) => row.can.decide)
    const count = (triage: Triage) => waiting.filter((row) => belongs(row, triage, inbox.ownDepartmentId)).length
    return Object.fromEntries(triages.map((triage) => [triage, count(triage)])) as Record<Triage, number>
  })
  /** Where no period is chosen, also those that are not loaded. */
  const total = computed(() => (period.value ? counts.value.all : inbox.count))
  /** More wait than one page of the inbox holds. */
  const beyond = computed(() => inbox.count > inbox.rows.length)
  return { look, clean, rows, counts, total, beyond }
}
