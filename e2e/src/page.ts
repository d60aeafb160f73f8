import { readdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const catalogues = new URL('../../apps/web/src/locales/en/', import.meta.url)
const namespaces = readdirSync(catalogues).map((file) => file.replace(/\.json$/, ''))
/** A key that reached the reader in place of its sentence, or a sentence whose value was never filled in. */
const raw = new RegExp(String.raw`\b(?:${namespaces.join('|')})\.[a-z_]+(?:\.[a-z_-]+)*\b|\{[a-z]+\}`, 'g')

/** Milliseconds without any request after which nothing more is expected. */
const quiet = 150
const traffic = new WeakMap<Page, { underWay: number; last: number }>()

/** Counts what a page has asked for and not got yet. */
export function countTraffic(page: Page): void {
  const count = { underWay: 0, last: performance.now() }
  traffic.set(page, count)
  const by = (change: 1 | -1) => () => {
    count.underWay += change
    count.last = performance.now()
  }
  page.on('request', by(1))
  page.on('requestfinished', by(-1))
  page.on('requestfailed', by(-1))
}

/** Waits until nothing is on its way any more and nothing on the page says that it is busy. */
export async function settled(page: Page): Promise<void> {
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  const count = traffic.get(page)
  await expect.poll(() => count?.underWay === 0 && performance.now() - count.last > quiet, { interval: 25, timeout: 10_000 }).toBe(true)
}

/** Opens a page and waits until what it shows has come. */
export async function open(page: Page, path: string, title: string): Promise<void> {
  await page.goto(path)
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
  await settled(page)
}

/** Changes the language by the menu, which stands in the third place from the right whatever it is called. */
export async function speak(page: Page, language: string): Promise<void> {
  await page.locator('header .language').click()
  const saved = page.waitForResponse((answer) => answer.url().includes('auth.updateMe'))
  await page.getByRole('menuitemcheckbox', { name: language }).click()
  await saved
}

/** All words of a page, those that are only spoken among them; codes, which are the same in every language, are not words. */
const wordsOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const body = document.body.cloneNode(true) as HTMLElement
    for (const code of body.querySelectorAll('[translate="no"]')) code.remove()
    const spoken = ['aria-label', 'title', 'placeholder', 'alt'].flatMap((name) =>
      [...document.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name) ?? ''),
    )
    return [document.title, body.textContent, ...spoken].join('\n')
  })

/** Keys and places of values that stand on the page in place of words. */
export const rawKeys = async (page: Page): Promise<string[]> => [...new Set((await wordsOf(page)).match(raw))]

/** Controls that a finger would miss: what can be hit is under 44 px, with labels around them and unseen insets counted in. */
export const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const reach = (element: Element, side: 'width' | 'height') =>
      Math.max(
        (element.closest('label') ?? element).getBoundingClientRect()[side],
        ...['::before', '::after'].map((inset) => {
          const style = getComputedStyle(element, inset)
          return style.position === 'absolute' ? Number.parseFloat(style[side]) || 0 : 0
        }),
      )
    // A link in a sentence is as high as its line.
    const controls = document.querySelectorAll('a[href], button, input, select, textarea, [role="slider"]')
    return [...controls]
      .filter((element) => element.checkVisibility() && !element.matches('.sr-only *, table > thead *, .sr-only, p a'))
      .map((element) => ({ element, width: Math.round(reach(element, 'width')), height: Math.round(reach(element, 'height')) }))
      .filter(({ width, height }) => width < 44 || height < 44)
      .map(({ element, width, height }) => `${element.getAttribute('aria-label') ?? element.textContent?.trim()}: ${width} × ${height} px`)
  })

/** What is wider than it may be: the page itself, or its content, cut off or to be scrolled sideways. */
export const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [document.documentElement, document.body, ...document.querySelectorAll('#content')]
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map((element) => `${element.tagName.toLowerCase()}: ${element.scrollWidth} px in ${element.clientWidth}`),
  )
