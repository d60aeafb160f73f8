import type { DecideManyOvertime, DecideOvertime, InboxRow } from '@lembur/contracts/overtime'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent } from 'vue'
import { useLive } from '@/app/live.ts'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, Refusal, serve } from '@/testing/server.ts'
import { setWidth } from '@/testing/width.ts'
import { useDecisions } from '../composables/decisions.ts'
import { useInbox } from '../composables/inbox.ts'
import type { InboxFilters } from '../composables/inbox-filters.ts'
import ApprovalsPage from '../pages/ApprovalsPage.vue'
import { anInbox, anInboxRow, overTheWeek } from './inbox-rows.ts'

afterEach(() => setWidth(1440))

const everybody = [
  anInboxRow(1, { employeeName: 'Agus Setiawan' }),
  anInboxRow(2, { employeeName: 'Budi Santoso', ...overTheWeek }),
  anInboxRow(3, { employeeName: 'Putri Handayani' }),
]
const settledRights = { revise: false, withdraw: false, decide: false, reopen: true }

/** A server with these requests that decides as it is told. */
function begin(rows: InboxRow[] = everybody, more: Parameters<typeof serve>[0] = {}, at = '/ot/approvals') {
  const one = (id: string) => rows.find((row) => row.id === id)!
  serve({
    'overtime.inbox': () => anInbox(rows),
    'overtime.recentDays': () => [],
    'overtime.get': () => {
      throw new Refusal('not_found')
    },
    'overtime.decide': (input) => {
      const { id, outcome, reason } = input as DecideOvertime
      const pending = outcome === 'pending'
      return {
        ...one(id),
        status: outcome,
        decidedByName: pending ? null : 'Dewi Lestari',
        decisionReason: reason ?? null,
        version: 2,
        can: pending ? one(id).can : settledRights,
      }
    },
    'overtime.decideMany': (input) => {
      const { ids, outcome } = input as DecideManyOvertime
      const results = ids.map((id) => ({
        id,
        number: one(id).number,
        ok: true,
        status: outcome,
        code: null,
        message: null,
        decidedByName: 'Dewi Lestari',
        canReopen: true,
      }))
      return { decided: ids.length, failed: 0, results }
    },
    ...more,
  })
  return renderPart(ApprovalsPage, { me: aReader('ptb_admin'), at })
}
const none: InboxFilters = { search: '', department: [], project: [], period: '', triage: 'all' }
/** What a composable gives inside of a component. */
async function inPage<Given>(use: () => Given): Promise<Given> {
  const given: Given[] = []
  const Host = defineComponent({
    setup() {
      given.push(use())
      return () => null
    },
  })
  await renderPart(Host, { me: aReader('ptb_admin') })
  return given[0]!
}
const press = (key: string, shiftKey = false) => fireEvent.keyDown(document.activeElement ?? document.body, { key, shiftKey })
const group = (name: string) => screen.findByRole('region', { name })
const evidence = () => screen.getByRole('complementary')
const decisions = () => asked.filter(({ path }) => path.startsWith('overtime.decide')).map(({ input }) => input)
const rowOf = (name: string) => screen.getByRole('link', { name: new RegExp(name) }).closest('li')!

