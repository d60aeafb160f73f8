import { fireEvent, screen, waitFor } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { announcement } from '@/app/announce.ts'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, Refusal, serve } from '@/testing/server.ts'
import PasswordPage from '../pages/PasswordPage.vue'

function begin(change: () => unknown = () => ({ ended: 2 })) {
  serve({ 'account.changePassword': change })
  return renderPart(PasswordPage, { me: aReader('staff'), at: '/account/password' })
}
async function change(present = 'the old one', password = 'kucing-hijau') {
  await fireEvent.update(screen.getByLabelText('Present password'), present)
  await fireEvent.update(screen.getByLabelText('New password'), password)
  await fireEvent.click(screen.getByRole('button', { name: 'Change password' }))
}

it('changes the password, says how many sign-ins ended, and keeps neither word in the fields', async () => {
  await begin()
  await change()
  const sentence = 'Your password is changed. Other sign-ins ended: 2.'
  expect(await screen.findByText(sentence)).toBeTruthy()
  await waitFor(() => expect(announcement.value).toBe(sentence))
  expect(asked).toEqual([{ path: 'account.changePassword', input: { present: 'the old one', password: 'kucing-hijau' } }])
  expect(screen.getByLabelText<HTMLInputElement>('New password').value).toBe('')
})

it.each([
  ['present', 'password.wrong', 'Present password', 'This is not your present password.'],
  ['password', 'password.too_easy', 'New password', 'This password is easy to guess.'],
])('says beside %s what the server refused, with the cursor there', async (path, code, label, sentence) => {
  await begin(() => {
    throw new Refusal('input.invalid', { fields: [{ path, code, message: '' }] })
  })
  await change()
  expect(await screen.findByText(sentence)).toBeTruthy()
  const field = screen.getByLabelText(label)
  await waitFor(() => expect(document.activeElement).toBe(field))
  expect(document.getElementById(field.getAttribute('aria-describedby')?.split(' ')[0] ?? '')?.textContent).toContain(sentence)
})

it('says where the password is kept if not here', async () => {
  await begin(() => {
    throw new Refusal('password.elsewhere')
  })
  await change()
  expect(await screen.findByRole('alert')).toHaveProperty('textContent', 'Your password is kept by another service: change it there.')
})

it('shows a password on request', async () => {
  await begin()
  const [first] = screen.getAllByRole('button', { name: 'Show password' })
  await fireEvent.click(first!)
  expect(screen.getByLabelText('Present password').getAttribute('type')).toBe('text')
  expect(screen.getByLabelText('New password').getAttribute('type')).toBe('password')
})
