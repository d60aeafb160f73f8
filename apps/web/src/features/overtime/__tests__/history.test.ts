import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { serve } from '@/testing/server.ts'
import HistoryDrawer from '../components/history/HistoryDrawer.vue'
import HistoryFilters from '../components/history/HistoryFilters.vue'
import HistoryTable from '../components/history/HistoryTable.vue'
import RequestTimeline from '../components/history/RequestTimeline.vue'
import { groupByDay, useHistoryFilters } from '../composables/history.ts'
import { anInboxRow } from './inbox-rows.ts'

const rows = [
  anInboxRow(1, { workDate: '2026-06-11', minutes: 120 }),
  anInboxRow(2, { workDate: '2026-06-11', minutes: 300, status: 'rejected' }),
  anInboxRow(3, { workDate: '2026-06-11', minutes: 60, status: 'withdrawn' }),
  anInboxRow(4, { workDate: '2026-06-10', minutes: 240, status: 'approved' }),
]

describe('days of the list', () => {
  it('sum what counts only, in the order of the list', () => {
    expect(groupByDay(rows).map(({ date, minutes, rows: all }) => [date, minutes, all.length])).toEqual([
      ['2026-06-11', 120, 3],
      ['2026-06-10', 240, 1],
    ])
  })

  it('at the edges of a page may be parts of a day', () => {
    const parts = (neighbours: object) => groupByDay(rows, neighbours).map(({ isPart }) => isPart)
    expect([parts({}), parts({ hasPrevious: true }), parts({ hasNext: true })]).toEqual([
      [false, false],
      [true, false],
      [false, true],
    ])
    expect(groupByDay([], { hasPrevious: true, hasNext: true })).toEqual([])
  })
})

const table = { current: null, own: false, sort: 'workDate', order: 'desc', holidays: {}, hasPrevious: false, hasNext: true }

it('strikes what does not count, and says where a day goes on', async () => {
  await renderPart(HistoryTable, { props: { ...table, rows }, me: aReader() })
  expect(screen.getByText('5.00').tagName).toBe('S')
  expect(screen.getByText('3 requests')).toBeTruthy()
  expect(screen.getByText('1 request on this page')).toBeTruthy()
})

it('shows its date on each row as soon as the rows are not grouped by day', async () => {
  const { unmount } = await renderPart(HistoryTable, { props: { ...table, rows, sort: 'minutes' }, me: aReader() })
  expect(screen.getAllByText(/^(Thu 11|Wed 10) Jun$/).map((date) => date.textContent)).toEqual([
    'Thu 11 Jun',
    'Thu 11 Jun',
    'Thu 11 Jun',
    'Wed 10 Jun',
  ])
  unmount()
  await renderPart(HistoryTable, { props: { ...table, rows }, me: aReader() })
  expect(screen.getAllByText('Thu 11 Jun')).toHaveLength(1)
})

it('shows projects to who sees only his own', async () => {
  await renderPart(HistoryTable, { props: { ...table, rows, own: true }, me: aReader('user') })
  expect(screen.queryByText('Person 1')).toBeNull()
  expect(screen.getAllByText('Reflow line 4')).toHaveLength(4)
})

it('tells what was changed, and nothing that stayed', async () => {
  const entry = {
    at: '2026-06-11T09:41:00Z',
    action: 'overtime.decide',
    actorName: 'Dewi Lestari',
    before: { status: 'pending', decisionReason: null, endMinute: 1160 },
    after: { status: 'approved', decisionReason: null, endMinute: 1180 },
  }
  await renderPart(RequestTimeline, { props: { entries: [entry] }, me: aReader() })
  expect(screen.getByRole('listitem').textContent).toContain('Approved by Dewi Lestari, today 16:41')
  expect(screen.getAllByText(/→/).map((line) => line.textContent)).toEqual(['End: 19:20 → 19:40', 'Status: Pending → Approved'])
})

/** What only the detail of a request has. */
const detail = {
  departmentName: null,
  holidayTitle: null,
  kindOverrideReason: null,
  policyBreaks: [],
  timeline: [],
  limits: [],
  corrections: [],
  period: { year: 2026, month: 6 },
  periodState: 'open',
}

it('shows the address of a request where the browser copies nothing, as at a plant without TLS', async () => {
  const row = { ...detail, ...anInboxRow(1) }
  serve({ 'overtime.get': () => row, 'report.ofRequest': () => ({ count: 0, next: null, previous: null, results: [] }) })
  await renderPart(HistoryDrawer, { props: { id: row.id }, me: aReader('ptb_admin') })
  await fireEvent.click(await screen.findByRole('button', { name: 'Copy link' }))
  expect(await screen.findByText(`${location.origin}/ot/history?request=${row.id}`)).toBeTruthy()
})

it('shows the range of one’s own where the month stood, and the month again after a step', async () => {
  serve({ 'department.list': () => ({ count: 0, countIsMinimum: false, results: [] }) })
  const Filters = defineComponent({
    setup: () => {
      const filters = useHistoryFilters()
      return () => h(HistoryFilters, { filters, own: false, totals: undefined, exportAddress: () => '' })
    },
  })
  await renderPart(Filters, { me: aReader(), at: '/ot/history?from=2026-06-08&to=2026-06-14' })
  const stepper = screen.getByRole('group', { name: 'Period' })
  expect(stepper.textContent).toBe('8–14 Jun')
  await fireEvent.click(within(stepper).getByRole('button', { name: /previous/i }))
  await waitFor(() => expect(stepper.textContent).toBe('May 2026'))
})