describe('the inbox', () => {
  it('shows trouble first, with its words, and the evidence of the first row', async () => {
    await begin()
    expect(within(await group('Needs a look')).getByText('Over week max +0.50')).toBeTruthy()
    expect(within(await group('Within every limit')).getAllByRole('listitem')).toHaveLength(2)
    expect(within(evidence()).getByRole('heading', { name: 'Budi Santoso' })).toBeTruthy()
    expect(within(evidence()).getByRole('meter', { name: /Week/ }).getAttribute('aria-valuetext')).toContain('18.50 of 18 hours')
  })

  it('filters by a triage chip and offers to drop what hides everything', async () => {
    const { router } = await begin()
    await group('Needs a look')
    await fireEvent.click(screen.getByRole('button', { name: /Over max\s*1/ }))
    await waitFor(() => expect(router.currentRoute.value.query.triage).toBe('over'))
    expect(screen.queryByRole('region', { name: 'Within every limit' })).toBeNull()
    await fireEvent.click(screen.getByRole('button', { name: /Past midnight\s*0/ }))
    expect(await screen.findByText('The filter “Triage” hides 3.')).toBeTruthy()
    await fireEvent.click(screen.getByRole('button', { name: 'Drop “Triage”' }))
    expect(await group('Within every limit')).toBeTruthy()
  })

  it('tells of what came meanwhile and moves nothing until asked', async () => {
    await begin()
    await group('Needs a look')
    const event = { topic: 'overtime', action: 'submitted', subjectId: anInboxRow(9).id, at: '2026-06-11T09:42:00Z' } as const
    useLive().take({ ...event, id: '5' })
    expect(await screen.findByText('1 new')).toBeTruthy()
    const before = asked.filter(({ path }) => path === 'overtime.inbox').length
    await fireEvent.click(screen.getByRole('button', { name: 'Show' }))
    await waitFor(() => expect(asked.filter(({ path }) => path === 'overtime.inbox').length).toBe(before + 1))
    expect(screen.queryByText('1 new')).toBeNull()
  })

  it('says what became of a request that a link led to', async () => {
    const gone = anInboxRow(8, { status: 'approved', decidedByName: 'Siti', employeeName: 'Maria' })
    await begin(everybody, { 'overtime.get': () => gone }, `/ot/approvals?request=${gone.id}`)
    expect(await screen.findByText('OT-2026-000008, Maria, Thu 11 Jun: already approved by Siti.')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Open in History' }).getAttribute('href')).toBe(`/ot/history?request=${gone.id}`)
  })
})

describe('deciding', () => {
  it('approves with A once, keeps the row with its badge, goes to the next and takes it back with Z', async () => {
    await begin()
    await group('Needs a look')
    await press('j')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Agus Setiawan'))
    await press('a')
    await press('a')
    expect(await within(rowOf('Agus Setiawan')).findByText('Approved')).toBeTruthy()
    expect(decisions()).toEqual([{ id: everybody[0]!.id, outcome: 'approved', version: 1 }])
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Putri Handayani'))
    expect(screen.getByText('Approved: Agus Setiawan, 11 Jun')).toBeTruthy()
    await press('z')
    await waitFor(() => expect(within(rowOf('Agus Setiawan')).queryByText('Approved')).toBeNull())
    expect(decisions()[1]).toEqual({ id: everybody[0]!.id, outcome: 'pending', reason: 'Taken back by the approver' })
  })

  it('offers to take back the newest decision only', async () => {
    await begin()
    await group('Needs a look')
    await press('j')
    await press('a')
    await within(rowOf('Agus Setiawan')).findByText('Approved')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Putri Handayani'))
    await press('a')
    await within(rowOf('Putri Handayani')).findByText('Approved')
    await waitFor(() => expect(screen.queryByText('Approved: Agus Setiawan, 11 Jun')).toBeNull())
    await fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(decisions()[2]).toMatchObject({ id: everybody[2]!.id, outcome: 'pending' }))
  })

  it('sends nothing twice that is on its way, by whatever hand', async () => {
    await begin()
    await group('Needs a look')
    const decisionsOf = await inPage(() => useDecisions(useInbox(() => none)))
    const both = await Promise.all([decisionsOf.one(everybody[0]!, 'approved'), decisionsOf.many([everybody[0]!], 'rejected', 'No')])
    expect(both).toEqual([true, false])
    expect(decisions()).toHaveLength(1)
  })

  it('offers no undo where the row may not be reopened', async () => {
    const after = { ...everybody[1]!, status: 'approved', version: 2, can: { ...settledRights, reopen: false } }
    await begin(everybody, { 'overtime.decide': () => after })
    await group('Needs a look')
    await fireEvent.update(within(evidence()).getByRole('textbox'), 'First article 07:30')
    await fireEvent.click(within(evidence()).getByRole('button', { name: /Approve anyway/ }))
    expect(await screen.findByText('Approved: Budi Santoso, 11 Jun')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  })

  it('asks for a reason past a limit before it sends anything', async () => {
    await begin()
    await group('Needs a look')
    await press('a')
    expect(within(evidence()).getByText('Give a reason.')).toBeTruthy()
    expect(decisions()).toEqual([])
    await fireEvent.update(within(evidence()).getByRole('textbox'), 'First article 07:30')
    await fireEvent.keyDown(within(evidence()).getByRole('textbox'), { key: 'Enter' })
    await waitFor(() =>
      expect(decisions()).toEqual([{ id: everybody[1]!.id, outcome: 'approved', reason: 'First article 07:30', version: 1 }]),
    )
  })

  it('leaves a reason with Esc for the row, so that keys pressed next are not written into it', async () => {
    await begin()
    await group('Needs a look')
    const onTheRow = (name: string) =>
      waitFor(() => expect(document.activeElement).toBe(screen.getByRole('link', { name: new RegExp(name) })))
    await press('r')
    await waitFor(() => expect(document.activeElement?.tagName).toBe('INPUT'))
    await press('Escape')
    await onTheRow('Budi Santoso')
    expect(within(evidence()).getByRole('textbox', { name: /^Why over the limit/ })).toBeTruthy()
    await press('A', true)
    await press('Enter', true)
    await waitFor(() => expect(decisions()).toEqual([{ ids: [everybody[0]!.id, everybody[2]!.id], outcome: 'approved' }]))
    await press('a')
    await waitFor(() => expect(document.activeElement?.tagName).toBe('INPUT'))
    await press('Escape')
    await onTheRow('Budi Santoso')
    await press('Escape')
    await press('j')
    await onTheRow('Agus Setiawan')
  })

  it('leads back to the row that is taken back', async () => {
    await begin()
    await group('Needs a look')
    await press('a')
    await fireEvent.update(within(evidence()).getByRole('textbox'), 'First article')
    await fireEvent.keyDown(within(evidence()).getByRole('textbox'), { key: 'Enter' })
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Agus Setiawan'))
    await press('z')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Budi Santoso'))
    expect(within(evidence()).getByRole('heading', { name: 'Budi Santoso' })).toBeTruthy()
  })

  it('leads back to the first of a batch that is taken back, with its rows marked again', async () => {
    await begin()
    await group('Needs a look')
    await press('A', true)
    await press('Enter', true)
    await within(rowOf('Putri Handayani')).findByText('Approved')
    await press('z')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Agus Setiawan'))
    const ticked = screen.getAllByRole<HTMLInputElement>('checkbox').filter(({ checked }) => checked)
    expect(ticked.map((box) => box.getAttribute('aria-label'))).toEqual(['Select Agus Setiawan', 'Select Putri Handayani'])
  })

  it('rejects with R in place and offers the recent reasons', async () => {
    await begin([everybody[0]!])
    await group('Within every limit')
    await press('r')
    await fireEvent.click(await within(evidence()).findByRole('button', { name: 'No relief crew tonight' }))
    await fireEvent.click(within(evidence()).getByRole('button', { name: 'Reject' }))
    expect(await within(rowOf('Agus Setiawan')).findByText('Rejected')).toBeTruthy()
    expect(decisions()).toMatchObject([{ outcome: 'rejected', reason: 'No relief crew tonight' }])
  })

  it('says who was faster and shows the row as it is now', async () => {
    const now = { ...everybody[0]!, status: 'rejected', decidedByName: 'Siti', can: settledRights }
    const refuse = () => {
      throw new Refusal('overtime.transition')
    }
    await begin([everybody[0]!], { 'overtime.decide': refuse, 'overtime.get': () => now })
    await group('Within every limit')
    await press('a')
    expect(await screen.findByText('Already rejected by Siti.')).toBeTruthy()
    expect(within(rowOf('Agus Setiawan')).getByText('Rejected')).toBeTruthy()
  })

  it('selects the clean group alone with Shift+A and approves it with Shift+Enter, with a line for each row that failed', async () => {
    const many = (input: unknown) => {
      const { ids } = input as DecideManyOvertime
      const base = { message: null, code: null, number: 'OT-2026-000003', decidedByName: 'Dewi Lestari' }
      const results = [
        { ...base, id: ids[0], ok: true, status: 'approved', canReopen: true },
        { ...base, id: ids[1], ok: false, status: 'approved', code: 'overtime.transition', decidedByName: 'Siti', canReopen: false },
      ]
      return { decided: 1, failed: 1, results }
    }
    await begin(everybody, { 'overtime.decideMany': many })
    await group('Needs a look')
    await press('A', true)
    expect(await screen.findByText('none over a limit', { exact: false })).toBeTruthy()
    await press('Enter', true)
    const result = await screen.findByRole('region', { name: 'Result' })
    expect(result.textContent).toContain('1 approved, 1 already decided by Siti')
    expect(within(result).getByRole('listitem').textContent).toBe('OT-2026-000003 Putri Handayani · Already approved by Siti.')
    expect(decisions()).toEqual([{ ids: [everybody[0]!.id, everybody[2]!.id], outcome: 'approved' }])
    expect(within(rowOf('Putri Handayani')).getByText('Approved')).toBeTruthy()
  })

  it('lets decided rows go when the filter changes', async () => {
    const { router } = await begin()
    await group('Needs a look')
    await press('j')
    await press('a')
    await within(rowOf('Agus Setiawan')).findByText('Approved')
    serve({ 'overtime.inbox': () => anInbox(everybody.slice(1)), 'overtime.recentDays': () => [] })
    await fireEvent.click(screen.getByRole('button', { name: /Over max/ }))
    await waitFor(() => expect(router.currentRoute.value.query.triage).toBe('over'))
    await fireEvent.click(screen.getByRole('button', { name: /All/ }))
    expect(await screen.findByRole('link', { name: /Putri Handayani/ })).toBeTruthy()
    expect(screen.queryByRole('link', { name: /Agus Setiawan/ })).toBeNull()
  })
})

it('keeps a decided row on a phone while the sheet goes on', async () => {
  setWidth(390)
  await begin()
  await group('Needs a look')
  await fireEvent.click(screen.getByRole('link', { name: /Agus Setiawan/ }))
  await screen.findByRole('heading', { name: 'Agus Setiawan' })
  const before = asked.filter(({ path }) => path === 'overtime.inbox').length
  await fireEvent.click(within(evidence()).getByRole('button', { name: /Approve/ }))
  expect(await screen.findByRole('heading', { name: 'Putri Handayani' })).toBeTruthy()
  expect(within(rowOf('Agus Setiawan')).getByText('Approved')).toBeTruthy()
  expect(asked.filter(({ path }) => path === 'overtime.inbox').length).toBe(before)
})

it('opens the evidence of a phone as a sheet with its own address, which follows to the next row', async () => {
  setWidth(390)
  const { router } = await begin()
  await group('Needs a look')
  expect(screen.queryByRole('complementary')).toBeNull()
  await fireEvent.click(screen.getByRole('link', { name: /Agus Setiawan/ }))
  expect(await screen.findByRole('heading', { name: 'Agus Setiawan' })).toBeTruthy()
  expect(router.currentRoute.value.query.request).toBe(everybody[0]!.id)
  await fireEvent.click(within(evidence()).getByRole('button', { name: 'Next' }))
  await waitFor(() => expect(router.currentRoute.value.query.request).toBe(everybody[2]!.id))
  expect(within(evidence()).getByRole('heading', { name: 'Putri Handayani' })).toBeTruthy()
  await fireEvent.click(within(evidence()).getByRole('button', { name: 'Close' }))
  await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull())
})
