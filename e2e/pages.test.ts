import type { Role } from '@lembur/contracts/access'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { seriousFindings } from './src/axe.ts'
import { useBrowser } from './src/browser.ts'
import { open, rawKeys, settled, speak, tooSmall, tooWide } from './src/page.ts'

const browser = useBrowser()

/** Every page, with somebody who may open it. */
const pages: [path: string, title: string, role: Role | null][] = [
  ['/login', 'Sign in', null],
  ['/ot/history', 'My hours', 'user'],
  ['/ot/approvals', 'No access', 'user'],
  ['/nowhere', 'Nothing here', 'user'],
  ['/ot/form', 'Overtime request', 'staff'],
  ['/ot/approvals', 'Approvals', 'ptb_admin'],
  ['/ot/history', 'History', 'ptb_admin'],
  ['/ot/reports', 'Report centre', 'ptb_admin'],
  ['/notifications', 'Notifications', 'ptb_admin'],
  ['/people', 'Employees', 'ptb_admin'],
  ['/people/departments', 'Departments', 'ptb_admin'],
  ['/projects', 'Projects', 'ptb_admin'],
  ['/rules', 'Rules & limits', 'ptb_admin'],
  ['/rules/policies', 'Overtime policy', 'ptb_admin'],
  ['/rules/packs/TW', 'Law: Taiwan: Labor Standards Act, from 1 Mar 2018', 'staff'],
  ['/rules/regulations', 'Regulations', 'ptb_admin'],
  ['/rules/holidays', 'Holidays', 'ptb_admin'],
  ['/periods', 'Period close', 'ptb_admin'],
  ['/periods/2024-02', 'February 2024', 'ptb_admin'],
  ['/people/wages', 'Wages', 'superadmin'],
  ['/system/access', 'Access', 'superadmin'],
  ['/system/activity', 'Activity log', 'superadmin'],
  ['/system/configuration', 'Configuration', 'superadmin'],
]

/** The rules of axe that a change from light to dark can break. */
const colours = ['color-contrast']
const phone = { width: 390, height: 844 }
const smallPhone = { width: 360, height: 740 }

test.each(pages)(
  '%s, %s, for %s: one title, no barrier, no word missing, nothing too small for a finger, wide and narrow, light and dark',
  async (path, title, role) => {
    const { page } = await browser.visit(role, { colorScheme: 'light' })
    await open(page, path, title)
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
    expect(await page.title()).toMatch(/^\S.* \| (PTB|Lembur)$/)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await rawKeys(page)).toEqual([])
    expect(await tooWide(page)).toEqual([])
    const found = { 'desk, light': await seriousFindings(page), 'desk, dark': [''], 'phone, dark': [''], 'phone, light': [''] }
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.locator('html.dark').waitFor()
    found['desk, dark'] = await seriousFindings(page, colours)
    await page.setViewportSize(phone)
    await settled(page)
    expect(await tooWide(page)).toEqual([])
    found['phone, dark'] = await seriousFindings(page)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.locator('html.light').waitFor()
    found['phone, light'] = await seriousFindings(page, colours)
    await page.setViewportSize(smallPhone)
    expect(await tooWide(page)).toEqual([])
    expect(await tooSmall(page)).toEqual([])
    expect(found).toEqual({ 'desk, light': [], 'desk, dark': [], 'phone, dark': [], 'phone, light': [] })
  },
)

describe.each(['user', 'staff', 'ptb_admin', 'superadmin'] as const)('for %s', (role) => {
  const own = pages.filter((page) => page[2] === role)

  test('every page speaks the other languages too', async () => {
    // The narrowest screen, where long words show.
    const { page } = await browser.visit(role, { viewport: smallPhone })
    await open(page, own[0]![0], own[0]![1])
    try {
      for (const [name, lang] of [
        ['Bahasa Indonesia', 'id'],
        ['中文', 'zh-CN'],
      ] as const) {
        await speak(page, name)
        for (const [path] of own) {
          await page.goto(path)
          await page.locator(`html[lang="${lang}"]`).waitFor()
          await page.getByRole('heading', { level: 1 }).waitFor()
          await settled(page)
          expect(await rawKeys(page), `${path} in ${name}`).toEqual([])
          expect(await tooWide(page), `${path} in ${name}`).toEqual([])
        }
      }
    } finally {
      await speak(page, 'English')
    }
  })
})

