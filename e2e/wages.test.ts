import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { seriousFindings } from './src/axe.ts'
import { useBrowser } from './src/browser.ts'
import { open, rawKeys, settled, tooSmall, tooWide } from './src/page.ts'

const browser = useBrowser()

const people = 'worker_id,name,department_code\nMW9810001,Ratna Browser,QA\nMW9810002,Bayu Browser,QA\n'
const wages = 'worker_id,effective_from,basis,amount\nMW9810002,2026-01-01,monthly,6123456.75\n'
const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

/** Two employees of this file alone. */
async function addPeople(page: Page) {
  await open(page, '/people', 'Employees')
  const answer = await page.request.post('/api/v1/employees/import-file/', { multipart: { file: csv('people.csv', people) } })
  expect(answer.status()).toBe(200)
}
const drawerOf = (page: Page, name: string) => page.getByRole('complementary', { name })

test('a wage is set in the drawer of a person, covered, shown for a while, and deleted when asked again', async () => {
  const { page, watch } = await browser.visit('superadmin')
  watch.expect(/400.*wage\.set/) // a wage of nothing
  await addPeople(page)
  await open(page, '/people?search=Ratna', 'Employees')
  await page.getByRole('row').filter({ hasText: 'Ratna Browser' }).click()
  const section = drawerOf(page, 'Ratna Browser').getByRole('region', { name: 'Wages' })
  await section.getByText('No wage is known.').waitFor()
  await section.getByRole('button', { name: 'Set wage…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Set wage of Ratna Browser' })
  await dialog.getByLabel('Basic wage').fill('0')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('A wage is a number above nothing with at most two decimals.').waitFor()
  await dialog.getByLabel('Basic wage').fill('5,357,982')
  await dialog.getByText('Read as IDR 5,357,982').waitFor()
  await dialog.getByLabel('Fixed allowance').fill('250000')
  expect(await seriousFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await section.getByText('today').waitFor()
  expect(await section.textContent()).not.toContain('5,357,982')
  await section.getByRole('button', { name: 'Show' }).click()
  await section.getByText('IDR 5,357,982 per month').waitFor()
  await section.getByText('fixed allowance IDR 250,000').waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await section.getByRole('button', { name: 'Hide' }).click()
  expect(await section.textContent()).not.toContain('5,357,982')

  await section.getByRole('button', { name: /^Delete wage from/ }).click()
  await page
    .getByRole('dialog', { name: /^Delete Wage from/ })
    .getByRole('button', { name: 'Delete', exact: true })
    .click()
  await section.getByText('No wage is known.').waitFor()
})

test('wages come from a file, all or none, and the list says of whom one is known, live in an open page', async () => {
  const { page } = await browser.visit('superadmin')
  await addPeople(page)
  const other = await page.context().newPage()
  await open(other, '/people/wages?search=Bayu', 'Wages')
  const row = other.getByRole('row').filter({ hasText: 'Bayu Browser' })
  await row.getByText('none').waitFor()

  await open(page, '/people', 'Employees')
  await page.getByRole('link', { name: 'Wages' }).click()
  await page.getByRole('heading', { level: 1, name: 'Wages' }).waitFor()
  await page.getByRole('button', { name: 'Import…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import wages' })
  const file = dialog.getByLabel('File')
  await file.setInputFiles(csv('wages.csv', `${wages}MW9810001,2026-01-01,weekly,5000000\n`))
  await dialog.getByText('Something is wrong, so nothing will be imported').waitFor()
  await dialog.getByRole('row').filter({ hasText: 'weekly' }).getByText('Write monthly or hourly.').waitFor()
  expect(await dialog.getByRole('button', { name: 'Nothing to import' }).isDisabled()).toBe(true)
  await file.setInputFiles(csv('wages.csv', wages))
  await dialog.getByRole('button', { name: 'Import 1' }).click()
  await dialog.getByText('Imported: 1 new, 0 changed, 0 as they were.').waitFor()
  await row.getByText(/^since/).waitFor()
  await row.click()
  const drawer = drawerOf(other, 'Bayu Browser')
  await drawer.getByRole('button', { name: 'Show' }).click()
  await drawer.getByText('IDR 6,123,456.75 per month').waitFor()
})

test('whoever administers without the right to wages finds no trace of them', async () => {
  const { page } = await browser.visit('ptb_admin')
  await addPeople(page)
  const told: string[] = []
  page.on('response', async (answer) => {
    if (/\/(trpc|api)\//.test(answer.url())) told.push(`${answer.url()} ${await answer.text().catch(() => '')}`)
  })
  await open(page, '/people?search=Bayu', 'Employees')
  expect(await page.getByRole('link', { name: 'Wages' }).count()).toBe(0)
  await page.getByRole('row').filter({ hasText: 'Bayu Browser' }).click()
  await drawerOf(page, 'Bayu Browser').getByLabel('Worker id').waitFor()
  await settled(page)
  expect(await drawerOf(page, 'Bayu Browser').textContent()).not.toMatch(/wage/i)
  await page.goto('/people/wages')
  await page.getByRole('heading', { level: 1, name: 'No access' }).waitFor()
  await settled(page)
  expect(told.filter((line) => /wage\.|6123456/.test(line))).toEqual([])
  const refused = await page.request.get('/api/v1/wages/people/')
  expect(refused.status()).toBe(403)
})

test('the page of wages and its form are no barrier, on a phone too', async () => {
  const { page } = await browser.visit('superadmin')
  await addPeople(page)
  await page.setViewportSize({ width: 360, height: 740 })
  await open(page, '/people/wages?search=Ratna', 'Wages')
  expect(await rawKeys(page)).toEqual([])
  expect(await tooWide(page)).toEqual([])
  expect(await tooSmall(page)).toEqual([])
  expect(await seriousFindings(page)).toEqual([])
  await page.getByRole('row').filter({ hasText: 'Ratna Browser' }).click()
  await drawerOf(page, 'Ratna Browser').getByRole('button', { name: 'Set wage…' }).waitFor()
  expect(await tooSmall(page)).toEqual([])
  await drawerOf(page, 'Ratna Browser').getByRole('button', { name: 'Set wage…' }).click()
  await page.getByRole('dialog', { name: 'Set wage of Ratna Browser' }).waitFor()
  await settled(page)
  expect(await rawKeys(page)).toEqual([])
  expect(await seriousFindings(page)).toEqual([])
})
