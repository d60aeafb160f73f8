import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { seriousFindings } from './src/axe.ts'
import { useBrowser } from './src/browser.ts'
import { weekdayIn } from './src/dates.ts'
import { rawKeys, settled, tooSmall, tooWide } from './src/page.ts'
import { fill, openForm, sentNumber } from './src/request-form.ts'

const browser = useBrowser()
/** In a period that no other test's requests lie in. */
const date = weekdayIn(170)
const words = { date, reason: 'Fixture check', detail: 'Gauge R&R on both fixtures before the audit.' }

/** The rungs as they are read: title and figure. */
const rungsOf = (page: Page) =>
  page.locator('.ladder > li .row').evaluateAll((rows) => rows.map((row) => [...row.children].map((part) => part.textContent?.trim())))

/** Four hours after the shift on a weekday, as Indonesia pays them. */
const asDecided = [
  ['Asked for', '5.00'],
  ['Less breaks', '− 1.00'],
  ['Kind of day', 'Weekday'],
  ['Rule hits', 'pays as 7.50 h'],
  ['Caps', 'warns'],
  ['Counts', '4.00 h'],
]

/** Files the four hours, and looks at what the form says of them before. */
async function fileFourHours(page: Page): Promise<string> {
  await openForm(page)
  await fill(page, { ...words, start: '1720', end: '2220' })
  const strip = page.getByRole('region', { name: 'How 4.00 h comes about' })
  await strip.getByText('Weekday × 1.5, × 2').waitFor()
  await strip.getByText('1.00 + 3.00').waitFor()
  const forecast = page.getByRole('complementary', { name: 'Limit forecast' })
  await forecast.getByText('Pays as 7.50 h').waitFor()
  await forecast.getByText('A meal is owed.').waitFor()
  await forecast.getByRole('region', { name: 'What the law allows' }).getByRole('meter', { name: 'Day' }).waitFor()
  await page.getByRole('button', { name: 'Submit request' }).click()
  return sentNumber(page)
}

async function post(page: Page, path: string, data: object): Promise<{ id: string }> {
  const answer = await page.request.post(`/api/v1/${path}/`, { data })
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
  return answer.json()
}

/** From the date on the plant pays this person's first hour threefold. */
async function payThreefold(page: Page, employeeId: string) {
  const policy = await post(page, 'policies', { name: 'Threefold', pack: 'ID' })
  const ladder = [{ minutes: null, label: 'overtime', rate: '3', class: 'overtime' }]
  await post(page, `policies/${policy.id}/draft`, { layer: { extends: { pack: 'ID' }, patch: { days: { workday: { ladder } } } } })
  await post(page, `policies/${policy.id}/publication`, { effectiveFrom: date })
  await post(page, 'policy-assignments', { scope: 'employee', employeeId, policyId: policy.id, effectiveFrom: date })
}

/** The request as a list finds it. */
async function found(page: Page, number: string): Promise<{ id: string; employeeId: string }> {
  const answer = await page.request.get(`/api/v1/overtime-requests/?search=${number}`)
  const { results } = await answer.json()
  return results[0]
}

async function openDrawer(page: Page, number: string) {
  const { id } = await found(page, number)
  await page.goto(`/ot/history?from=${date}&to=${date}&request=${id}`)
  const drawer = page.getByRole('complementary', { name: new RegExp(number) })
  await drawer.getByText('Not a payslip').waitFor()
  return drawer
}

test('a ladder reads as it was decided, whatever the policy says since, and the sum of the day adds up to its requests', async () => {
  const staff = await browser.visit('staff')
  const number = await fileFourHours(staff.page)
  const drawer = await openDrawer(staff.page, number)
  await drawer.getByText('the decision keeps it').waitFor()
  expect(await rungsOf(staff.page)).toEqual(asDecided)

  const admin = await browser.visit('ptb_admin')
  await admin.page.goto('/ot/history')
  const request = await found(admin.page, number)
  await post(admin.page, `overtime-requests/${request.id}/decision`, { outcome: 'approved' })
  await payThreefold(admin.page, request.employeeId)

  const decided = await openDrawer(staff.page, number)
  await decided.getByText('As decided on').waitFor()
  expect(await rungsOf(staff.page)).toEqual(asDecided)
  await decided.getByRole('button', { name: 'Show every line' }).click()
  await decided.getByText('The day’s hours pay as 7.50 h.').waitFor()
  expect(await rawKeys(staff.page)).toEqual([])
  expect(await seriousFindings(staff.page)).toEqual([])

  // A second request of the day is judged by the new policy; the first stays what it was.
  await openForm(staff.page)
  await fill(staff.page, { ...words, start: '0500', end: '0700' })
  await staff.page.getByText('Pays as 6.00 h', { exact: true }).waitFor()
  await staff.page.getByRole('button', { name: 'Submit request' }).click()
  await sentNumber(staff.page)
  await staff.page.goto(`/ot/history?from=${date}&to=${date}`)
  await staff.page.getByRole('button', { name: /^Explain the sum of/ }).click()
  const sum = staff.page.getByRole('complementary', { name: 'Explain the sum' })
  await sum.getByText('pays as 13.50 h').waitFor()
  expect((await rungsOf(staff.page)).at(-1)).toEqual(['Counts', '6.00 h'])
  const rows = sum.getByRole('list', { name: 'Requests of this sum' }).getByRole('button')
  expect((await rows.allTextContents()).map((row) => /pays as (\d\.\d\d) h/.exec(row)?.[1])).toEqual(['6.00', '7.50'])
  await rows.filter({ hasText: number }).click()
  await sum.getByText('As decided on').waitFor()
  expect(await rungsOf(staff.page)).toEqual(asDecided)
  await staff.page.keyboard.press('Escape')
  await sum.waitFor({ state: 'detached' })
  expect(await staff.page.locator(':focus').getAttribute('aria-label')).toMatch(/^Explain the sum of/)
})

test('the ladder of a request and of a sum fit a phone', async () => {
  const { page } = await browser.visit('ptb_admin', { viewport: { width: 390, height: 844 }, hasTouch: true })
  await page.goto('/ot/history')
  await page.locator('.history-row').first().click()
  await page.getByText('Not a payslip').waitFor()
  await settled(page)
  expect(await tooWide(page)).toEqual([])
  expect(await tooSmall(page)).toEqual([])
  await page.goto('/ot/reports')
  await page.getByRole('button', { name: 'Explain', exact: true }).first().click()
  await page.getByRole('dialog').getByText('Not a payslip').waitFor()
  await settled(page)
  expect(await tooWide(page)).toEqual([])
})