/** What opens over a page, and how. */
const layers: [what: string, path: string, title: string, show: (page: Page) => Promise<unknown>][] = [
  ['a request', '/ot/history', 'History', (page) => page.locator('.history-row').first().click()],
  [
    'its timeline',
    '/ot/history',
    'History',
    async (page) => {
      await page.locator('.history-row').first().click()
      await page.getByRole('tab', { name: /Timeline/ }).click()
    },
  ],
  [
    'its workbooks',
    '/ot/history',
    'History',
    async (page) => {
      await page.locator('.history-row').first().click()
      await page.getByRole('tab', { name: 'Workbooks' }).click()
    },
  ],
  ['the form of an employee', '/people', 'Employees', (page) => page.getByRole('row').nth(1).click()],
  ['the import', '/people', 'Employees', (page) => page.getByRole('button', { name: 'Import…' }).click()],
  ['the choice of a person', '/ot/form', 'Overtime request', (page) => page.getByRole('button', { name: 'Employee' }).click()],
  ['a filter', '/ot/history', 'History', (page) => page.getByRole('button', { name: /^Status/ }).click()],
  ['the calendar', '/ot/form', 'Overtime request', (page) => page.getByRole('button', { name: /^Work date/ }).click()],
  ['the bell', '/ot/form', 'Overtime request', (page) => page.getByRole('button', { name: /^Notifications/ }).click()],
  ['the list of keys', '/ot/approvals', 'Approvals', (page) => page.keyboard.press('?')],
  ['what one can find or do', '/ot/approvals', 'Approvals', (page) => page.keyboard.press('Control+k')],
]

test.each(layers)('%s, over %s, is no barrier either', async (_what, path, title, show) => {
  const { page } = await browser.visit('ptb_admin')
  await open(page, path, title)
  await show(page)
  await settled(page)
  expect(await seriousFindings(page)).toEqual([])
  expect(await rawKeys(page)).toEqual([])
})

describe('by keyboard alone', () => {
  /** Presses Tab until the focus is there. */
  async function tabTo(page: Page, target: Locator, most = 60) {
    for (let step = 0; step < most; step++) {
      await page.keyboard.press('Tab')
      if (await hasFocus(target)) return
    }
    throw new RangeError(`Tab does not lead to ${target} within ${most} steps`)
  }
  const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement)

  test('the first step leads past the menu into the page', async () => {
    const { page } = await browser.visit('ptb_admin')
    await open(page, '/ot/history', 'History')
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Skip to the content' })
    expect(await hasFocus(skip)).toBe(true)
    await page.keyboard.press('Enter')
    expect(await hasFocus(page.locator('#content'))).toBe(true)
    await tabTo(page, page.locator('.history-row').first(), 30)
  })

  test('the form leads to its verb, and each step on the way can be seen', async () => {
    const { page } = await browser.visit('staff')
    await open(page, '/ot/form', 'Overtime request')
    await tabTo(page, page.getByRole('button', { name: 'Submit request' }))
    const outline = await page.getByRole('button', { name: 'Submit request' }).evaluate((element) => getComputedStyle(element).outlineStyle)
    expect(outline).not.toBe('none')
  })

  test.each([
    ['/ot/history', 'History', '.history-row'],
    ['/people', 'Employees', '.data-table tbody tr'],
    ['/rules/holidays', 'Holidays', '.data-table tbody tr'],
    ['/projects', 'Projects', '.data-table tbody tr'],
  ])('%s: Enter opens a row beside the list, Esc closes it, and the focus is back on the row', async (path, title, rows) => {
    const { page } = await browser.visit('ptb_admin')
    await open(page, path, title)
    const row = page.locator(rows).nth(1)
    await row.focus()
    await page.keyboard.press('Enter')
    const drawer = page.locator('.detail-drawer')
    await drawer.waitFor()
    await tabTo(page, drawer.getByRole('button', { name: 'Close' }))
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    expect(await hasFocus(row)).toBe(true)
  })

  test('what opens over the page gives the focus back', async () => {
    const { page } = await browser.visit('ptb_admin')
    await open(page, '/people', 'Employees')
    const opener = page.getByRole('button', { name: 'Import…' })
    await opener.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Import employees' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await hasFocus(opener)).toBe(true)
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Find or do' }).waitFor()
    await page.keyboard.type('Report')
    await page.getByRole('option', { name: /Report centre/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Report centre' }).waitFor()
  })
})
