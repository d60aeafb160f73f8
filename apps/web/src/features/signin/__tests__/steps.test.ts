import { fireEvent, screen, waitFor } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { announcement } from '@/app/announce.ts'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, Refusal, serve } from '@/testing/server.ts'
import SignInPage from '../pages/SignInPage.vue'

const branding = { appName: 'Lembur', appAcronym: 'PTB', timeZone: 'Asia/Jakarta', now: '2026-06-11T09:42:00Z', isDemo: false }
const noWays = { companyAccounts: false, portalUrl: null, openId: null, resetByMail: false }
const wrongCode = { fields: [{ path: 'code', code: 'auth.wrong_code', message: '' }] }
const codes = ['AAAA-BBBB-CCCC-DDDD', 'EEEE-FFFF-GGGG-HHHH']

type Procedures = Parameters<typeof serve>[0]
function begin(procedures: Procedures, at = '/login') {
  serve({ 'configuration.branding': () => branding, 'auth.ways': () => noWays, ...procedures })
  return renderPart(SignInPage, { at })
}
const asking = (ways: string[]) => () => {
  throw new Refusal('auth.second_factor', { challenge: 'lbc_one', ways })
}
async function enter() {
  await fireEvent.update(screen.getByRole('textbox', { name: 'Work ID or user name' }), 'dewi')
  await fireEvent.update(screen.getByLabelText('Password'), 'secret')
  await fireEvent.click(screen.getByRole('button', { name: /^Sign in(?! with)/ }))
}
const inputsOf = (path: string) => asked.filter((one) => one.path === path).map(({ input }) => input)

beforeEach(() => {
  // What a browser of today says of itself, and jsdom does not.
  vi.stubGlobal('PublicKeyCredential', class {})
  vi.stubGlobal('isSecureContext', true)
})
afterEach(() => {
  vi.unstubAllGlobals()
  // biome-ignore lint/suspicious/noDocumentCookie: the portal leaves an ordinary cookie
  document.cookie = 'access_token=; max-age=0'
})

describe('the second step', () => {
  it('asks for the code in the same frame, with the cursor there, and leads in', async () => {
    const { router } = await begin(
      { 'auth.signIn': asking(['totp', 'recovery']), 'auth.secondFactor': () => aReader('staff') },
      '/login?redirect=/ot/history',
    )
    await enter()
    expect(await screen.findByRole('heading', { name: 'One more step' })).toBeTruthy()
    const field = screen.getByLabelText('Code of your app')
    await waitFor(() => expect(document.activeElement).toBe(field))
    expect(field.getAttribute('autocomplete')).toBe('one-time-code')
    await fireEvent.update(field, '123 456')
    await fireEvent.submit(field)
    await waitFor(() => expect(router.currentRoute.value.path).toBe('/ot/history'))
    expect(inputsOf('auth.secondFactor')).toEqual([{ challenge: 'lbc_one', way: 'totp', code: '123 456' }])
  })

  it('says beside the field that a code was wrong, or is missing', async () => {
    await begin({
      'auth.signIn': asking(['totp']),
      'auth.secondFactor': () => {
        throw new Refusal('auth.wrong_code', wrongCode)
      },
    })
    await enter()
    const field = await screen.findByLabelText('Code of your app')
    await fireEvent.submit(field)
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(inputsOf('auth.secondFactor')).toEqual([])
    await fireEvent.update(field, '000000')
    await fireEvent.submit(field)
    const error = await screen.findByText('This code is not right.')
    expect(field.getAttribute('aria-describedby')).toContain(error.closest('p')?.id)
  })

  it('takes a recovery code in its place, and says how many are left', async () => {
    await begin({
      'auth.signIn': asking(['totp', 'recovery']),
      'auth.secondFactor': () => aReader('staff'),
      'secondFactor.state': () => ({ recoveryCodesLeft: 8 }),
    })
    await enter()
    await fireEvent.click(await screen.findByRole('button', { name: 'Use a recovery code' }))
    const field = screen.getByLabelText('Recovery code')
    await fireEvent.update(field, codes[0]!)
    await fireEvent.submit(field)
    await waitFor(() => expect(inputsOf('auth.secondFactor')).toEqual([{ challenge: 'lbc_one', way: 'recovery', code: codes[0] }]))
    await waitFor(() => expect(announcement.value).toBe('Recovery code used. Codes left: 8.'))
  })

  it('begins again where it has taken too long, and says so', async () => {
    await begin({
      'auth.signIn': asking(['totp']),
      'auth.secondFactor': () => {
        throw new Refusal('auth.challenge_over')
      },
    })
    await enter()
    const field = await screen.findByLabelText('Code of your app')
    await fireEvent.update(field, '123456')
    await fireEvent.submit(field)
    expect((await screen.findByRole('alert')).textContent).toContain('This step has taken too long.')
    expect(screen.getByRole('heading', { name: 'Sign in' })).toBeTruthy()
  })

  it('offers the passkey where there is one and the browser can', async () => {
    await begin({ 'auth.signIn': asking(['passkey', 'recovery']) })
    await enter()
    expect(await screen.findByRole('button', { name: 'Use a passkey' })).toBeTruthy()
    expect(screen.queryByLabelText('Code of your app')).toBeNull()
  })

  it('goes on with a journey that came back with it, and does not leave the secret in the address', async () => {
    const { router } = await begin(
      { 'auth.secondFactorWays': () => ({ ways: ['totp'] }) },
      '/login?step=second_factor&challenge=lbc_two&redirect=/ot/form',
    )
    expect(await screen.findByLabelText('Code of your app')).toBeTruthy()
    expect(router.currentRoute.value.fullPath).toBe('/login?redirect=/ot/form')
    expect(inputsOf('auth.secondFactorWays')).toEqual([{ challenge: 'lbc_two' }])
  })
})

