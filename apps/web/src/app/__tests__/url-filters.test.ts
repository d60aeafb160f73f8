import { flushPromises } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { defineComponent } from 'vue'
import { renderPart } from '../../testing/render.ts'
import { choiceFilter, dateFilter, listFilter, numberFilter, textFilter, type UrlFilters, useUrlFilters } from '../url-filters.ts'

const fields = {
  status: listFilter(['pending', 'approved', 'rejected']),
  search: textFilter(),
  from: dateFilter('2026-05-26'),
  sort: choiceFilter(['workDate', 'status'], 'workDate'),
  period: { ...dateFilter(), place: true },
  page: numberFilter(1, true),
}
type Values = {
  status: ('pending' | 'approved' | 'rejected')[]
  search: string
  from: string
  sort: 'workDate' | 'status'
  period: string
  page: number
}

async function at(address: string) {
  let filters: UrlFilters<Values> | undefined
  const host = defineComponent({
    setup() {
      filters = useUrlFilters<Values>(fields)
      return () => null
    },
  })
  const { router } = await renderPart(host, { at: address })
  if (!filters) throw new Error('not set up')
  return { filters, address: () => router.currentRoute.value.fullPath }
}

it('reads the address and falls back where it is unreadable', async () => {
  const { filters } = await at('/ot/history?status=approved,nonsense&from=soon&page=3&sort=colour')
  expect(filters.values.value).toEqual({ status: ['approved'], search: '', from: '2026-05-26', sort: 'workDate', period: '', page: 3 })
  expect(filters.active.value).toEqual(['status'])
})

it.each(['1970-01-01', '2100-01-01', '2026-02-30', 'abc'])('drops %s, which is no date that can be asked for', async (from) => {
  const { filters } = await at(`/ot/history?from=${from}`)
  expect([filters.values.value.from, filters.active.value]).toEqual(['2026-05-26', []])
})

it('writes only what differs, keeps what is not its own, and goes back to the first page', async () => {
  const { filters, address } = await at('/ot/history?request=7&page=3')
  filters.set({ status: ['pending', 'rejected'], search: '' })
  await flushPromises()
  expect(address()).toBe('/ot/history?request=7&status=pending,rejected')
})

it('keeps the filters when only the page changes', async () => {
  const { filters, address } = await at('/ot/history?search=budi')
  filters.set({ page: 2 })
  await flushPromises()
  expect(address()).toBe('/ot/history?search=budi&page=2')
})

it('leaves the layout and the period when a filter changes or is reset', async () => {
  const { filters, address } = await at('/ot/history?period=2026-05-25&page=2')
  filters.set({ search: 'budi' })
  await flushPromises()
  expect(address()).toBe('/ot/history?period=2026-05-25&search=budi')
  filters.reset()
  await flushPromises()
  expect(address()).toBe('/ot/history?period=2026-05-25')
})

it('resets everything that is set', async () => {
  const { filters, address } = await at('/ot/history?search=budi&status=approved&from=2026-06-01&page=2')
  filters.reset()
  await flushPromises()
  expect(address()).toBe('/ot/history')
  expect(filters.active.value).toEqual([])
})
