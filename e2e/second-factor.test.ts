import { appCode, steps } from '@lembur/domain/testing'
import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { seriousFindings } from './src/axe.ts'
import { useBrowser, type Visit } from './src/browser.ts'
import { open, rawKeys, settled, tooWide } from './src/page.ts'
import { aPerson, type Person, signIn } from './src/person.ts'

const browser = useBrowser()
/** By name: browsers bind no passkey to an address of numbers. */
const baseURL = inject('product').origin.replace('127.0.0.1', 'localhost')
const page = (at: string) => `${baseURL}${at}`
/** The answer to a password that is not the whole way in. */
const halfWay = /status of 401/

const title = (visit: Visit, name: string) => visit.page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

/** Somebody who has signed in with his password and stands on the page of his second factor. */
async function atHome(person: Person): Promise<Visit> {
  const visit = await browser.visit(null, { baseURL })
  await visit.page.goto(page('/login?redirect=/account/second-factor'))
  await signIn(visit.page, person)
  await title(visit, 'My account')
  await settled(visit.page)
  return visit
}
async function signOut({ page: at }: Visit) {
  await at.context().clearCookies({ name: 'lembur_session' })
  await at.goto(page('/login'))
  await at.getByRole('heading', { level: 1, name: 'Sign in', exact: true }).waitFor()
}

/** A device that keeps passkeys and unlocks them by itself, in this page. */
async function aDevice(at: Page): Promise<void> {
  const line = await at.context().newCDPSession(at)
  await line.send('WebAuthn.enable')
  await line.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** Sets up an app on the page, and answers its secret and the recovery codes. */
async function setUpApp(visit: Visit, { password }: Person): Promise<{ secret: string; codes: string[] }> {
  const { page: at } = visit
  await at.getByRole('button', { name: 'Set up an app' }).click()
  await at.getByLabel('Your password or a code').fill(password)
  await at.getByRole('button', { name: 'Go on' }).click()
  await at.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
  const secret = ((await at.locator('.secret').textContent()) ?? '').replaceAll(/\s/g, '')
  await at.getByLabel('Code of your app').fill(appCode(secret, steps(-1)))
  await at.getByRole('button', { name: 'Confirm the code' }).click()
  await at.locator('.codes li').first().waitFor()
  const codes = await at.locator('.codes li').allTextContents()
  await at.getByRole('button', { name: 'I have kept them' }).click()
  await at.getByText('A second factor protects this account').waitFor()
  return { secret, codes }
}

async function addPasskey({ page: at }: Visit, { password }: Person, name: string): Promise<void> {
  await at.getByRole('button', { name: 'Add a passkey' }).click()
  const dialog = at.getByRole('dialog', { name: 'Add a passkey' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Your password or a code').fill(password)
  await dialog.getByRole('button', { name: 'Add a passkey' }).click()
}

test('an app is set up, and from then on its code is asked for; a used recovery code is not taken again', async () => {
  const person = await aPerson()
  const visit = await atHome(person)
  const { secret, codes } = await setUpApp(visit, person)
  expect(codes).toHaveLength(10)
  visit.watch.expect(halfWay)
  await signOut(visit)
  await signIn(visit.page, person)
  await title(visit, 'One more step')
  await visit.page.getByLabel('Code of your app').fill('000000')
  await visit.page.keyboard.press('Enter')
  await visit.page.locator('.form-field').getByText('This code is not right.').waitFor()
  const code = appCode(secret, steps(0))
  await visit.page.getByLabel('Code of your app').fill(`${code.slice(0, 3)} ${code.slice(3)}`)
  await visit.page.keyboard.press('Enter')
  await title(visit, 'Overtime request')

  for (const [taken, says] of [
    [true, null],
    [false, 'This code is not right.'],
  ] as const) {
    await signOut(visit)
    await signIn(visit.page, person)
    await visit.page.getByRole('button', { name: 'Use a recovery code' }).click()
    await visit.page.getByLabel('Recovery code').fill(codes[0]!.toLowerCase())
    await visit.page.keyboard.press('Enter')
    if (taken) await title(visit, 'Overtime request')
    else await visit.page.locator('.form-field').getByText(says).waitFor()
  }
})

describe('a passkey', () => {
  test('signs in alone, and stands in for the code after a password', async () => {
    const person = await aPerson()
    const visit = await atHome(person)
    await aDevice(visit.page)
    await addPasskey(visit, person, 'Office PC')
    await visit.page.getByRole('button', { name: 'I have kept them' }).click()
    await visit.page.getByText('Office PC').waitFor()

    await signOut(visit)
    await visit.page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await title(visit, 'Overtime request')

    visit.watch.expect(halfWay)
    await signOut(visit)
    await signIn(visit.page, person)
    await title(visit, 'One more step')
    await visit.page.getByRole('button', { name: 'Use a passkey' }).click()
    await title(visit, 'Overtime request')

    await open(visit.page, page('/account/second-factor'), 'My account')
    await visit.page.getByText(/^Last used/).waitFor()
    await visit.page.getByRole('button', { name: 'Remove Office PC' }).click()
    await visit.page.getByLabel('Your password or a code').fill(person.password)
    await visit.page.getByRole('button', { name: 'Remove the passkey' }).click()
    await visit.page.getByText('The password alone opens this account.').waitFor()
  })

  test('of a device that knows nobody here signs nobody in', async () => {
    const visit = await browser.visit(null, { baseURL })
    await visit.page.goto(page('/login'))
    await aDevice(visit.page)
    await visit.page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await settled(visit.page)
    await title(visit, 'Sign in')
  })
})

const phone = { width: 390, height: 844 }

test('each step is no barrier, light and dark, wide and narrow, in each language', async () => {
  const person = await aPerson()
  const visit = await atHome(person)
  const { page: at } = visit
  const look = async (what: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await at.emulateMedia({ colorScheme })
      await at.locator(`html.${colorScheme}`).waitFor()
      expect(await seriousFindings(at), `${what}, ${colorScheme}`).toEqual([])
    }
    const wide = at.viewportSize()!
    await at.setViewportSize(phone)
    await settled(at)
    expect(await tooWide(at), what).toEqual([])
    await at.setViewportSize(wide)
    expect(await rawKeys(at), what).toEqual([])
  }
  await look('nothing set up')
  await setUpApp(visit, person)
  await look('an app set up')
  visit.watch.expect(halfWay)
  await signOut(visit)
  await look('the ways in')
  await signIn(at, person)
  await title(visit, 'One more step')
  await look('the second step')
  for (const language of ['Bahasa', '中文']) {
    await at.getByRole('radio', { name: language }).check({ force: true })
    await settled(at)
    await look(`the second step in ${language}`)
  }
})
