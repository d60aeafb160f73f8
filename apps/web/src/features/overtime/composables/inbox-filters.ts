import type { InboxRow } from '@lembur/contracts/overtime'
import type { Period } from '@lembur/rules/period'
import { choiceFilter, dateFilter, listFilter, textFilter, type UrlFilters, useUrlFilters } from '@/app/url-filters.ts'

/** What an approver sorts the inbox by at a glance. */
export const triages = ['all', 'over', 'advised', 'past_midnight', 'holiday', 'mine'] as const
export type Triage = (typeof triages)[number]

export interface InboxFilters {
  search: string
  department: string[]
  project: string[]
  /** Any work date of the period shown; empty: all periods. */
  period: string
  triage: Triage
}

/** Text, department and project are the server's to apply, triage and period are applied to what is loaded; all are in the address. */
export const useInboxFilters = (): UrlFilters<InboxFilters> =>
  useUrlFilters<InboxFilters>({
    search: textFilter(),
    department: listFilter(),
    project: listFilter(),
    period: dateFilter(),
    triage: choiceFilter(triages, 'all'),
  })

const found = (row: InboxRow, start: string) => row.findings.some(({ code }) => code.startsWith(start))

/** Whether a row belongs under a triage chip. */
export function belongs(row: InboxRow, triage: Triage, ownDepartmentId: string | null): boolean {
  if (triage === 'all') return true
  if (triage === 'mine') return ownDepartmentId !== null && row.departmentId === ownDepartmentId
  return found(row, triage === 'over' ? 'over_' : triage === 'advised' ? 'advised_' : triage)
}

export const within = (row: InboxRow, period: Period | null): boolean =>
  !period || (row.workDate >= period.start && row.workDate <= period.end)

/** Rest, in minutes, below which an approver should look twice, whatever the policy says. */
const shortRest = 8 * 60

/** The rest until the next work in minutes where it is short; null where it is long enough. */
export const shortRestOf = ({ restAfterMinutes }: InboxRow): number | null =>
  restAfterMinutes !== null && restAfterMinutes < shortRest ? restAfterMinutes : null

/** Worth a look before it is decided: the server found something, or the next work is near. */
export const needsLook = (row: InboxRow): boolean => row.findings.length > 0 || shortRestOf(row) !== null

export const isOver = (row: InboxRow): boolean => found(row, 'over_')
