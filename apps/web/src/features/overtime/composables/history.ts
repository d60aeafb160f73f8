import { dayKinds, isCounted, type ListOvertime, type OvertimeRow, overtimeSorts, overtimeStatuses } from '@lembur/contracts/overtime'
import { defaultPageSize, sortOrders } from '@lembur/contracts/paging'
import { periodOf } from '@lembur/rules/period'
import { useQuery } from '@pinia/colada'
import { computed } from 'vue'
import { useListQuery } from '@/app/list-query.ts'
import { useSession } from '@/app/session.ts'
import { trpc } from '@/app/trpc.ts'
import { choiceFilter, dateFilter, listFilter, numberFilter, textFilter, useUrlFilters } from '@/app/url-filters.ts'

/** The filters of the history, two-way with the address. A date names its period; `from` and `to` are a range of one's own. */
export function useHistoryFilters() {
  return useUrlFilters({
    period: { ...dateFilter(), place: true },
    from: dateFilter(),
    to: dateFilter(),
    status: listFilter(overtimeStatuses),
    departmentId: listFilter(),
    kind: listFilter(dayKinds),
    employee: textFilter(),
    project: textFilter(),
    search: textFilter(),
    sort: { ...choiceFilter(overtimeSorts, 'workDate'), place: true },
    order: { ...choiceFilter(sortOrders, 'desc'), place: true },
    page: numberFilter(1, true),
    size: { ...numberFilter(defaultPageSize), place: true },
  })
}
export type HistoryFilters = ReturnType<typeof useHistoryFilters>

export interface HistoryDay {
  date: string
  rows: OvertimeRow[]
  /** What counts of them. */
  minutes: number
  /** The page may hold only some of the day's requests, as it begins or ends with it. */
  isPart: boolean
}

/** Days of one page of the list with what counts on each; rows keep their order. */
export function groupByDay(rows: OvertimeRow[], { hasPrevious = false, hasNext = false } = {}): HistoryDay[] {
  const days: HistoryDay[] = []
  for (const row of rows) {
    const last = days.at(-1)
    const day = last?.date === row.workDate ? last : { date: row.workDate, rows: [], minutes: 0, isPart: false }
    if (day !== last) days.push(day)
    day.rows.push(row)
    if (isCounted(row.status)) day.minutes += row.minutes
  }
  if (days[0] && hasPrevious) days[0].isPart = true
  const last = days.at(-1)
  if (last && hasNext) last.isPart = true
  return days
}

/** The page of the list that the address names, its sums, and the same filter for the export. */
export function useHistory(filters: HistoryFilters) {
  const session = useSession()
  const span = computed(() => {
    const { from, to, period } = filters.values.value
    if (from || to) return { from: from || undefined, to: to || undefined }
    const { start, end } = periodOf(period || session.today, session.organisation?.periodStartDay)
    return { from: start, to: end }
  })
  const wanted = computed(() => {
    const { status, departmentId, kind, employee, project, search } = filters.values.value
    return {
      ...span.value,
      status: status.length ? status : undefined,
      departmentId: departmentId.length ? departmentId : undefined,
      kind: kind.length ? kind : undefined,
      employeeId: employee ? [employee] : undefined,
      projectId: project ? [project] : undefined,
      search: search || undefined,
    }
  })
  const list = useListQuery<Partial<ListOvertime>, OvertimeRow>({
    key: ['overtime', 'history'],
    topics: ['holiday', 'employee', 'project', 'department', 'period'],
    input: () => {
      const { sort, order, page, size } = filters.values.value
      return { ...wanted.value, sort, order, page, pageSize: size }
    },
    load: (input, options) => trpc.overtime.list.query(input, options),
    filtered: () => filters.active.value.length > 0,
  })
  const totals = useQuery({
    key: () => ['overtime', 'totals', JSON.stringify(wanted.value)],
    query: ({ signal }) => trpc.overtime.totals.query(wanted.value, { signal }),
    placeholderData: (previous) => previous,
  })
  const exportAddress = (format: 'csv' | 'xlsx') => {
    const query = new URLSearchParams({ format })
    for (const [name, value] of Object.entries(wanted.value)) if (value) query.set(name, Array.isArray(value) ? value.join(',') : value)
    return `/api/v1/overtime-requests/export/?${query}`
  }
  /** Whose hours a sum of this list is, for its explanation; null where the filter leaves out what that cannot. */
  const whose = computed(() => {
    const { status, departmentId, kind, employee, project, search } = filters.values.value
    if (status.length > 0 || kind.length > 0 || search || departmentId.length > 1) return null
    return { employeeId: employee || undefined, projectId: project || undefined, departmentId: departmentId[0] }
  })
  return { list, totals: totals.data, exportAddress, whose, span }
}
