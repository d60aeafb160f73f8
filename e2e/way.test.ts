import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { demoPassword } from '@lembur/domain/demo'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { useBrowser } from './src/browser.ts'
import { layCable } from './src/cable.ts'
import { weekdayIn } from './src/dates.ts'
import { download, rowsOf, rowWith } from './src/files.ts'
import { choose, chooseDate, field, fill, openForm, rizky, sentNumber, typeTime } from './src/request-form.ts'

const { origin, share } = inject('product')
const browser = useBrowser()

/** What the request of the way is known by in every file. */
const words = { reason: 'First article', detail: 'Prove the new fixture with two hundred samples before the audit.' }
/** Far enough ahead that nobody else has asked for this date, nor for any other of its period. */
const date = weekdayIn(100)

async function signInByForm(page: Page) {
  await page.goto('/ot/history')
  await page.getByText('Sign in to open that page.').waitFor()
  await page.getByLabel('Work ID or user name').fill('staff')
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password')
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Password' }).and(page.locator('[aria-invalid="true"]')).waitFor()
  await page
    .getByText(/Name or password is not right/)
    .first()
    .waitFor()
  await page.getByRole('textbox', { name: 'Password' }).fill(demoPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'History' }).waitFor()
}

/** Fills the form in the order of the page, with the break moved by hand, and sends it. @returns the request's number */
async function fileByHand(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Request', exact: true }).click()
  await choose(page, 'Employee', 'Rizky')
  await chooseDate(page, 'Work date', date)
  await choose(page, 'Project', 'AST fixture rev C')
  await typeTime(page, 'Start', '1720')
  expect(await field(page, 'Start').inputValue()).toBe('17:20')
  await page.getByRole('button', { name: '4', exact: true }).click()
  expect(await field(page, 'End').inputValue()).toBe('21:20')
  await typeTime(page, 'End', '2220')
  expect(await field(page, 'Start of break 1').inputValue()).toBe('21:20')
  await typeTime(page, 'Start of break 1', '19.00')
  await page.getByText('Placed by you. The rule: 21:20–22:20.').waitFor()
  expect(await page.locator('output').textContent()).toBe('4.00h')
  const forecast = page.getByRole('complementary', { name: 'Limit forecast' })
  await forecast.getByText('Exactly at the maximum. Nothing left.').waitFor()
  await page.getByRole('button', { name: 'Submit request' }).click()
  await page.getByText('Fill this in.').first().waitFor()
  await field(page, 'Reason').fill(words.reason)
  await field(page, 'Details').fill(words.detail)
  await page.getByRole('button', { name: 'Submit request' }).click()
  return sentNumber(page)
}

/** Narrows the inbox to the person and moves the cursor to the row with J, the hands on the keyboard throughout. */
async function goToRow(page: Page, number: string) {
  await page.keyboard.press('/')
  await page.getByRole('searchbox').fill(rizky.name)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const rows = page.getByRole('listitem').filter({ has: page.getByRole('checkbox') })
  await expect.poll(() => rows.filter({ hasNotText: rizky.name }).count(), { timeout: 10_000 }).toBe(0)
  const evidence = page.getByRole('complementary', { name: `Evidence for ${rizky.name}` })
  for (let row = 0; row < 10 && !(await evidence.getByText(number).isVisible()); row++) await page.keyboard.press('j')
  await evidence.getByText(number).waitFor()
  return evidence
}

const unreadOf = async (page: Page) => {
  const label = await page.getByRole('button', { name: /^Notifications/ }).getAttribute('title')
  return Number(/\d+/.exec(label ?? '')?.[0] ?? 0)
}
const bellRises = (page: Page, from: number) => expect.poll(() => unreadOf(page), { timeout: 10_000 }).toBeGreaterThan(from)

async function lastNotice(page: Page) {
  await page.getByRole('button', { name: /^Notifications/ }).click()
  const notice = page.locator('.notification-item').first()
  await notice.waitFor()
  const text = await notice.textContent()
  await page.keyboard.press('Escape')
  return text
}

const digits = date.replaceAll('-', '')
const filesOnShare = async () => {
  const folders = await readdir(share)
  const files = await Promise.all(folders.map(async (folder) => (await readdir(join(share, folder))).map((name) => `${folder}/${name}`)))
  return files.flat()
}

