import type { ReportFile, ReportLogEntry } from '@lembur/contracts/reports'
import { screen } from '@testing-library/vue'
import { describe, expect, it } from 'vitest'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import ReportLog from '../components/ReportLog.vue'
import WorkbookCard from '../components/WorkbookCard.vue'
import { chainOf, stateOf } from '../composables/state.ts'

const aFile = (changes: Partial<ReportFile> = {}): ReportFile => ({
  id: '01890000-0000-7000-8000-000000000009',
  kind: 'daily-form',
  startDate: '2026-06-11',
  endDate: '2026-06-11',
  fileName: '20260611OT.xlsx',
  folder: '2026-05-26_2026-06-25',
  state: 'delivered',
  stateReason: null,
  nextAttemptAt: null,
  rows: 34,
  sheets: 8,
  version: 9,
  sha256: null,
  size: 38_000,
  builtAt: '2026-06-11T09:41:00Z',
  deliveredAt: '2026-06-11T09:41:36Z',
  downloadable: true,
  ...changes,
})

describe('how far a workbook has come', () => {
  it.each([
    ['queued', 4, 'ahead ahead ahead'],
    ['building', 4, 'going ahead ahead'],
    ['stored', 4, 'done done going'],
    ['delivered', 4, 'done done done'],
    ['open-elsewhere', 4, 'done done failed'],
    ['failed', 4, 'done done failed'],
    ['failed', 0, 'failed ahead ahead'],
    ['nothing', 0, 'ahead ahead ahead'],
  ] as const)('%s of version %i: %s', (state, version, chain) => {
    expect(chainOf({ state, version }).join(' ')).toBe(chain)
  })

  it('tells a workbook that was never built from a day without requests', () => {
    expect([stateOf(null, 25), stateOf(null, 0), stateOf(aFile({ state: 'failed' }), 25)]).toEqual(['unbuilt', 'nothing', 'failed'])
  })

  it.each([
    ['delivered', 34, 34, 'delivered'],
    ['delivered', 34, 33, 'outdated'],
    ['delivered', 34, 0, 'outdated'],
    ['nothing', 0, 2, 'outdated'],
    ['queued', 34, 33, 'queued'],
    ['building', 34, 33, 'building'],
  ] as const)('%s with %i rows, where %i are to be reported: %s', (state, held, rows, shown) => {
    expect(stateOf(aFile({ state, rows: held }), rows)).toBe(shown)
  })
})

const card = (file: ReportFile | null, rows = 34, mayRetry = true) =>
  renderPart(WorkbookCard, { props: { kind: 'daily-form', file, rows, mayRetry }, me: aReader() })

it('says what happens next, and offers the last good version', async () => {
  await card(aFile())
  expect(screen.getByText('8 sheets, on the share since today 16:41.')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Download 20260611OT.xlsx' }).getAttribute('href')).toBe(
    '/api/v1/reports/01890000-0000-7000-8000-000000000009/download/',
  )
  expect(screen.queryByRole('button', { name: 'Try now' })).toBeNull()
})

it('is tried again by who may, and says when it is by itself', async () => {
  await card(aFile({ state: 'open-elsewhere', nextAttemptAt: '2026-06-11T09:43:00Z' }))
  expect(screen.getByText('Someone has it open on the share. Trying again at 16:43.')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Try now' })).toBeTruthy()
})

it('of a day that was never built says so', async () => {
  await card(null, 25)
  expect(screen.getByText('Not built yet')).toBeTruthy()
})

it('that holds other requests than are counted now is out of date, and says what to do', async () => {
  await card(aFile(), 33)
  expect(screen.getByText('Out of date')).toBeTruthy()
  expect(screen.getByText(/Rebuild it to bring it up to date/)).toBeTruthy()
})

it('tells what happened, with the share’s own words below', async () => {
  const entry: ReportLogEntry = {
    at: '2026-06-11T09:41:38Z',
    kind: 'daily-form',
    startDate: '2026-06-11',
    event: 'failed',
    text: 'No space left.',
    size: null,
    version: 9,
  }
  await renderPart(ReportLog, { props: { entries: [entry, { ...entry, event: 'delivered', text: null, size: 38_000 }] }, me: aReader() })
  expect(screen.getByText('Daily form 11 Jun: failed')).toBeTruthy()
  expect(screen.getByText('No space left.')).toBeTruthy()
  expect(screen.getByText('Daily form 11 Jun: delivered, 38 kB')).toBeTruthy()
})
