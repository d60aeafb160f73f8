import { fireEvent, screen } from '@testing-library/vue'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import { aReader } from '../../testing/me.ts'
import { renderPart } from '../../testing/render.ts'
import { setWidth } from '../../testing/width.ts'
import DataTable from '../DataTable.vue'
import FilterBar from '../FilterBar.vue'
import FilterSelect from '../FilterSelect.vue'
import ListPager from '../ListPager.vue'
import PeriodStepper from '../PeriodStepper.vue'

afterEach(() => setWidth(1440))

describe('period stepper', () => {
  it('names the period and steps to the next, also by ]', async () => {
    const given: unknown[] = []
    await renderPart(PeriodStepper, {
      props: { modelValue: '2026-06-11', 'onUpdate:modelValue': (date: unknown) => given.push(date) },
      me: aReader(),
      language: 'id',
    })
    expect(screen.getByText('Juni 2026').getAttribute('title')).toBe('26 Mei – 25 Jun 2026')
    await fireEvent.click(screen.getByRole('button', { name: 'Periode berikutnya' }))
    await fireEvent.keyDown(document.body, { key: '[' })
    expect(given).toEqual(['2026-07-25', '2026-05-25'])
  })
})

describe('pager', () => {
  const pager = (props: object) => renderPart(ListPager, { props: { page: 2, pageSize: 25, count: 128, shown: 25, ...props } })
  it('says where one is and turns the page', async () => {
    const turn = vi.fn()
    await pager({ 'onUpdate:page': turn })
    expect(screen.getByText('26–50 of 128')).toBeTruthy()
    await fireEvent.click(screen.getByRole('button', { name: 'Next page' }))
    expect(turn).toHaveBeenCalledWith(3)
  })
  it('stops at the last page, and goes on where the count is only a minimum', async () => {
    const last = await pager({ page: 6, shown: 3 })
    expect((screen.getByRole('button', { name: 'Next page' }) as HTMLButtonElement).disabled).toBe(true)
    last.unmount()
    await pager({ page: 40, count: 1000, countIsMinimum: true })
    expect(screen.getByText('976–1,000 of 1,000+')).toBeTruthy()
    expect((screen.getByRole('button', { name: 'Next page' }) as HTMLButtonElement).disabled).toBe(false)
  })
})

describe('filter bar', () => {
  const bar = (props: object = {}) =>
    renderPart(FilterBar, {
      props: { searchLabel: 'Name, id, project', search: '', active: 1, show: 'Show 31 requests', ...props },
      slots: { filters: () => h('button', 'Status Any') },
    })

  it('offers Reset only while a filter is set, and searches after a pause', async () => {
    const reset = vi.fn()
    const search = vi.fn()
    const first = await bar({ onReset: reset, 'onUpdate:search': search })
    await fireEvent.update(screen.getByRole('searchbox', { name: 'Name, id, project' }), ' budi ')
    expect(search).not.toHaveBeenCalled()
    await expect.poll(() => search.mock.calls).toEqual([['budi']])
    await fireEvent.click(screen.getByRole('button', { name: 'Reset' }))
    expect(reset).toHaveBeenCalledOnce()
    first.unmount()
    await bar({ active: 0 })
    expect(screen.queryByRole('button', { name: 'Reset' })).toBeNull()
  })

  it('opens its filters in a sheet on a phone, whose verb says how many rows will show', async () => {
    setWidth(390)
    await bar()
    expect(screen.queryByRole('button', { name: 'Status Any' })).toBeNull()
    await fireEvent.click(screen.getByRole('button', { name: 'Filter, 1 set' }))
    expect(await screen.findByRole('button', { name: 'Status Any' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Show 31 requests' })).toBeTruthy()
  })
})

it('shows what a filter has chosen, and gives the choices in their own order', async () => {
  const options = [
    { value: 'pending', label: 'Pending' },
    { value: 'approved', label: 'Approved' },
  ]
  const chosen = vi.fn()
  await renderPart(FilterSelect, { props: { label: 'Status', options, modelValue: ['approved'], 'onUpdate:modelValue': chosen } })
  const trigger = screen.getByRole('button', { name: /^Status ?Approved/ })
  await fireEvent.click(trigger)
  await fireEvent.click(await screen.findByRole('option', { name: 'Pending' }))
  expect(chosen).toHaveBeenCalledWith(['pending', 'approved'])
})

describe('table', () => {
  const rows = [
    { id: '1', code: 'QA', people: 12 },
    { id: '2', code: 'SMT-1', people: 45 },
  ]
  const columns = [
    { key: 'code', head: 'Code', sort: 'code' },
    { key: 'people', head: 'People', align: 'end' as const },
  ]
  const table = (props: object) =>
    renderPart(DataTable, {
      props: { rows, columns, rowKey: (row: { id: string }) => row.id, label: 'Departments', sort: 'code', order: 'asc', ...props },
      slots: {
        code: ({ row }: { row: { code: string } }) => h('b', row.code),
        people: ({ row }: { row: { people: number } }) => row.people,
        actions: () => h('button', 'Disable'),
      },
    })

  it('has real heads and cells, and sorts by a head', async () => {
    const sort = vi.fn()
    await table({ onSort: sort })
    expect(screen.getByRole('columnheader', { name: /Code/ }).getAttribute('aria-sort')).toBe('ascending')
    expect(screen.getAllByRole('cell')[1]?.textContent).toBe('12')
    await fireEvent.click(screen.getByRole('button', { name: 'Code' }))
    expect(sort).toHaveBeenCalledWith('code', 'desc')
  })

  it('opens a row with a click or Enter, but not with the row’s own button', async () => {
    const open = vi.fn()
    await table({ onOpen: open })
    await fireEvent.click(screen.getAllByRole('button', { name: 'Disable' })[0] as Element)
    expect(open).not.toHaveBeenCalled()
    await fireEvent.click(screen.getByText('QA'))
    await fireEvent.keyDown(screen.getAllByRole('row')[2] as Element, { key: 'Enter' })
    expect(open.mock.calls.map(([row]) => row.id)).toEqual(['1', '2'])
  })

  it('moves with J and K', async () => {
    await table({})
    await fireEvent.keyDown(document.body, { key: 'j' })
    await fireEvent.keyDown(document.body, { key: 'j' })
    expect(document.activeElement?.textContent).toContain('SMT-1')
    await fireEvent.keyDown(document.body, { key: 'k' })
    expect(document.activeElement?.textContent).toContain('QA')
  })
})
