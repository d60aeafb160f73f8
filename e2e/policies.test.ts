import { randomUUID } from 'node:crypto'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { seriousFindings } from './src/axe.ts'
import { useBrowser } from './src/browser.ts'
import { dayName, monthName, weekdayIn } from './src/dates.ts'
import { open, rawKeys, settled, tooSmall, tooWide } from './src/page.ts'

const browser = useBrowser()

/** As `chooseDate`, in a dialog: the calendar is the dialog on top. */
async function chooseDay(page: Page, within: Locator, label: string, date: string) {
  await within.getByRole('button', { name: `${label}:` }).click()
  const calendar = page.getByRole('dialog').last()
  const month = calendar.getByRole('button', { name: monthName(date), exact: true })
  while (!(await month.isVisible())) await calendar.getByRole('button', { name: 'Next month' }).click()
  await calendar.getByRole('button', { name: dayName(date) }).click()
}

/** A department of this test alone: what is assigned to it touches nobody. */
async function aDepartment(page: Page): Promise<string> {
  const code = `LINE-${randomUUID().slice(0, 8)}`
  const answer = await page.context().request.post('/trpc/department.create', { data: { code, name: `Line ${code.slice(5)}` } })
  expect(answer.status()).toBe(200)
  return code
}
const part = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Parts of this policy' }).getByRole('link', { name, exact: true }).click()

test('a policy on a pack gets a limit, is read as sentences, published from a day, given to a department, and tried on past periods', async () => {
  const { page } = await browser.visit('ptb_admin')
  const reader = await browser.visit('staff')
  await open(reader.page, '/rules/policies', 'Overtime policy')
  const code = await aDepartment(page)
  const name = `Policy of ${code}`
  const day = weekdayIn(220)

  await open(page, '/rules/policies', 'Overtime policy')
  await page.getByRole('button', { name: 'New policy' }).click()
  const making = page.getByRole('dialog', { name: 'New policy' })
  await making.getByRole('textbox', { name: 'Name' }).fill(name)
  await making.getByRole('combobox', { name: 'Pack' }).selectOption('ID')
  await making.getByRole('button', { name: 'Create policy' }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  // Who only reads sees it come, and no way to change anything.
  await reader.page.getByRole('row').filter({ hasText: name }).waitFor()
  expect(await reader.page.getByRole('button', { name: 'New policy' }).count()).toBe(0)

  await page.getByRole('button', { name: 'Add limit' }).click()
  const limit = page.getByRole('group', { name: 'New limit' })
  await limit.getByRole('textbox', { name: 'At most, hours' }).fill('1.5')
  await limit.getByRole('textbox', { name: 'Name' }).fill('Line limit')
  const reading = page.getByRole('region', { name: 'As it would read' })
  const sentence = reading.getByRole('listitem').filter({ hasText: 'Line limit: At most 1.50 h a day, counting overtime.' })
  await sentence.getByText('Added by the plant').waitFor()
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.getByText('Saved.', { exact: true }).waitFor()

  await page.getByRole('button', { name: 'Publish…' }).click()
  const publishing = page.getByRole('dialog', { name: 'Publish version 1' })
  await chooseDay(page, publishing, 'Holds from', day)
  await publishing.getByRole('textbox', { name: 'Why' }).fill('Agreed with the union')
  await publishing.getByRole('button', { name: /^Publish from/ }).click()
  await page.getByRole('row').filter({ hasText: 'Agreed with the union' }).waitFor()

  await part(page, 'Who has it')
  await page.getByRole('button', { name: 'Assign…' }).click()
  const assigning = page.getByRole('dialog', { name: 'From which day for whom' })
  await assigning.getByRole('button', { name: 'Department' }).click()
  await page.getByRole('combobox', { name: 'Department' }).fill(code)
  await expect.poll(() => page.getByRole('option').count(), { timeout: 10_000 }).toBe(1)
  await page.getByRole('option', { name: code }).click()
  await chooseDay(page, assigning, 'From', day)
  await assigning.getByRole('button', { name: /^Assign from/ }).click()
  await page.getByRole('row').filter({ hasText: code }).getByText('to come').waitFor()

  await part(page, 'What if')
  await page.getByRole('combobox', { name: 'Periods' }).selectOption('2')
  await page.getByRole('combobox', { name: 'Whose work' }).selectOption('everyone')
  await page.getByRole('button', { name: 'Replay' }).click()
  const result = page.getByRole('region', { name: /^Version 1 ·/ })
  await result.getByText('Done', { exact: true }).waitFor()
  await result.getByText('Nothing is changed by this: these are figures only.').waitFor()
  // The limit of an hour and a half is passed by many, and pays nobody otherwise.
  const everybody = result.getByRole('row').filter({ hasText: 'All together' })
  await everybody.getByText('no change').waitFor()
  expect(await everybody.getByText(/^\+\d/).count()).toBe(1)
  await result.getByRole('row').filter({ hasText: 'PLANT.CAP_1' }).waitFor()
  await settled(page)
})

test.each(['', '/draft', '/versions', '/people', '/what-if'])(
  'a policy at %s: no barrier, no word missing, nothing too small for a finger, wide and narrow, light and dark',
  async (path) => {
    const { page } = await browser.visit('superadmin', { colorScheme: 'light' })
    const found = await page
      .context()
      .request.get(`/trpc/policy.list?input=${encodeURIComponent(JSON.stringify({ search: 'Batam plant' }))}`)
    const [policy] = (await found.json()).result.data.results
    await open(page, `/rules/policies/${policy.id}${path}`, policy.name)
    for (const folded = page.locator('details:not([open]) > summary'); (await folded.count()) > 0; ) await folded.first().click()
    await settled(page)
    expect(await rawKeys(page)).toEqual([])
    expect(await tooWide(page)).toEqual([])
    const findings = { 'desk, light': await seriousFindings(page), 'phone, dark': [''], 'phone, light': [''] }
    await page.setViewportSize({ width: 390, height: 844 })
    await settled(page)
    expect(await tooWide(page)).toEqual([])
    expect(await tooSmall(page)).toEqual([])
    findings['phone, light'] = await seriousFindings(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.locator('html.dark').waitFor()
    findings['phone, dark'] = await seriousFindings(page)
    expect(findings).toEqual({ 'desk, light': [], 'phone, dark': [], 'phone, light': [] })
  },
)
