import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { useBrowser } from './src/browser.ts'
import { type Company, password, startCompany } from './src/company.ts'

const browser = useBrowser()
let company: Company

beforeAll(async () => {
  company = await startCompany(inject('databaseUrl'))
})
afterAll(() => company.stop())

const visit = async () => {
  const { page, watch } = await browser.visit(null, { baseURL: company.origin })
  return { page, watch }
}
async function signIn(page: Page, username: string, secret = password) {
  await page.goto('/login')
  await page.getByLabel('Work ID or user name').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.getByLabel('Password', { exact: true }).press('Enter')
}
/** Waits until somebody is in, and looks who it is in his own menu. */
async function isIn(page: Page, name: string) {
  await page.locator('header .me').click()
  await page.getByRole('menu').getByText(name, { exact: true }).waitFor()
  await page.keyboard.press('Escape')
}

test('a local account comes in with its password', async () => {
  const { page } = await visit()
  await signIn(page, 'of.the.plant')
  await isIn(page, 'of.the.plant')
})

test('an account of the company’s service comes in by the same box, with the role it has there', async () => {
  const { page } = await visit()
  await signIn(page, 'of.the.company')
  await isIn(page, 'of.the.company')
  await page.getByRole('link', { name: 'Approvals' }).waitFor()
})

test('who has signed in at the sibling portal is let in by the token it has left', async () => {
  const { page } = await visit()
  const token = await company.service.tokenOf(company.service.people[0]!)
  await page.context().addCookies([{ name: 'access_token', value: token, url: company.origin }])
  await page.goto('/')
  await isIn(page, 'of.the.company')
})

test('an account of the directory comes in by the same box', async ({ skip }) => {
  if (!company.hasDirectory) skip('there is no slapd on this machine')
  const { page } = await visit()
  await signIn(page, 'of.the.directory')
  await isIn(page, 'Of the directory')
})

test('an account of the OpenID provider comes in by its button, and lands where it was going', async () => {
  const { page, watch } = await visit()
  watch.allow(/another origin was asked|favicon/) // the provider's own page
  await page.goto('/people')
  await page.getByRole('link', { name: 'Sign in with Company' }).click()
  await page.getByLabel('Name').fill('of.the.provider')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await isIn(page, 'Of the provider')
  expect(new URL(page.url()).pathname).toBe('/people')
})

test('a forgotten password is chosen anew by the link in the mail', async () => {
  const { page } = await visit()
  await page.goto('/login')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.getByLabel('User name or mail address').fill('of.the.plant')
  await page.getByRole('button', { name: 'Send the link' }).click()
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
  await expect.poll(() => company.mail.received.length).toBe(1)
  const source = company.mail.received[0]!.source.replaceAll('=\r\n', '').replaceAll('=3D', '=')
  const link = /http:\S+\/login\/reset\?token=\w+/.exec(source)?.[0]
  await page.goto(link!)
  await page.getByLabel('New password', { exact: true }).fill('kuda laut ungu')
  await page.getByRole('button', { name: 'Set password' }).click()
  await page.getByRole('heading', { name: 'Your password is set' }).waitFor()
  await signIn(page, 'of.the.plant', 'kuda laut ungu')
  await isIn(page, 'of.the.plant')
})

test('while the company’s service is away its people are told so, and those who are in go on', async () => {
  const inside = await visit()
  await signIn(inside.page, 'of.the.company')
  await isIn(inside.page, 'of.the.company')
  company.service.trouble = { kind: 'error', at: '/' }
  try {
    const outside = await visit()
    outside.watch.expect(/503.*auth\.signIn/)
    await signIn(outside.page, 'of.the.company')
    await outside.page.getByText('The company’s sign-in service does not answer.').first().waitFor()
    await inside.page.reload()
    await isIn(inside.page, 'of.the.company')
  } finally {
    company.service.trouble = { kind: null, at: '/' }
  }
})