test('one request travels from the form to the workbooks, and back out of them', async () => {
  const staff = await browser.visit(null)
  staff.watch.expect(/status of 401/)
  await signInByForm(staff.page)
  const admin = await browser.visit('ptb_admin')
  await admin.page.goto('/ot/approvals')
  await admin.page.getByRole('region', { name: 'Needs a look' }).waitFor()

  const number = await fileByHand(staff.page)
  expect(number).toMatch(/^OT-\d{4}-\d{6}$/)
  const before = await unreadOf(staff.page)

  // The approver's open page tells of it, and shows it when asked to.
  await admin.page.getByText('1 new').waitFor()
  await admin.page.getByRole('button', { name: 'Show', exact: true }).click()
  const evidence = await goToRow(admin.page, number)
  await evidence.getByText(words.detail).waitFor()
  await admin.page.keyboard.press('k')
  await admin.page.keyboard.press('j')
  await evidence.getByText(number).waitFor()
  await admin.page.keyboard.press('a')
  await admin.page
    .getByText(new RegExp(`Approved: ${rizky.name}`))
    .first()
    .waitFor()

  // The one who asked hears of it on the page he has open.
  await bellRises(staff.page, before)
  expect(await lastNotice(staff.page)).toMatch(/Dewi Lestari approved your overtime on .*17:20–22:20/)

  // The four workbooks: by name on the share, delivered in the report centre, the same bytes in both.
  await admin.page.goto(`/ot/reports?date=${date}`)
  await admin.page.getByRole('article').first().waitFor()
  const cards = admin.page.getByRole('article')
  await expect.poll(() => cards.filter({ hasText: 'Delivered' }).count(), { timeout: 20_000 }).toBe(4)
  const names = await cards.locator('code').allInnerTexts()
  const [folder = ''] = (await filesOnShare()).filter((path) => path.endsWith(`/${digits}OT.xlsx`)).map((path) => path.split('/')[0] ?? '')
  const [start = '', end = ''] = folder.split('_')
  const period = `~${start.replaceAll('-', '_')}-${end.replaceAll('-', '_')}`
  const expected = [`${period}OT.xlsx`, `${period}OTSummary.xlsx`, `${digits}OT.xlsx`, `${digits}OTSummary.xlsx`]
  expect([start.slice(8), end.slice(8)]).toEqual(['26', '25'])
  expect(start <= date && date <= end).toBe(true)
  expect(names).toEqual(expected)
  expect((await readdir(join(share, folder))).toSorted()).toEqual(expected.toSorted())
  for (const name of expected) {
    const file = await download(admin.page, admin.page.getByRole('article').getByRole('link', { name: `Download ${name}` }))
    // Chromium puts an underscore for a tilde at the beginning of a name.
    expect(file.name).toBe(name.replace(/^~/, '_'))
    expect(file.bytes.equals(await readFile(join(share, folder, name)))).toBe(true)
    const row = rowWith(file.bytes, rizky.workerId)
    expect(row).toContain(words.reason)
    expect(row).toEqual(
      expect.arrayContaining(name.endsWith('Summary.xlsx') ? ['17:20', '22:20', 'Y', '4', date] : ['17:20 - 22:20', '4.00 hour(s)', 'V']),
    )
  }

  // History, and the way the hours came about.
  await staff.page.goto(`/ot/history?from=${date}&to=${date}`)
  const own = staff.page.locator('.history-row')
  await own.filter({ hasText: 'Approved' }).click()
  const drawer = staff.page.getByRole('complementary', { name: number })
  await drawer.getByRole('tab', { name: 'Explain my hours' }).waitFor()
  await drawer.getByText('Not a payslip').waitFor()
  const ladder = await drawer.getByRole('tabpanel').textContent()
  for (const rung of ['17:20 → 22:20', '− 1.00', '19:00–20:00, placed by hand. The rule: 21:20–22:20.', 'Weekday', '4.00 h'])
    expect(ladder).toContain(rung)
  await staff.page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })

  await admin.page.goto(`/ot/history?from=${date}&to=${date}`)
  await admin.page.getByRole('searchbox').fill(number)
  await admin.page.getByRole('searchbox').press('Enter')
  await admin.page.locator('.history-row').filter({ hasText: rizky.name }).waitFor()
  const csv = await download(admin.page, admin.page.getByRole('link', { name: 'Export as CSV' }))
  const xlsx = await download(admin.page, admin.page.getByRole('link', { name: 'Export as XLSX' }))
  const lines = csv.bytes.toString('utf8').trim().split(/\r?\n/)
  expect(lines).toHaveLength(2)
  for (const text of [number, rizky.name, words.reason]) expect(lines[1]).toContain(text)
  expect(rowsOf(xlsx.bytes)).toHaveLength(2)
  expect(rowWith(xlsx.bytes, number)).toContain(rizky.name)

  // Second thoughts: reopened with a reason, then rejected with one.
  const heard = await unreadOf(staff.page)
  await admin.page.locator('.history-row').click()
  await admin.page.getByRole('button', { name: 'Reopen…' }).click()
  const dialog = admin.page.getByRole('dialog')
  expect(await dialog.getByRole('button', { name: 'Reopen request' }).isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill('The fixture is not here yet.')
  await dialog.getByRole('button', { name: 'Reopen request' }).click()
  await admin.page.locator('.history-row').filter({ hasText: 'Pending' }).waitFor()
  await bellRises(staff.page, heard)
  expect(await lastNotice(staff.page)).toContain('The fixture is not here yet.')

  await admin.page.goto('/ot/approvals')
  await admin.page.getByRole('region', { name: 'Needs a look' }).waitFor()
  await goToRow(admin.page, number)
  await admin.page.keyboard.press('r')
  await admin.page.keyboard.type('The audit was moved.')
  await admin.page.keyboard.press('Enter')
  await admin.page
    .getByText(new RegExp(`Rejected: ${rizky.name}`))
    .first()
    .waitFor()
  await bellRises(staff.page, heard + 1)
  expect(await lastNotice(staff.page)).toContain('The audit was moved.')

  // It was the only request of its date and period: all four files are gone.
  await admin.page.goto(`/ot/reports?date=${date}`)
  await admin.page.getByRole('article').first().waitFor()
  await expect.poll(() => cards.filter({ hasText: 'Nothing to report' }).count(), { timeout: 20_000 }).toBe(4)
  expect((await filesOnShare()).filter((path) => expected.includes(path.split('/')[1] ?? ''))).toEqual([])
})

