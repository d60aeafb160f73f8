import type { SecondFactorState } from '@lembur/contracts/second-factor'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, Refusal, serve } from '@/testing/server.ts'
import SecondFactorPage from '../pages/SecondFactorPage.vue'

const nothing: SecondFactorState = { totpSince: null, passkeys: [], recoveryCodesLeft: 0, required: false, hasKey: true, hasPassword: true }
const phone = { id: 'cGhvbmU', name: 'Phone', createdAt: '2026-06-01T02:00:00Z', lastUsedAt: null }
const codes = ['AAAA-BBBB-CCCC-DDDD']

type Procedures = Parameters<typeof serve>[0]
async function open(state: Partial<SecondFactorState>, procedures: Procedures = {}) {
  serve({ 'secondFactor.state': () => ({ ...nothing, ...state }), ...procedures })
  await renderPart(SecondFactorPage, { me: aReader('staff') })
  await screen.findByRole('heading', { name: 'Authenticator app' })
}
const inputsOf = (path: string) => asked.filter((one) => one.path === path).map(({ input }) => input)
async function prove(title: string, verb: string, proof = 'my password') {
  const dialog = within(await screen.findByRole('dialog', { name: title }))
  await fireEvent.update(dialog.getByLabelText('Your password or a code'), proof)
  await fireEvent.click(dialog.getByRole('button', { name: verb }))
  return dialog
}

beforeEach(() => {
  vi.stubGlobal('PublicKeyCredential', class {})
  vi.stubGlobal('isSecureContext', true)
})

describe('one’s own second factor', () => {
  it('sets up an app: the proof, the picture, the first code, the recovery codes', async () => {
    await open(
      {},
      {
        'secondFactor.setUpTotp': () => ({ setup: 'lbc_one', secret: 'ABCDEFGH', uri: 'otpauth://totp/x' }),
        'secondFactor.confirmTotp': () => ({ recoveryCodes: codes }),
      },
    )
    await fireEvent.click(screen.getByRole('button', { name: 'Set up an app' }))
    await prove('Set up an app', 'Go on')
    const field = await screen.findByLabelText('Code of your app')
    await fireEvent.update(field, '123456')
    await fireEvent.submit(field)
    expect(await screen.findByText(codes[0]!)).toBeTruthy()
    expect(inputsOf('secondFactor.setUpTotp')).toEqual([{ proof: 'my password' }])
    expect(inputsOf('secondFactor.confirmTotp')).toEqual([{ setup: 'lbc_one', code: '123456' }])
    await fireEvent.click(screen.getByRole('button', { name: 'I have kept them' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('says beside the field that the proof was none', async () => {
    await open(
      {},
      {
        'secondFactor.setUpTotp': () => {
          throw new Refusal('input.invalid', { fields: [{ path: 'proof', code: 'factor.wrong_proof', message: '' }] })
        },
      },
    )
    await fireEvent.click(screen.getByRole('button', { name: 'Set up an app' }))
    await prove('Set up an app', 'Go on')
    expect(await screen.findByText('This is neither your password nor a code that holds.')).toBeTruthy()
  })

  it('asks for no proof of who has none to show', async () => {
    await open({ hasPassword: false })
    await fireEvent.click(screen.getByRole('button', { name: 'Set up an app' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByText(/A sign-in of the last ten minutes is enough/)).toBeTruthy()
    expect(dialog.queryByLabelText('Your password or a code')).toBeNull()
  })

  it('warns before the last one goes, and tells why it stays where the role needs it', async () => {
    await open(
      { passkeys: [phone], recoveryCodesLeft: 9 },
      {
        'secondFactor.removePasskey': () => {
          throw new Refusal('factor.required')
        },
      },
    )
    expect(screen.getByText('Codes left: 9')).toBeTruthy()
    await fireEvent.click(screen.getByRole('button', { name: 'Remove Phone' }))
    const dialog = await prove('Remove the passkey', 'Remove the passkey')
    expect(dialog.getByText(/This is your last one/)).toBeTruthy()
    expect(await dialog.findByText(/Your role needs a second factor/)).toBeTruthy()
    expect(inputsOf('secondFactor.removePasskey')).toEqual([{ id: phone.id, proof: 'my password' }])
  })

  it('calls a passkey something else', async () => {
    await open({ passkeys: [phone] }, { 'secondFactor.renamePasskey': () => null })
    await fireEvent.click(screen.getByRole('button', { name: 'Rename Phone' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Rename' }))
    await fireEvent.update(dialog.getByLabelText('Name'), 'Old phone')
    await fireEvent.click(dialog.getByRole('button', { name: 'Rename' }))
    await waitFor(() => expect(inputsOf('secondFactor.renamePasskey')).toEqual([{ id: phone.id, name: 'Old phone' }]))
  })

  it('shows new recovery codes once', async () => {
    await open(
      { totpSince: phone.createdAt, recoveryCodesLeft: 2 },
      { 'secondFactor.renewRecoveryCodes': () => ({ recoveryCodes: codes }) },
    )
    await fireEvent.click(screen.getByRole('button', { name: 'Make new codes' }))
    await prove('Make new codes', 'Make new codes')
    expect(await screen.findByText(codes[0]!)).toBeTruthy()
  })

  it('says what is missing: a key for secrets, a browser that can, a factor that the role needs', async () => {
    vi.stubGlobal('isSecureContext', false)
    await open({ hasKey: false, required: true })
    expect(screen.getByText(/LEMBUR_SECRET_KEY/)).toBeTruthy()
    expect(screen.getByText(/cannot use passkeys/)).toBeTruthy()
    expect(screen.getByText(/Your role needs a second factor: set up/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Set up an app' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Add a passkey' })).toBeNull()
  })
})
