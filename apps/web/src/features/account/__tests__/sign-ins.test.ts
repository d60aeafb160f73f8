import type { SignInRow } from '@lembur/contracts/account'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { announcement } from '@/app/announce.ts'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, Refusal, serve } from '@/testing/server.ts'
import SignInsPage from '../pages/SignInsPage.vue'

const row = (id: number, changes: Partial<SignInRow> = {}): SignInRow => ({
  id: `01890000-0000-7000-8000-00000000000${id}`,
  name: null,
  browser: 'Firefox',
  system: 'Linux',
  isMobile: false,
  address: '10.0.0.7',
  way: 'password',
  createdAt: '2026-06-10T01:00:00Z',
  lastSeenAt: '2026-06-11T09:00:00Z',
  isThis: false,
  ...changes,
})
const rows = [
  row(1, { isThis: true }),
  row(2, { name: 'Line 2', isMobile: true }),
  row(3, { browser: 'curl', system: null }),
  row(4, { browser: null, system: null }),
]

function begin(procedures: Parameters<typeof serve>[0] = {}, shown = rows) {
  serve({
    'account.sessions': () => ({ count: shown.length, next: null, previous: null, results: shown }),
    'account.renameSession': ({ id }: { id: string }) => ({ id }),
    'account.endSession': () => ({ ended: 1 }),
    'account.endOtherSessions': () => ({ ended: 3 }),
    ...procedures,
  } as Parameters<typeof serve>[0])
  return renderPart(SignInsPage, { me: aReader('staff'), at: '/account' })
}
const calls = (path: string) => asked.filter((one) => one.path === path).map(({ input }) => input)

it('says of each sign-in its device, address, way and when it was seen, and marks the one that reads', async () => {
  await begin()
  const items = await screen.findAllByRole('listitem')
  expect(items.map((item) => item.querySelector('b')?.textContent)).toEqual(['Firefox on Linux', 'Line 2', 'curl', 'Unknown device'])
  const [first, second] = items.map((item) => within(item))
  expect(first?.getByText('This one')).toBeTruthy()
  expect(first?.queryByRole('button', { name: /^End/ })).toBeNull()
  expect(second?.getByText('Last seen today 16:00')).toBeTruthy()
  expect(second?.getByText('Firefox on Linux · Password · Address 10.0.0.7 · since yesterday 08:00')).toBeTruthy()
})

it('renames in place, with the cursor in the field, and gives up with Escape', async () => {
  await begin()
  await fireEvent.click(await screen.findByRole('button', { name: 'Rename Line 2' }))
  const field = await screen.findByRole('textbox', { name: 'Name of this sign-in' })
  await waitFor(() => expect(document.activeElement).toBe(field))
  await fireEvent.keyDown(field, { key: 'Escape' })
  expect(screen.queryByRole('textbox')).toBeNull()
  await fireEvent.click(screen.getByRole('button', { name: 'Rename Line 2' }))
  await fireEvent.update(await screen.findByRole('textbox'), 'Line 3')
  await fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(calls('account.renameSession')).toEqual([{ id: rows[1]?.id, name: 'Line 3' }]))
  await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull())
})

it('asks before it ends one, and says so aloud', async () => {
  await begin()
  await fireEvent.click(await screen.findByRole('button', { name: 'End Line 2' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'End this sign-in?' }))
  expect(dialog.getByText(/^Line 2 is signed out at once/)).toBeTruthy()
  expect(calls('account.endSession')).toEqual([])
  await fireEvent.click(dialog.getByRole('button', { name: 'End' }))
  await waitFor(() => expect(calls('account.endSession')).toEqual([{ id: rows[1]?.id }]))
  await waitFor(() => expect(announcement.value).toBe('The sign-in is ended.'))
})

it('ends all others at once, and offers it only where there are others', async () => {
  await begin()
  await fireEvent.click(await screen.findByRole('button', { name: 'End all others' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'End all other sign-ins?' }))
  await fireEvent.click(dialog.getByRole('button', { name: 'End all others' }))
  await waitFor(() => expect(announcement.value).toBe('3 sign-ins ended.'))
})

it('offers no end to others where this is the only one', async () => {
  await begin({}, rows.slice(0, 1))
  await screen.findByText('This one')
  expect(screen.queryByRole('button', { name: 'End all others' })).toBeNull()
})

it('says what went wrong beside the list', async () => {
  await begin({
    'account.endSession': () => {
      throw new Refusal('not_found')
    },
  })
  await fireEvent.click(await screen.findByRole('button', { name: 'End curl' }))
  await fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'End' }))
  expect(await screen.findByText('There is nothing here, or you may not see it.')).toBeTruthy()
})
