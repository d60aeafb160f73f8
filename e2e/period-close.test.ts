import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useBrowser } from './src/browser.ts'
import { today } from './src/dates.ts'
import { open } from './src/page.ts'
import { rizky, typeTime } from './src/request-form.ts'

const browser = useBrowser()

/** The June of two years ago: what is locked here is in nobody's way. */
const year = Number(today().slice(0, 4)) - 2
const workDate = `${year}-06-11`

type Found = { results: { id: string; name: string; workerId: string }[] }

/** Calls the product as the page's reader does, over REST. */
async function call<Answer>(page: Page, method: string, path: string, data?: object): Promise<Answer> {
  const answer = await page.request.fetch(`/api/v1${path}`, { method, data, headers: { origin: new URL(page.url()).origin } })
  expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true)
  return await answer.json()
}

async function fileForRizky(page: Page): Promise<{ id: string; number: string }> {
  const people = await call<Found>(page, 'GET', `/employees/?search=${rizky.workerId}`)
  const projects = await call<Found>(page, 'GET', `/projects/?search=${encodeURIComponent('AST fixture rev C')}`)
  const times = { workDate, timeStart: '17:20', timeEnd: '18:20' }
  const words = { reason: 'Coverage report', detail: 'For the design review.' }
  return call(page, 'POST', '/overtime-requests/', {
    ...times,
    ...words,
    employeeId: people.results[0]?.id,
    projectId: projects.results[0]?.id,
  })
}

/** Opens the question of a verb for June and says yes. */
async function change(page: Page, verb: string, title: string, now: string) {
  await page.getByRole('button', { name: `${verb}…: June ${year}` }).click()
  const dialog = page.getByRole('dialog', { name: title })
  await dialog.getByRole('button', { name: now }).click()
  return dialog
}

test('a period is closed and locked, its request is put right by a correction, and the employee and payroll see before and after', async () => {
  const admin = await browser.visit('ptb_admin')
  const staff = await browser.visit('staff')
  await open(admin.page, `/periods?year=${year}`, 'Period close')
  const { id, number } = await fileForRizky(admin.page)
  const june = admin.page.getByRole('row').filter({ hasText: `June ${year}` })
  await june.getByRole('link', { name: '1', exact: true }).waitFor()

  await open(staff.page, `/ot/history?from=${workDate}&to=${workDate}&request=${id}`, 'History')
  const drawer = staff.page.getByRole('complementary', { name: number })
  await drawer.getByRole('button', { name: 'Withdraw…' }).waitFor()
  await change(admin.page, 'Close', `Close June ${year}?`, 'Close period')
  await june.getByText('Closed').waitFor()
  await drawer.getByText(`June ${year} is closed: it is decided, but not changed any more.`).waitFor()
  expect(await drawer.getByRole('button', { name: 'Withdraw…' }).count()).toBe(0)

  admin.watch.expect(/422 .*period\.change/)
  const locking = await change(admin.page, 'Lock', `Lock June ${year}?`, 'Lock period')
  await locking.getByRole('alert').filter({ hasText: number }).waitFor()
  await call(admin.page, 'POST', `/overtime-requests/${id}/decision/`, { outcome: 'approved' })
  await locking.getByRole('button', { name: 'Lock period' }).click()
  await june.getByText('Locked').waitFor()

  await open(admin.page, `/ot/history?from=${workDate}&to=${workDate}&request=${id}`, 'History')
  await admin.page.getByRole('button', { name: 'Correct…' }).click()
  const form = admin.page.getByRole('dialog', { name: `Correct ${number}` })
  await typeTime(admin.page, 'End', '19:50')
  await form.getByRole('row', { name: 'Difference +1.50' }).waitFor()
  await form.getByLabel('Why? The employee reads this.').fill('The gate says 19:50')
  await form.getByRole('button', { name: 'Book correction' }).click()
  await form.waitFor({ state: 'detached' })

  await drawer.getByRole('region', { name: 'Corrections' }).getByRole('row', { name: 'Difference +1.50' }).waitFor()
  await open(staff.page, '/notifications', 'Notifications')
  await staff.page.getByText(/corrected your overtime on .*17:20–19:50: \+1\.50\./).waitFor()

  // It lands in the running period, whichever that is today.
  const landing = await call<{ results: { landsIn: { year: number; month: number } }[] }>(
    admin.page,
    'GET',
    `/overtime-corrections/?requestId=${id}`,
  )
  const to = landing.results[0]?.landsIn
  await admin.page.goto(`/periods/${to?.year}-${String(to?.month).padStart(2, '0')}`)
  const article = admin.page.getByRole('article', { name: `${number}, ${rizky.name}` })
  await article.getByRole('row', { name: /^Counted .* 17:20–18:20 none 1\.00$/ }).waitFor()
  await article.getByRole('row', { name: /^Should be .* 17:20–19:50 none 2\.50$/ }).waitFor()
  await admin.page.emulateMedia({ media: 'print' })
  expect(await article.isVisible()).toBe(true)
  expect(await admin.page.getByRole('navigation').first().isVisible()).toBe(false)
  expect(await admin.page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false)
})
