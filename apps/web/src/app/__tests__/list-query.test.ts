import type { ListOf } from '@lembur/contracts/paging'
import { TRPCClientError } from '@trpc/client'
import { flushPromises } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { defineComponent, ref } from 'vue'
import { renderPart } from '../../testing/render.ts'
import { useListQuery } from '../list-query.ts'
import { useLive } from '../live.ts'

type Row = { id: string }
const page = (...ids: string[]): ListOf<Row> => ({
  count: ids.length,
  countIsMinimum: false,
  next: null,
  previous: null,
  nextCursor: null,
  results: ids.map((id) => ({ id })),
})

async function list(load: (text: string) => Promise<ListOf<Row>>, announceOnly = false) {
  const text = ref('')
  let query: ReturnType<typeof useListQuery<string, Row>> | undefined
  await renderPart(
    defineComponent({
      setup() {
        query = useListQuery({ key: ['overtime', 'list'], input: () => text.value, load, filtered: () => text.value !== '', announceOnly })
        return () => null
      },
    }),
  )
  if (!query) throw new Error('not set up')
  return { query, text }
}

it('goes from loading to rows, and says empty or nothing by the filter', async () => {
  const { query, text } = await list(async (typed) => (typed === 'budi' ? page('a') : page()))
  expect(query.phase).toBe('loading')
  await flushPromises()
  expect(query.phase).toBe('empty')
  text.value = 'budi'
  await flushPromises()
  expect([query.phase, query.rows.length]).toEqual(['ready', 1])
  text.value = 'nobody'
  await flushPromises()
  expect(query.phase).toBe('nothing')
})

it('tells denied from an error, and does not ask again where the answer was no', async () => {
  const denied = TRPCClientError.from({
    error: { code: 0, message: '', data: { problem: { code: 'permission.denied', message: '', details: {} } } },
  })
  const { query } = await list(() => Promise.reject(denied))
  await flushPromises()
  expect([query.phase, query.retryIn]).toEqual(['denied', null])
})

it('keeps old rows beside an error and tries again by itself', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  let down = false
  const { query } = await list(() => (down ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(page('a'))))
  await flushPromises()
  down = true
  query.retry()
  await flushPromises()
  expect([query.phase, query.stale, query.retryIn]).toEqual(['ready', true, 5])
  down = false
  vi.advanceTimersByTime(5_000)
  await flushPromises()
  expect([query.stale, query.retryIn]).toEqual([false, null])
  vi.useRealTimers()
})

it('counts changes instead of moving rows, until they are asked for', async () => {
  let ids = ['a']
  const { query } = await list(async () => page(...ids), true)
  await flushPromises()
  ids = ['b', 'a']
  for (const subjectId of ['b', 'b', 'c'])
    useLive().take({ id: '1', topic: 'overtime', action: 'filed', subjectId, at: '2026-06-11T09:42:00Z' })
  expect([query.news, query.rows.length]).toEqual([2, 1])
  await query.showNews()
  expect([query.news, query.rows.length]).toEqual([0, 2])
})
