import { randomUUID } from 'node:crypto'
import type { Role } from '@lembur/contracts/access'
import { demoPassword } from '@lembur/domain/demo'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { useBrowser } from './src/browser.ts'
import { open, settled } from './src/page.ts'

const browser = useBrowser()
const { origin } = inject('product')
const password = 'a quiet night shift 7'

async function post(path: string, body: object, headers: Record<string, string> = {}) {
  const answer = await fetch(origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, ...headers },
    body: JSON.stringify(body),
  })
  expect(answer.ok, `${path}: ${answer.status}`).toBe(true)
  return answer.json()
}

/** A person of this test alone, so that no other test of the plant meets him changed. */
async function newPerson(role: Exclude<Role, 'developer'>) {
  const { access } = await post('/api/auth/login/local/', { username: 'developer', password: demoPassword })
  const bearer = { authorization: `Bearer ${access}` }
  const username = `guest.${randomUUID().slice(0, 8)}`
  const { user, link } = await post('/api/v1/users/', { username, displayName: `Guest ${username.slice(6)}`, role }, bearer)
  await post('/trpc/auth.resetPassword', { token: new URL(link.path, origin).searchParams.get('token'), password })
  return { username, id: String(user.id), name: String(user.displayName) }
}

async function signIn(page: Page, { username }: { username: string }) {
  const answer = await page.context().request.post('/api/auth/login/local/', { data: { username, password } })
  expect(answer.status(), `${username} signs in`).toBe(200)
  await page.goto('/')
}
const menu = (page: Page, name: string) => page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name })

async function openPerson(page: Page, { id, name }: { id: string; name: string }) {
  await open(page, `/system/access?user=${id}`, 'Access')
  const panel = page.getByRole('complementary', { name })
  await panel.getByRole('heading', { name: 'Rights', exact: true }).waitFor()
  return panel
}

test('a right that is given and taken changes another person’s open page without a reload', async () => {
  const guest = await newPerson('staff')
  const theirs = await browser.visit(null)
  await signIn(theirs.page, guest)
  await menu(theirs.page, 'My hours').waitFor()
  expect(await menu(theirs.page, 'Report centre').count()).toBe(0)
  await theirs.page.evaluate(() => {
    document.documentElement.dataset.same = 'page'
  })

  const admin = await browser.visit('superadmin')
  const panel = await openPerson(admin.page, guest)
  await panel.getByRole('button', { name: /^Workbooks · Read: None/ }).click()
  const dialog = admin.page.getByRole('dialog')
  await dialog.getByText('Role Staff does not give this.').waitFor()
  await dialog.getByLabel('Whole organisation').check()
  await dialog.getByText('Workbooks · Read').last().waitFor()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  const given = performance.now()
  await menu(theirs.page, 'Report centre').waitFor()
  expect(performance.now() - given).toBeLessThan(2000)

  await menu(theirs.page, 'Report centre').click()
  await theirs.page.getByRole('heading', { level: 1, name: 'Report centre' }).waitFor()
  await panel.getByRole('button', { name: 'Workbooks: back to default' }).click()
  await theirs.page.getByRole('heading', { level: 1, name: 'No access' }).waitFor()
  expect(await menu(theirs.page, 'Report centre').count()).toBe(0)
  expect(await theirs.page.evaluate(() => document.documentElement.dataset.same)).toBe('page')
})

test('a role that a developer gives reaches an open tab, and what it changes was shown before', async () => {
  const guest = await newPerson('staff')
  const theirs = await browser.visit(null)
  await signIn(theirs.page, guest)
  const developer = await browser.visit('developer')
  const panel = await openPerson(developer.page, guest)
  await panel.getByRole('combobox', { name: 'Role' }).selectOption('ptb_admin')
  const dialog = developer.page.getByRole('dialog')
  await dialog.getByText('Overtime · Decide').waitFor()
  await dialog.getByRole('button', { name: 'Change role' }).click()
  await menu(theirs.page, 'Approvals').waitFor()
})

test('who is switched off is signed out at once, and reads why', async () => {
  const guest = await newPerson('user')
  const theirs = await browser.visit(null)
  theirs.watch.allow(/401/) // what the page was just asking for
  await signIn(theirs.page, guest)
  await menu(theirs.page, 'My hours').waitFor()
  await settled(theirs.page)
  const admin = await browser.visit('superadmin')
  const panel = await openPerson(admin.page, guest)
  await panel.getByRole('switch', { name: 'Active' }).click()
  await admin.page.getByRole('button', { name: 'Switch off' }).click()
  await theirs.page.waitForURL(/\/login\?.*reason=deactivated/)
  await theirs.page.getByText('This account has been switched off. Ask your administrator.').waitFor()
  await panel.getByText('Switched off', { exact: true }).first().waitFor()
})

test('a session that an administrator ends is over in its tab', async () => {
  const guest = await newPerson('user')
  const theirs = await browser.visit(null)
  theirs.watch.allow(/401/) // what the page was just asking for
  await signIn(theirs.page, guest)
  await settled(theirs.page)
  const admin = await browser.visit('superadmin')
  const panel = await openPerson(admin.page, guest)
  await panel.getByRole('button', { name: /^End session/ }).click()
  await admin.page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click()
  await theirs.page.waitForURL(/\/login\?.*reason=ended/)
  await panel.getByText('Signed in nowhere.').waitFor()
})

test('a developer is shown and not changed', async () => {
  const admin = await browser.visit('superadmin')
  await open(admin.page, '/system/access?role=developer', 'Access')
  await admin.page.getByRole('row').nth(1).click()
  await admin.page.getByText('A developer is made and changed on the command line alone.').waitFor()
  const panel = admin.page.getByRole('complementary').last()
  expect(await panel.getByRole('switch').isDisabled()).toBe(true)
  expect(await panel.getByRole('button', { name: /Edit|password link|Clear/ }).count()).toBe(0)
})
