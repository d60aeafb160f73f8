import type { PeriodRow } from '@lembur/contracts/closing'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { describe, expect, it } from 'vitest'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, Refusal, serve } from '@/testing/server.ts'
import PeriodPage from '../pages/PeriodPage.vue'
import PeriodsPage from '../pages/PeriodsPage.vue'
import { aCorrection, aPeriod } from './periods.ts'

const year = (changes: Record<number, Partial<PeriodRow>>) =>
  Array.from({ length: 12 }, (_, index) => aPeriod(index + 1, changes[index + 1]))
const changed = () => asked.filter(({ path }) => path === 'period.change').map(({ input }) => input)

async function openYear(changes: Record<number, Partial<PeriodRow>> = {}, answer: () => unknown = () => aPeriod(5, { state: 'closed' })) {
  serve({ 'period.list': () => ({ results: year(changes) }), 'period.change': answer })
  await renderPart(PeriodsPage, { me: aReader(), at: '/periods' })
  return (name: string) => screen.findByRole('row', { name: new RegExp(name) })
}
const dialog = async (name: string) => within(await screen.findByRole('dialog', { name }))

describe('the periods of a year', () => {
  it('say how far each is, what lies in it, and from when on the running one can be closed', async () => {
    const row = await openYear({
      4: {
        state: 'processed',
        changedByName: 'Dewi Lestari',
        changedAt: '2026-05-02T03:00:00Z',
        can: { close: false, reopen: false, lock: false, process: false },
      },
      5: { requests: 12, countedMinutes: 1470, pending: 2 },
      6: { corrections: 1, correctionMinutes: -90 },
    })
    expect((await row('April 2026')).textContent).toContain('Paid')
    const may = await row('May 2026')
    expect(may.textContent).toContain('24.50')
    expect(within(may).getByRole('link', { name: '2' }).getAttribute('href')).toBe(
      '/ot/history?from=2026-04-26&to=2026-05-25&status=pending',
    )
    const june = await row('June 2026')
    expect(june.textContent).toContain('Can be closed from Thu 25 Jun')
    expect(within(june).getByRole('link', { name: '1 · −1.50' }).getAttribute('href')).toBe('/periods/2026-06')
  })

  it('close only after saying what that forbids and what still waits', async () => {
    await openYear({ 5: { pending: 2, version: 4 } })
    await fireEvent.click(await screen.findByRole('button', { name: 'Close…: May 2026' }))
    const asks = await dialog('Close May 2026?')
    expect(asks.getByText(/Nobody files, changes or withdraws/)).toBeTruthy()
    expect(asks.getByText(/2 requests of it still wait/)).toBeTruthy()
    expect(changed()).toEqual([])
    await fireEvent.click(asks.getByRole('button', { name: 'Close period' }))
    await waitFor(() => expect(changed()).toEqual([{ year: 2026, month: 5, version: 4, to: 'closed' }]))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('name the requests that stop a lock, and keep the question open', async () => {
    const can = { close: false, reopen: true, lock: true, process: false }
    await openYear({ 5: { state: 'closed', can } }, () => {
      throw new Refusal('period.pending', { count: 2, numbers: ['OT-2026-000041', 'OT-2026-000042'] })
    })
    await fireEvent.click(await screen.findByRole('button', { name: 'Lock…: May 2026' }))
    const asks = await dialog('Lock May 2026?')
    await fireEvent.click(asks.getByRole('button', { name: 'Lock period' }))
    expect((await asks.findByRole('alert')).textContent).toBe(
      '2 requests of this period still wait for a decision: OT-2026-000041, OT-2026-000042.',
    )
  })

  it('open again only with a reason', async () => {
    await openYear({ 5: { state: 'closed', can: { close: false, reopen: true, lock: true, process: false } } })
    await fireEvent.click(await screen.findByRole('button', { name: 'Open again…: May 2026' }))
    const asks = await dialog('Open May 2026 again?')
    const now = asks.getByRole('button', { name: 'Open period' })
    expect(now).toHaveProperty('disabled', true)
    await fireEvent.update(asks.getByLabelText('Why is it opened again?'), 'Line 2 was forgotten')
    await fireEvent.click(now)
    await waitFor(() => expect(changed()).toMatchObject([{ to: 'open', reason: 'Line 2 was forgotten' }]))
  })

  it('offer nothing to who only reads them', async () => {
    const can = { close: false, reopen: false, lock: false, process: false }
    serve({ 'period.list': () => ({ results: year(Object.fromEntries([...Array(12).keys()].map((index) => [index + 1, { can }]))) }) })
    await renderPart(PeriodsPage, { me: aReader('staff'), at: '/periods' })
    await screen.findByRole('row', { name: /May 2026/ })
    expect(screen.queryAllByRole('button', { name: /…/ })).toEqual([])
    expect(screen.queryByText(/Can be closed/)).toBeNull()
  })
})

describe('the page of a period', () => {
  const routes = [{ path: '/periods/:year(\\d{4})-:month(\\d{2})', component: PeriodPage }]
  const open = async (corrections: ReturnType<typeof aCorrection>[]) => {
    serve({
      'period.get': () => aPeriod(6, { corrections: corrections.length, correctionMinutes: 90 }),
      'correction.list': () => ({
        count: corrections.length,
        countIsMinimum: false,
        next: null,
        previous: null,
        nextCursor: null,
        results: corrections,
      }),
    })
    await renderPart(PeriodPage, { me: aReader(), at: '/periods/2026-06', routes })
  }

  it('lists the corrections that land in it, before and after, and gives them as files', async () => {
    await open([aCorrection()])
    const article = await screen.findByRole('article', { name: 'OT-2026-000041, Rizky Pratama' })
    const row = (name: string) => within(article).getByRole('row', { name })
    expect(row('Counted Wed 20 MayWeekday 17:00–18:00 none 1.00')).toBeTruthy()
    expect(row('Should be Wed 20 MayWeekday 17:00–19:30 none 2.50')).toBeTruthy()
    expect(row('Difference +1.50')).toBeTruthy()
    expect(article.textContent).toContain('corrects May 2026')
    expect(asked.find(({ path }) => path === 'correction.list')?.input).toMatchObject({ year: 2026, month: 6 })
    const csv = screen.getByRole('link', { name: 'Corrections as CSV' })
    expect(csv.getAttribute('href')).toBe('/api/v1/overtime-corrections/export/?year=2026&month=6&format=csv')
  })

  it('says that a request did not count after all', async () => {
    const { before } = aCorrection()
    await open([aCorrection({ after: { ...before, minutes: 0, counts: false }, differenceMinutes: -60 })])
    expect(await screen.findByRole('row', { name: 'Should be Does not count 0.00' })).toBeTruthy()
  })

  it('says where corrections come from, where there are none', async () => {
    await open([])
    expect(await screen.findByText('No corrections land here')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Print' })).toHaveProperty('disabled', true)
  })
})
