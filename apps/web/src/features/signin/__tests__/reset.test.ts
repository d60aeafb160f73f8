import { fireEvent, screen, waitFor } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { renderPart } from '@/testing/render.ts'
import { asked, Refusal, serve } from '@/testing/server.ts'
import ForgotPage from '../pages/ForgotPage.vue'
import ResetPage from '../pages/ResetPage.vue'

const branding = { appName: 'Lembur', appAcronym: 'PTB', timeZone: 'Asia/Jakarta', now: '2026-06-11T09:42:00Z', isDemo: false }
const calls = (path: string) => asked.filter((one) => one.path === path).map(({ input }) => input)

function forgot(answer: () => unknown = () => null) {
  serve({ 'configuration.branding': () => branding, 'auth.requestReset': answer })
  return renderPart(ForgotPage, { at: '/login/forgot' })
}
function reset(at = '/login/reset?token=lbc_secret', answer: () => unknown = () => null) {
  serve({ 'configuration.branding': () => branding, 'auth.resetPassword': answer })
  return renderPart(ResetPage, { at })
}
const refusing =
  (...of: ConstructorParameters<typeof Refusal>) =>
  () => {
    throw new Refusal(...of)
  }

it('asks for a link by name or address of mail, and says nothing of whether there is such an account', async () => {
  await forgot()
  const field = screen.getByRole('textbox', { name: 'User name or mail address' })
  await fireEvent.update(field, 'dewi@plant.example')
  await fireEvent.click(screen.getByRole('button', { name: 'Send the link' }))
  expect((await screen.findByRole('status')).textContent).toMatch(/^If the account exists/)
  expect(calls('auth.requestReset')).toEqual([{ login: 'dewi@plant.example' }])
  expect(screen.getByRole('link', { name: 'Back to sign in' }).getAttribute('href')).toBe('/login')
})

it('says when one has asked too often', async () => {
  await forgot(refusing('auth.too_many_attempts'))
  await fireEvent.update(screen.getByRole('textbox'), 'dewi')
  await fireEvent.click(screen.getByRole('button', { name: 'Send the link' }))
  expect((await screen.findByRole('alert')).textContent).toBe('Too many tries. Wait a moment, then try again.')
})

it('takes a new password with the token of the link, and leads to signing in', async () => {
  const { router } = await reset()
  await fireEvent.update(screen.getByLabelText('New password'), 'kucing-hijau-melompat')
  await fireEvent.click(screen.getByRole('button', { name: 'Set password' }))
  expect(await screen.findByRole('heading', { name: 'Your password is set' })).toBeTruthy()
  expect(calls('auth.resetPassword')).toEqual([{ token: 'lbc_secret', password: 'kucing-hijau-melompat' }])
  await fireEvent.click(screen.getByRole('button', { name: 'Sign in' }))
  await waitFor(() => expect(router.currentRoute.value.path).toBe('/login'))
})

it('says beside the field that a password is easy to guess, and lets one try another', async () => {
  await reset(undefined, refusing('input.invalid', { fields: [{ path: 'password', code: 'password.too_easy', message: '' }] }))
  await fireEvent.update(screen.getByLabelText('New password'), 'password1')
  await fireEvent.click(screen.getByRole('button', { name: 'Set password' }))
  expect(await screen.findByText('This password is easy to guess.')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('New password')))
})

it.each([
  ['that is over', '/login/reset?token=lbc_old', true],
  ['without a token', '/login/reset', false],
])('offers a new link in place of one %s', async (_which, at, tries) => {
  await reset(at, refusing('reset.invalid'))
  if (tries) {
    await fireEvent.update(screen.getByLabelText('New password'), 'kucing-hijau-melompat')
    await fireEvent.click(screen.getByRole('button', { name: 'Set password' }))
  }
  expect((await screen.findByRole('alert')).textContent).toBe('This link is not valid any more. Please ask for a new one.')
  expect(screen.getByRole('link', { name: 'Ask for a new link' }).getAttribute('href')).toBe('/login/forgot')
})
