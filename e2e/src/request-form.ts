import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { dayName, monthName } from './dates.ts'

/** The demo's account `staff` as a person; he files for himself. */
export const rizky = { name: 'Rizky Pratama', workerId: 'MW2400549' }

/** What is written into the form, as somebody would type it. */
export type Filled = { date: string; start: string; end: string; reason: string; detail: string; project?: string }

export async function openForm(page: Page): Promise<void> {
  await page.goto('/ot/form')
  await page.getByRole('heading', { level: 1, name: 'Overtime request' }).waitFor()
}

export const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })

/** Chooses from a field that searches as one types; the text must name one thing. */
export async function choose(page: Page, label: string, text: string): Promise<void> {
  await page.getByRole('button', { name: label }).click()
  await page.getByRole('combobox', { name: label }).fill(text)
  // Until the answer has come, the list is that of the text before.
  await expect.poll(() => page.getByRole('option').count(), { timeout: 10_000 }).toBe(1)
  await page.getByRole('option', { name: text }).click()
  await page.getByRole('listbox').waitFor({ state: 'detached' })
}

/** Turns the pages of the calendar to the date and takes it. */
export async function chooseDate(page: Page, label: string, date: string): Promise<void> {
  await page.getByRole('button', { name: `${label}:` }).click()
  const calendar = page.getByRole('dialog')
  const month = calendar.getByRole('button', { name: monthName(date), exact: true })
  while (!(await month.isVisible())) await calendar.getByRole('button', { name: 'Next month' }).click()
  await calendar.getByRole('button', { name: dayName(date) }).click()
  await calendar.waitFor({ state: 'detached' })
}

/** Types a time and leaves the field, as one does with Tab. */
export async function typeTime(page: Page, name: string, typed: string): Promise<void> {
  await field(page, name).fill(typed)
  await field(page, name).press('Tab')
}

/** A whole request for himself, not sent yet. */
export async function fill(page: Page, { date, start, end, reason, detail, project = 'AST fixture rev C' }: Filled): Promise<void> {
  await choose(page, 'Employee', rizky.name)
  await chooseDate(page, 'Work date', date)
  await choose(page, 'Project', project)
  await typeTime(page, 'Start', start)
  await typeTime(page, 'End', end)
  await field(page, 'Reason').fill(reason)
  await field(page, 'Details').fill(detail)
}

/** What the page says when a request was taken, with its number. */
export async function sentNumber(page: Page): Promise<string> {
  const said = page.getByRole('status').filter({ hasText: 'is sent and waits for a decision' }).first()
  await said.waitFor()
  return /OT-\d{4}-\d+/.exec((await said.textContent()) ?? '')?.[0] ?? ''
}
