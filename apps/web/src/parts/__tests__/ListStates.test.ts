import { fireEvent, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h, nextTick, reactive } from 'vue'
import type { ListState } from '../../app/list-query.ts'
import { renderPart } from '../../testing/render.ts'
import ListStates from '../ListStates.vue'

const quiet: ListState = { phase: 'ready', stale: false, sentence: null, requestId: null, retryIn: null, shownAt: null, retry: () => {} }

async function show(state: Partial<ListState>, props: Record<string, unknown> = {}) {
  const shown = reactive({ ...quiet, ...state })
  await renderPart(ListStates, {
    props: { state: shown, empty: 'No overtime on 11 June', ...props },
    slots: { default: () => h('p', 'Rizky Pratama'), emptyAction: () => h('button', 'New request') },
  })
  return shown
}

describe('loading', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  it('shows nothing at first and a skeleton after 250 ms', async () => {
    await show({ phase: 'loading' })
    vi.advanceTimersByTime(249)
    await nextTick()
    expect(screen.queryByText('Loading')).toBeNull()
    vi.advanceTimersByTime(1)
    await nextTick()
    expect(screen.getByText('Loading')).toBeTruthy()
  })
})

it('shows the rows', async () => {
  await show({})
  expect(screen.getByText('Rizky Pratama')).toBeTruthy()
})

it('says what an empty list is waiting for, and offers what fills it', async () => {
  await show({ phase: 'empty' })
  expect(screen.getByRole('heading', { name: 'No overtime on 11 June' })).toBeTruthy()
  expect(screen.getByRole('button', { name: 'New request' })).toBeTruthy()
})

it('offers to drop exactly one filter', async () => {
  const drop = vi.fn()
  await show({ phase: 'nothing' }, { nothing: 'Without the department there are 3.', drop: 'Drop “QA”', onDrop: drop })
  await fireEvent.click(screen.getByRole('button', { name: 'Drop “QA”' }))
  expect(drop).toHaveBeenCalledOnce()
})

it('says an error, that the draft is safe, the next try and the id to read out', async () => {
  const retry = vi.fn()
  await show({ phase: 'error', sentence: 'The server did not answer.', retryIn: 6, requestId: '7f3a-91c2', retry }, { draftSafe: true })
  expect(screen.getByRole('heading', { name: 'The server did not answer.' })).toBeTruthy()
  expect(screen.getByText('Your draft is kept on this device. Next try in 6 s.')).toBeTruthy()
  expect(screen.getByText('request 7f3a-91c2')).toBeTruthy()
  await fireEvent.click(screen.getByRole('button', { name: 'Try now' }))
  expect(retry).toHaveBeenCalledOnce()
})

it('keeps old rows beside an error and says from when they are', async () => {
  await show({ stale: true, sentence: 'The server did not answer.', shownAt: '2026-06-11T09:38:00Z' })
  expect(screen.getByText('Rizky Pratama')).toBeTruthy()
  expect(screen.getByText('The server did not answer. Shown: the list of 16:38.')).toBeTruthy()
})

it('says who may see what is denied', async () => {
  await show({ phase: 'denied' }, { denied: 'Your own hours are under History.' })
  expect(screen.getByText('Your own hours are under History.')).toBeTruthy()
  expect(screen.queryByText('Rizky Pratama')).toBeNull()
})
