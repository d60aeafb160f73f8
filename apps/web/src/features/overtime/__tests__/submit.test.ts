import type { SubmitOvertime } from '@lembur/contracts/overtime'
import { fireEvent, screen } from '@testing-library/vue'
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, Refusal, serve, serveNothing } from '@/testing/server.ts'
import RequestBar from '../components/request/RequestBar.vue'
import { type Draft, useDraft } from '../composables/draft.ts'
import { useForecast } from '../composables/forecast.ts'
import { type Submit, useSubmit } from '../composables/submit.ts'
import { anInboxRow } from './inbox-rows.ts'

beforeEach(() => vi.useFakeTimers())
/** What is still to be asked for is asked: the next test's questions would wait in its batch. */
afterEach(async () => {
  await vi.advanceTimersByTimeAsync(500)
  vi.useRealTimers()
})

const limit = {
  span: 'week',
  from: '2026-06-08',
  to: '2026-06-14',
  approvedMinutes: 480,
  pendingMinutes: 0,
  draftMinutes: 60,
  advisedMinutes: 900,
  maxMinutes: 1080,
  severity: 'warn',
} as const
const forecast = {
  kind: 'weekend',
  holidayTitle: null,
  period: { start: '2026-05-26', end: '2026-06-25' },
  limits: [limit],
  clash: null,
  sameDay: [],
}
const sent = () => asked.filter(({ path }) => path === 'overtime.submit').map(({ input }) => (input as SubmitOvertime).id)
const working = () => serve({ 'overtime.forecast': () => forecast, 'overtime.submit': () => ({ ...anInboxRow(1), status: 'pending' }) })
const later = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds).then(flushPromises)

/** The bar of a request that could be sent, with what stands behind it. */
async function bar() {
  const parts: { draft: Draft; sender: Submit; forecast: ReturnType<typeof useForecast> }[] = []
  const Host = defineComponent({
    setup() {
      const draft = useDraft()
      Object.assign(draft.state, {
        employee: { id: 'a', label: 'Rizky' },
        project: { id: 'b', label: 'AST' },
        reason: 'Fixture',
        detail: 'Gauge',
      })
      const part = { draft, forecast: useForecast(draft), sender: useSubmit(draft) }
      parts.push(part)
      return () => h(RequestBar, part)
    },
  })
  await renderPart(Host, { me: aReader() })
  await later(200)
  return parts[0]!
}

describe('where the server does not answer', () => {
  it('a request is sent again by itself, the same one, though the line never broke', async () => {
    working()
    const { draft } = await bar()
    const { id } = draft.state
    serveNothing()
    await fireEvent.click(screen.getByRole('button', { name: /^Send when connected/ }))
    await later(0)
    expect(screen.getByText('Next try in 5 s.')).toBeTruthy()
    working()
    await later(5_100)
    expect(sent()).toEqual([id])
    expect(screen.queryByText(/Next try/)).toBeNull()
  })

  it('nothing is sent any more once the reader has reset the form', async () => {
    working()
    const { sender } = await bar()
    serveNothing()
    await fireEvent.click(screen.getByRole('button', { name: /^Send when connected/ }))
    await later(0)
    sender.forget()
    working()
    await later(60_000)
    expect(sent()).toEqual([])
  })

  it('an edited request is not sent by itself: the reader sends what he has changed', async () => {
    working()
    const { draft, sender } = await bar()
    serveNothing()
    await fireEvent.click(screen.getByRole('button', { name: /^Send when connected/ }))
    await later(0)
    expect(sender.waiting.value).toBe(true)
    working()
    draft.state.reason = 'Another reason'
    await later(60_000)
    expect([sent(), sender.waiting.value, sender.sentence.value]).toEqual([[], false, 'The server did not answer.'])
    sender.submit()
    await later(0)
    expect(sent()).toHaveLength(1)
  })

  it('the forecast leaves the request itself out, which may be stored though its answer was lost', async () => {
    working()
    const { draft } = await bar()
    const { input } = asked.findLast(({ path }) => path === 'overtime.forecast')!
    expect(input).toMatchObject({ exceptId: draft.state.id })
  })

  it('a request whose earlier version was stored says so, and goes out as another one', async () => {
    const refuse = () => {
      throw new Refusal('overtime.duplicate_id')
    }
    serve({ 'overtime.forecast': () => forecast, 'overtime.submit': refuse })
    const { draft, sender } = await bar()
    const { id } = draft.state
    sender.submit()
    await later(200)
    expect(sender.sentence.value).toBe('An earlier version of this request is stored already. Send this one again if you need it as well.')
    working()
    sender.submit()
    await later(0)
    expect(sent()).toHaveLength(1)
    expect(sent()).not.toContain(id)
  })

  it('the forecast of that person and day stays, and says that it is not the newest', async () => {
    working()
    const { draft, forecast: shown } = await bar()
    serveNothing()
    draft.setNetHours(3)
    await later(200)
    expect(shown.sentence.value).toBe('The server did not answer.')
    expect(shown.data.value?.kind).toBe('weekend')
    expect(shown.limits.value[0]?.draftMinutes).toBe(180)
    draft.state.workDate = '2026-06-12'
    await later(200)
    expect(shown.data.value).toBeUndefined()
  })
})

it('what is written while a request is on its way stays, as another one', async () => {
  const { promise, resolve } = Promise.withResolvers<object>()
  serve({ 'overtime.forecast': () => forecast, 'overtime.submit': () => promise })
  const { draft, sender } = await bar()
  const { id } = draft.state
  sender.submit()
  await later(0)
  draft.state.detail = 'Gauge and its stand'
  resolve({ ...anInboxRow(1), status: 'pending' })
  await later(200)
  expect([sender.sent.value?.number, draft.state.detail]).toEqual(['OT-2026-000001', 'Gauge and its stand'])
  expect(draft.state.id).not.toBe(id)
})

it('times that cannot be sent come to no hours and get no verdict', async () => {
  const over = { ...limit, approvedMinutes: 1080 }
  serve({ 'overtime.forecast': () => ({ ...forecast, limits: [over], clash: anInboxRow(9) }) })
  const { draft, forecast: shown } = await bar()
  expect(screen.getByText('clashes with another request')).toBeTruthy()
  draft.markUnreadable('timeEnd', true)
  await later(0)
  expect([shown.worst.value, shown.clash.value, shown.limits.value[0]?.draftMinutes]).toEqual([null, null, 0])
  expect(screen.getByText('–')).toBeTruthy()
  expect(screen.queryByText('clashes with another request')).toBeNull()
  draft.markUnreadable('timeEnd', false)
  await later(0)
  expect(screen.getByText('1.00 h')).toBeTruthy()
})