describe('a role that needs a second factor', () => {
  it('sets up an app by picture or by hand, shows the recovery codes once, and then leads in', async () => {
    const { router } = await begin({
      'auth.signIn': () => {
        throw new Refusal('auth.second_factor_setup', { challenge: 'lbc_one', ways: [] })
      },
      'auth.setUpTotp': () => ({ setup: 'lbc_set', secret: 'ABCDEFGH234567', uri: 'otpauth://totp/x' }),
      'auth.confirmTotp': () => ({ recoveryCodes: codes, me: aReader('staff') }),
    })
    await enter()
    await fireEvent.click(await screen.findByRole('button', { name: 'Use an authenticator app' }))
    expect(await screen.findByRole('img', { name: 'QR code for the authenticator app' })).toBeTruthy()
    expect(screen.getByText('ABCD EFGH 2345 67')).toBeTruthy()
    const field = screen.getByLabelText('Code of your app')
    await fireEvent.update(field, '123456')
    await fireEvent.submit(field)
    expect((await screen.findByText(codes[0]!)).closest('ol')?.textContent).toBe(codes.join(''))
    expect(inputsOf('auth.confirmTotp')).toEqual([{ challenge: 'lbc_one', setup: 'lbc_set', code: '123456' }])
    expect(router.currentRoute.value.path).toBe('/login')
    await fireEvent.click(screen.getByRole('button', { name: 'I have kept them, go on' }))
    await waitFor(() => expect(router.currentRoute.value.path).not.toBe('/login'))
  })

  it('says clearly that no secret can be kept', async () => {
    await begin({
      'auth.signIn': () => {
        throw new Refusal('auth.second_factor_setup', { challenge: 'lbc_one', ways: [] })
      },
      'auth.setUpTotp': () => {
        throw new Refusal('secret.no_key')
      },
    })
    await enter()
    await fireEvent.click(await screen.findByRole('button', { name: 'Use an authenticator app' }))
    expect((await screen.findByRole('alert')).textContent).toContain('LEMBUR_SECRET_KEY')
  })
})

describe('other ways in', () => {
  it('are offered as they are set up: the provider with where to go afterwards, and the portal', async () => {
    await begin(
      { 'auth.ways': () => ({ ...noWays, portalUrl: 'https://portal.example.com/', openId: { label: 'Plant ID' } }) },
      '/login?redirect=/ot/history',
    )
    const provider = await screen.findByRole('link', { name: 'Sign in with Plant ID' })
    expect(provider.getAttribute('href')).toBe('/api/auth/oidc/start?redirect=%2Fot%2Fhistory&remember=false')
    await fireEvent.click(screen.getByRole('checkbox'))
    expect(provider.getAttribute('href')).toContain('remember=true')
    expect(screen.getByRole('link', { name: 'Go to the company portal' }).getAttribute('href')).toBe('https://portal.example.com/')
  })

  it('offer no passkey where the browser or the line cannot', async () => {
    vi.stubGlobal('isSecureContext', false)
    await begin({})
    expect(screen.queryByRole('button', { name: 'Sign in with a passkey' })).toBeNull()
  })

  it('let in by the token of the portal, once, where there is a portal', async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the portal leaves an ordinary cookie
    document.cookie = 'access_token=abc%3D'
    const { router } = await begin({
      'auth.ways': () => ({ ...noWays, portalUrl: 'https://portal.example.com/' }),
      'auth.exchange': () => aReader('staff'),
    })
    await waitFor(() => expect(router.currentRoute.value.path).toBe('/ot/form'))
    expect(inputsOf('auth.exchange')).toEqual([{ token: 'abc=' }])
  })

  it('leave a token alone after signing out, and where there is no portal', async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the portal leaves an ordinary cookie
    document.cookie = 'access_token=abc'
    await begin({ 'auth.ways': () => ({ ...noWays, portalUrl: 'https://portal.example.com/' }) }, '/login?reason=signed_out')
    await screen.findByRole('link', { name: 'Go to the company portal' })
    expect(inputsOf('auth.exchange')).toEqual([])
  })

  it('say what went wrong on a journey, by its code', async () => {
    await begin({}, '/login?problem=auth.no_role')
    expect((await screen.findByRole('alert')).textContent).toContain('You are in no group that may use this product.')
  })
})
