import type { ApiToken } from '@lembur/contracts/account'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { afterEach, expect, it, vi } from 'vitest'
import { announcement } from '@/app/announce.ts'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, Refusal, serve } from '@/testing/server.ts'
import TokensPage from '../pages/TokensPage.vue'

const token: ApiToken = {
  id: '01890000-0000-7000-8000-000000000001',
  name: 'Payroll',
  scopes: ['overtime.read', 'department.read'],
  createdAt: '2026-06-01T01:00:00Z',
  expiresAt: '2026-07-01T01:00:00Z',
  lastUsedAt: null,
  isExpired: false,
}
afterEach(() => Reflect.deleteProperty(navigator, 'clipboard'))

function begin(
  create: () => unknown = () => ({ ...token, token: 'lbp_secret' }),
  rows = [token, { ...token, id: token.id.replace(/1$/, '2'), name: 'Old', isExpired: true }],
) {
  serve({
    'account.tokens': () => ({ count: rows.length, next: null, previous: null, results: rows }),
    'account.createToken': create,
    'account.revokeToken': () => ({ id: token.id }),
  })
  return renderPart(TokensPage, { me: aReader('user'), at: '/account/tokens' })
}
const calls = (path: string) => asked.filter((one) => one.path === path).map(({ input }) => input)
async function openNew() {
  await fireEvent.click(await screen.findByRole('button', { name: 'New token' }))
  return within(await screen.findByRole('dialog', { name: 'New token' }))
}

it('lists what each token may, when it was used and until when it is good', async () => {
  await begin()
  const table = within(await screen.findByRole('table', { name: 'Tokens' }))
  expect(table.getAllByText('Overtime: Read · Departments: Read')).toHaveLength(2)
  expect(table.getAllByText('Never')).toHaveLength(2)
  expect(table.getByText('Wed 1 July 2026')).toBeTruthy()
  expect(table.getByText('Has ended')).toBeTruthy()
})

it('offers the rights that the reader holds and no others', async () => {
  await begin()
  const dialog = await openNew()
  const overtime = within(dialog.getByRole('group', { name: 'Overtime' }))
  expect(overtime.getAllByRole('checkbox').map((box) => box.getAttribute('aria-label') ?? box.parentElement?.textContent)).toEqual([
    'All of Overtime',
    'Read',
  ])
  expect(dialog.queryByRole('group', { name: 'Access' })).toBeNull()
})

it('makes a token of what was ticked, shows its secret once, and forgets it with the dialog', async () => {
  const writeText = vi.fn(async () => undefined)
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })
  await begin()
  const dialog = await openNew()
  await fireEvent.update(dialog.getByRole('textbox', { name: 'Name' }), 'Payroll')
  await fireEvent.click(dialog.getByRole('checkbox', { name: 'All of Departments' }))
  await fireEvent.click(within(dialog.getByRole('group', { name: 'Overtime' })).getByRole('checkbox', { name: 'Read' }))
  await fireEvent.click(dialog.getByRole('radio', { name: '90 days' }))
  await fireEvent.click(dialog.getByRole('button', { name: 'Create token' }))
  const once = within(await screen.findByRole('dialog', { name: 'Copy your token now' }))
  expect(calls('account.createToken')).toEqual([{ name: 'Payroll', scopes: ['department.read', 'overtime.read'], days: 90 }])
  const secret = once.getByRole<HTMLInputElement>('textbox', { name: 'Token' })
  expect([secret.value, secret.readOnly]).toEqual(['lbp_secret', true])
  await fireEvent.click(once.getByRole('button', { name: 'Copy' }))
  await waitFor(() => expect(announcement.value).toBe('Copied'))
  expect(writeText).toHaveBeenCalledWith('lbp_secret')
  await fireEvent.click(once.getByRole('button', { name: 'I have copied it' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const again = await openNew()
  expect(again.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('')
  expect(document.body.innerHTML).not.toContain('lbp_secret')
})

it('says beside the fields what is wrong with them', async () => {
  const fields = [
    { path: 'name', code: 'text.required', message: '' },
    { path: 'scopes', code: 'token.scopes', message: '' },
  ]
  await begin(() => {
    throw new Refusal('input.invalid', { fields })
  })
  const dialog = await openNew()
  await fireEvent.click(dialog.getByRole('button', { name: 'Create token' }))
  expect(await dialog.findByText('Fill this in.')).toBeTruthy()
  expect(dialog.getByText('Name at least one right that you hold yourself.')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(dialog.getByRole('textbox', { name: 'Name' })))
})

it('asks before it revokes', async () => {
  await begin()
  await fireEvent.click(await screen.findByRole('button', { name: 'Revoke Payroll' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Revoke this token?' }))
  expect(calls('account.revokeToken')).toEqual([])
  await fireEvent.click(dialog.getByRole('button', { name: 'Revoke' }))
  await waitFor(() => expect(calls('account.revokeToken')).toEqual([{ id: token.id }]))
  await waitFor(() => expect(announcement.value).toBe('The token is revoked.'))
})
