import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useBrowser } from './src/browser.ts'
import { open, settled, speak } from './src/page.ts'

const browser = useBrowser()

const boxOf = async (what: Locator) => (await what.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }

/** How far up a toast floats above the highest thing at the foot of the page, in pixels; less than 0 lies over it. */
async function clearance(page: Page): Promise<number> {
  const toast = await boxOf(page.getByRole('button', { name: 'Undo' }).locator('xpath=ancestor::li[1]'))
  const feet = await page.locator('.decision-bar:visible, .result-note:visible').all()
  const tops = await Promise.all(feet.map(async (foot) => (await boxOf(foot)).y))
  return Math.min(...tops) - (toast.y + toast.height)
}

test('a toast lies over no bar and no field of approvals, on a desk and on a phone', async () => {
  const { page } = await browser.visit('ptb_admin')
  await open(page, '/ot/approvals', 'Approvals')
  const clean = page.getByRole('region', { name: 'Within every limit' }).getByRole('checkbox')
  const over = page.getByRole('region', { name: 'Needs a look' }).getByRole('listitem').filter({ hasText: 'Over' }).getByRole('checkbox')
  await clean.first().check()
  await page.keyboard.press('Shift+Enter')
  await page.getByRole('button', { name: 'Undo' }).waitFor()
  expect(await clearance(page)).toBeGreaterThanOrEqual(0)
  // A selection over a limit opens the field for its reason.
  await over.first().check()
  await page.getByRole('region', { name: 'Decision', exact: true }).getByRole('textbox').waitFor()
  await expect.poll(() => clearance(page)).toBeGreaterThanOrEqual(0)
  await page.setViewportSize({ width: 390, height: 844 })
  await expect.poll(() => clearance(page)).toBeGreaterThanOrEqual(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await settled(page)
})

test('every kind of trouble is seen whole, in each language', async () => {
  const { page } = await browser.visit('ptb_admin')
  await open(page, '/ot/approvals', 'Approvals')
  for (const language of ['Bahasa Indonesia', '中文', 'English']) {
    await speak(page, language)
    const cut = await page.locator('.triage-chips').evaluate((chips) => {
      // As many as a plant has on a busy Monday.
      for (const count of chips.querySelectorAll('b')) count.textContent = '88'
      return chips.scrollWidth - chips.clientWidth
    })
    expect(cut, language).toBe(0)
  }
})
