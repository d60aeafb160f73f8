import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useBrowser } from './src/browser.ts'
import { weekdayIn } from './src/dates.ts'
import { open } from './src/page.ts'
import { choose, chooseDate, fill, openForm, rizky, sentNumber } from './src/request-form.ts'

const browser = useBrowser()

const header = 'worker_id,name,department_code,is_enabled,exclude_from_reports'
const person = (number: number, department: string) => `MW99${String(number).padStart(5, '0')},Person ${number},${department},true,false`
const csv = (rows: string[]) => ({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from([header, ...rows].join('\n')) })

async function openImport(page: Page) {
  await open(page, '/people', 'Employees')
  await page.getByRole('button', { name: 'Import…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import employees' })
  await dialog.waitFor()
  return dialog
}
const found = async (page: Page, name: string) => {
  await open(page, `/people?search=${encodeURIComponent(name)}`, 'Employees')
  return page.getByRole('row').filter({ hasText: name }).count()
}

test('an import is tried first, names each wrong row, and then writes the good ones', async () => {
  const { page } = await browser.visit('ptb_admin')
  const good = Array.from({ length: 20 }, (_, index) => person(index + 1, 'QA'))
  const dialog = await openImport(page)
  await dialog.getByLabel('File').setInputFiles(csv([...good.slice(0, 7), person(21, 'NOWHERE'), ...good.slice(7)]))
  await dialog.getByText('21 rows: 20 new, 0 changed, 0 as they were, 1 wrong. Nothing is written yet.').waitFor()
  await dialog.getByRole('row').filter({ hasText: 'NOWHERE' }).getByText('No department has this code.').waitFor()
  expect(await dialog.getByRole('row').filter({ hasText: 'NOWHERE' }).getByRole('cell').first().textContent()).toBe('9')
  const other = await page.context().newPage()
  expect(await found(other, 'Person 20')).toBe(0)
  await dialog.getByRole('button', { name: 'Import 20' }).click()
  await dialog.getByText('Imported: 20 new, 0 changed, 0 as they were. 1 wrong row left out.').waitFor()
  expect(await found(other, 'Person 20')).toBe(1)
  expect(await found(other, 'Person 21')).toBe(0)
})

test('a file with more than one wrong row in ten is not imported', async () => {
  const { page } = await browser.visit('ptb_admin')
  const dialog = await openImport(page)
  await dialog.getByLabel('File').setInputFiles(csv([31, 32, 33, 34].map((number) => person(number, number === 33 ? 'NOWHERE' : 'QA'))))
  await dialog.getByText('More than one row in ten is wrong, so nothing will be imported.').waitFor()
  expect(await dialog.getByRole('button', { name: 'Nothing to import' }).isDisabled()).toBe(true)
})

test('a holiday that comes and goes changes the kind of day of what waits, also in an open page', async () => {
  const staff = await browser.visit('staff')
  const admin = await browser.visit('ptb_admin')
  const day = weekdayIn(36)
  const title = 'Founding day'
  await openForm(staff.page)
  await fill(staff.page, { date: day, start: '17:20', end: '18:20', reason: 'Coverage report', detail: 'For the design review.' })
  await staff.page.getByRole('button', { name: 'Submit request' }).click()
  const number = await sentNumber(staff.page)
  const chosen = staff.page.getByRole('button', { name: /^Work date/ })
  await chosen.filter({ hasText: 'Weekday' }).waitFor()

  await open(admin.page, `/rules/holidays?year=${day.slice(0, 4)}`, 'Holidays')
  await admin.page.getByRole('button', { name: 'New holiday' }).click()
  await admin.page.getByLabel('Holiday', { exact: true }).fill(title)
  await chooseDate(admin.page, 'Date', day)
  await admin.page.getByRole('button', { name: 'Save', exact: true }).click()
  await admin.page.getByText('1 pending request judged anew.').waitFor({ state: 'attached' })
  const row = admin.page.getByRole('row').filter({ hasText: title })
  await row.waitFor()
  await chosen.filter({ hasText: title }).waitFor()
  await staff.page.goto(`/ot/history?from=${day}&to=${day}`)
  await staff.page.getByRole('heading', { level: 2 }).filter({ hasText: title }).waitFor()
  await staff.page.locator('.history-row').filter({ hasText: rizky.name }).click()
  await staff.page.getByRole('complementary', { name: number }).waitFor()

  await row.click()
  await admin.page.getByRole('button', { name: 'Delete…' }).click()
  await admin.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete/ })
    .click()
  await row.waitFor({ state: 'detached' })
  await staff.page.getByRole('heading', { level: 2 }).filter({ hasText: 'Weekday' }).waitFor()
})

test('a limit that changes stands in the forecast of an open form, and one that blocks stops it', async () => {
  const staff = await browser.visit('staff')
  const admin = await browser.visit('ptb_admin')
  await openForm(staff.page)
  await choose(staff.page, 'Employee', rizky.name)
  await chooseDate(staff.page, 'Work date', weekdayIn(44))
  await staff.page.getByRole('button', { name: '4', exact: true }).click()
  const week = staff.page.getByRole('complementary', { name: 'Limit forecast' }).getByRole('meter', { name: /^This week/ })
  await staff.page.getByText('14.00 h left to the maximum.').waitFor()

  await open(admin.page, '/rules', 'Rules & limits')
  await choose(admin.page, 'For an employee', rizky.name)
  const own = admin.page.locator('section').filter({ has: admin.page.getByRole('heading', { name: rizky.name }) })
  const limit = own.getByRole('region', { name: 'A week' })
  await limit.getByLabel('Maximum, hours').fill('3')
  await limit.getByLabel('Past the maximum, refuse').click()
  await limit.getByRole('button', { name: 'Save' }).click()
  await staff.page.getByText('Over the maximum by 1.00 h. This limit blocks.').waitFor()
  expect(await week.count()).toBe(1)
  expect(await staff.page.getByRole('button', { name: 'Submit request' }).isDisabled()).toBe(true)

  await limit.getByLabel('Maximum, hours').fill('')
  await limit.getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => staff.page.getByRole('button', { name: 'Submit request' }).isEnabled(), { timeout: 10_000 }).toBe(true)
})
