import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, Refusal, serve } from '@/testing/server.ts'
import CorrectionForm from '../components/history/CorrectionForm.vue'
import RequestCorrections from '../components/history/RequestCorrections.vue'
import { anInboxRow } from './inbox-rows.ts'

const counted = {
  workDate: '2026-05-20',
  timeStart: '17:00',
  timeEnd: '18:00',
  startMinute: 1020,
  endMinute: 1080,
  breaks: [],
  breakMinutes: 0,
  minutes: 60,
  kind: 'weekday',
  counts: true,
}
const row = {
  ...anInboxRow(1),
  ...counted,
  departmentName: null,
  kindOverrideReason: null,
  policyBreaks: [],
  timeline: [],
  limits: [],
  period: { year: 2026, month: 5 },
  periodState: 'locked',
  corrections: [],
  can: { revise: false, withdraw: false, decide: false, reopen: false, correct: true },
}
type Asked = { timeEnd?: string; void: boolean; breaks?: unknown }
const preview = (input: unknown) => {
  const { timeEnd = '18:00', void: isVoid } = input as Asked
  const minutes = isVoid ? 0 : timeEnd === '19:30' ? 150 : 60
  if (minutes === 60) throw new Refusal('correction.no_difference')
  const after = { ...counted, timeEnd, minutes, counts: !isVoid }
  return { of: row.period, landsIn: { year: 2026, month: 6 }, before: counted, after, differenceMinutes: minutes - 60 }
}

async function begin() {
  serve({ 'correction.preview': preview, 'correction.create': (input) => ({ ...preview(input), number: row.number }) })
  await renderPart(CorrectionForm, { props: { row, open: true }, me: aReader() })
  return { store: () => screen.getByRole('button', { name: 'Book correction' }) }
}
const created = () => asked.filter(({ path }) => path === 'correction.create').map(({ input }) => input)

it('shows before and after and where the difference lands, and books only what was changed', async () => {
  const { store } = await begin()
  await fireEvent.update(screen.getByLabelText('Why? The employee reads this.'), 'The gate says 19:30')
  expect(store()).toHaveProperty('disabled', true)
  expect(asked).toEqual([])
  const end = screen.getByLabelText('End')
  await fireEvent.update(end, '1930')
  await fireEvent.blur(end)
  expect(await screen.findByRole('row', { name: 'Difference +1.50' })).toBeTruthy()
  expect(screen.getByText('The difference lands in June 2026.')).toBeTruthy()
  await waitFor(() => expect(store()).toHaveProperty('disabled', false))
  await fireEvent.click(store())
  await waitFor(() => expect(created()).toEqual([{ requestId: row.id, void: false, timeEnd: '19:30', reason: 'The gate says 19:30' }]))
})

it('takes all hours back where the request should not have counted', async () => {
  await begin()
  await fireEvent.click(screen.getByRole('switch', { name: 'It should not have counted' }))
  expect(await screen.findByRole('row', { name: 'Should be Does not count 0.00' })).toBeTruthy()
  expect(screen.queryByLabelText('End')).toBeNull()
})

it('sends breaks once somebody places one', async () => {
  await begin()
  await fireEvent.click(screen.getByRole('button', { name: 'Add a break' }))
  expect(screen.getByLabelText('Break 1, start')).toBeTruthy()
  await waitFor(() => expect(asked.at(-1)?.input).toMatchObject({ breaks: [{ start: '17:00', end: '18:00' }] }))
})

it('says in the drawer that the period is locked and what was put right since', async () => {
  const correction = {
    ...preview({ timeEnd: '19:30', void: false }),
    id: 'c1',
    reason: 'The gate says 19:30',
    createdByName: 'Dewi Lestari',
    createdAt: '2026-06-11T09:00:00Z',
  }
  await renderPart(RequestCorrections, { props: { row: { ...row, corrections: [correction] } }, me: aReader() })
  expect(screen.getByText(/May 2026 is locked: nothing changes here any more\./).textContent).toContain(
    'A mistake is put right by a correction.',
  )
  const list = screen.getByRole('region', { name: 'Corrections' })
  expect(within(list).getByRole('row', { name: 'Difference +1.50' })).toBeTruthy()
  expect(list.textContent).toContain('Lands in June 2026.')
})

it('says nothing about an open period', async () => {
  await renderPart(RequestCorrections, { props: { row: { ...row, periodState: 'open' } }, me: aReader() })
  expect(screen.queryByText(/locked|closed/)).toBeNull()
})