test('a double click on submit makes one request', async () => {
  const { page } = await browser.visit('staff')
  const sent: string[] = []
  // Two at once would travel in one batch, whose address names both.
  page.on('request', (request) => sent.push(...(request.url().match(/overtime\.submit/g) ?? [])))
  const day = weekdayIn(12)
  await openForm(page)
  await fill(page, { date: day, start: '17.20', end: '18:20', reason: 'Test program', detail: 'Release it with the new limits.' })
  await page.getByRole('button', { name: 'Submit request' }).dblclick()
  const number = await sentNumber(page)
  await page.goto(`/ot/history?from=${day}&to=${day}`)
  await page.locator('.history-row').first().waitFor()
  expect(await page.locator('.history-row').count()).toBe(1)
  await page.locator('.history-row').click()
  await page.getByRole('complementary', { name: number }).waitFor()
  expect(sent).toHaveLength(1)
})

test('a request over another is refused and names it', async () => {
  const { page } = await browser.visit('staff')
  const day = weekdayIn(20)
  const first = { date: day, start: '17:20', end: '19:20', reason: 'Vision station', detail: 'Teach it the new label.' }
  await openForm(page)
  await fill(page, first)
  await page.getByRole('button', { name: 'Submit request' }).click()
  const number = await sentNumber(page)
  await fill(page, { ...first, start: '18:20', end: '20:20' })
  await page.getByText(`${number} already covers 17:20–19:20.`).waitFor()
  expect(await page.getByRole('button', { name: 'Submit request' }).isDisabled()).toBe(true)
  // Beside the other one it may be sent.
  await typeTime(page, 'Start', '19:20')
  await expect.poll(() => page.getByRole('button', { name: 'Submit request' }).isEnabled()).toBe(true)
})

test('a request that is stored while its answer gets lost is sent again by itself, and stored once', async () => {
  const { page, watch } = await browser.visit('staff')
  watch.allow(/net::ERR_/)
  const day = weekdayIn(52)
  await openForm(page)
  await fill(page, { date: day, start: '17:20', end: '18:20', reason: 'Label printer', detail: 'Set up the new ribbon.' })
  const lost: string[] = []
  await page.route(/overtime\.submit/, async (route) => {
    if (lost.length > 0) return route.continue()
    lost.push(route.request().url())
    await route.fetch()
    await route.abort('connectionreset')
  })
  await page.getByRole('button', { name: 'Submit request' }).click()
  await page.getByText(/^Next try in/).waitFor()
  const number = await sentNumber(page)
  await page.goto(`/ot/history?from=${day}&to=${day}`)
  await page.locator('.history-row').first().click()
  await page.getByRole('complementary', { name: number }).waitFor()
  expect(await page.locator('.history-row').count()).toBe(1)
})

test('without a connection a request waits and goes out by itself', async () => {
  await using cable = await layCable(origin)
  const { page, watch } = await browser.visit('staff', { baseURL: cable.origin })
  watch.allow(/net::ERR_/)
  const day = weekdayIn(28)
  await openForm(page)
  await fill(page, { date: day, start: '17:20', end: '18:20', reason: 'Line support', detail: 'Two testers drop out every hour.' })
  cable.pull()
  await page.getByRole('button', { name: 'Send when connected' }).click()
  await page.getByRole('button', { name: 'Waits for the connection' }).waitFor()
  cable.mend()
  expect(await sentNumber(page)).toMatch(/^OT-/)
})
