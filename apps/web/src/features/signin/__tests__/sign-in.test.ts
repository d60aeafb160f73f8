import type { SignIn } from '@lembur/contracts/identity'
import { fireEvent, screen, waitFor } from '@testing-library/vue'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { announcement } from '@/app/announce.ts'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, Refusal, serve } from '@/testing/server.ts'
import SignInPage from '../pages/SignInPage.vue'

const branding = { appName: 'Lembur Batam', appAcronym: 'PTB', timeZone: 'Asia/Jakarta', now: '2026-06-11T09:42:00Z', isDemo: false }
afterEach(() => {
  vi.useRealTimers()
})

function begin(at = '/login', signIn: (input: SignIn) => unknown = () => aReader('ptb_admin')) {
  serve({ 'configuration.branding': () => branding, 'auth.signIn': (input) => signIn(input as SignIn) })
  return renderPart(SignInPage, { at })
}
const refusing = (code: 'auth.invalid_credentials' | 'auth.too_many_attempts', details: object) => () => {
  throw new Refusal(code, { ...details })
}
async function enter(name = 'dewi', word = 'secret') {
  await fireEvent.update(screen.getByRole('textbox', { name: 'Work ID or user name' }), name)
  await fireEvent.update(screen.getByLabelText('Password'), word)
  await fireEvent.click(screen.getByRole('button', { name: /^Sign in/ }))
}
const tries = () => asked.filter(({ path }) => path === 'auth.signIn')

describe('signing in', () => {
  it('leads to the page asked for, and tells the server to remember only where that was ticked', async () => {
    const { router } = await begin('/login?reason=expired&redirect=/ot/history%3Fstatus%3Dpending')
    expect(screen.getByRole('status').textContent).toBe('Your session is over. Nothing you submitted is lost.')
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Keep me signed in on this computer' }))
    await enter()
    await waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/ot/history?status=pending'))
    expect(tries()).toEqual([{ path: 'auth.signIn', input: { username: 'dewi', password: 'secret', remember: true } }])
  })

  it('never leads to another site', async () => {
    const { router } = await begin('/login?redirect=//elsewhere.example')
    await enter()
    await waitFor(() => expect(router.currentRoute.value.path).toBe('/ot/form'))
  })

  it('asks for what is missing beside its field, with the cursor there', async () => {
    await begin()
    await enter('', 'secret')
    const name = screen.getByRole('textbox', { name: 'Work ID or user name' })
    expect(name.getAttribute('aria-invalid')).toBe('true')
    expect(document.activeElement).toBe(name)
    expect(tries()).toEqual([])
  })

  it('says how many tries are left, beside the password and aloud', async () => {
    await begin('/login', refusing('auth.invalid_credentials', { triesLeft: 4 }))
    await enter()
    const sentence = 'Name or password is not right. Tries left before a pause: 4.'
    expect(await screen.findByText(sentence)).toBeTruthy()
    const password = screen.getByLabelText('Password')
    expect(document.getElementById(password.getAttribute('aria-describedby') ?? '')?.textContent).toContain(sentence)
    expect(announcement.value).toBe(sentence)
  })

  it('waits as long as the server says after too many tries', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    await begin('/login', refusing('auth.too_many_attempts', { retryAfterSeconds: 2 }))
    await enter()
    expect(await screen.findByText('Too many tries. You can try again in 2 s.')).toBeTruthy()
    const button = screen.getByRole('button', { name: /^Sign in/ })
    expect(button.hasAttribute('disabled')).toBe(true)
    await vi.advanceTimersByTimeAsync(1000)
    expect(screen.getByText('Too many tries. You can try again in 1 s.')).toBeTruthy()
    await vi.advanceTimersByTimeAsync(1000)
    expect(button.hasAttribute('disabled')).toBe(false)
    expect(screen.queryByText(/Too many tries/)).toBeNull()
  })
})

describe('the sign-in page', () => {
  it('shows the plant’s own name and the plant’s clock, whatever the device believes', async () => {
    await begin()
    expect(await screen.findByText('Lembur Batam')).toBeTruthy()
    expect(await screen.findByText('16:42')).toBeTruthy()
  })

  it('changes its language before anything else is done', async () => {
    await begin()
    await fireEvent.click(screen.getByRole('radio', { name: '中文' }))
    expect(await screen.findByRole('heading', { name: '登录' })).toBeTruthy()
    expect(document.documentElement.lang).toBe('zh-CN')
  })

  it('shows the password on request and warns of locked capitals', async () => {
    await begin()
    const password = screen.getByLabelText('Password')
    await fireEvent.click(screen.getByRole('button', { name: 'Show password' }))
    expect(password.getAttribute('type')).toBe('text')
    const event = new KeyboardEvent('keydown', { key: 'A', bubbles: true, modifierCapsLock: true })
    await fireEvent(password, event)
    expect(screen.getByText('Caps Lock is on.')).toBeTruthy()
  })

  it('sends somebody who is signed in on', async () => {
    serve({ 'configuration.branding': () => branding })
    const { router } = await renderPart(SignInPage, { me: aReader('staff'), at: '/login' })
    await waitFor(() => expect(router.currentRoute.value.path).toBe('/ot/form'))
  })
})
