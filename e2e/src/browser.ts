import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '@lembur/contracts/access'
import { demoPassword } from '@lembur/domain/demo'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { countTraffic } from './page.ts'
import { type Watch, watchContext } from './watch.ts'

/** Milliseconds that anything on a page may take to appear. */
const patience = 20_000
/** As wide as the desks of the plant; other widths are set on the page. */
const desk = { width: 1440, height: 900 }

export type Visit = { page: Page; watch: Watch }
type Signed = Awaited<ReturnType<BrowserContext['storageState']>>

/**
 * The browser of the run for one file of tests. Every page is watched from its first request on, and whatever went wrong in it fails
 * the test, after it and besides its own expectations. A role signs in once and its session serves all tests of the file.
 */
export function useBrowser() {
  const { origin, browser: endpoint } = inject('product')
  let browser: Browser
  const sessions = new Map<Role, Promise<Signed>>()
  const open: { context: BrowserContext; watch: Watch; role: Role | null }[] = []

  beforeAll(async () => {
    browser = await chromium.connect(endpoint)
  })
  afterAll(() => browser.close())
  afterEach(async ({ task }) => {
    const visits = open.splice(0)
    const findings = visits.flatMap(({ watch }) => watch.findings())
    const failed = task.result?.state === 'fail' || findings.length > 0
    for (const { context, role } of visits) {
      if (failed) await keepPictures(context, `${task.name} ${role ?? 'nobody'}`)
      await context.close()
    }
    expect(findings, 'what went wrong in the pages').toEqual([])
  })

  async function signIn(role: Role): Promise<Signed> {
    const context = await browser.newContext({ baseURL: origin })
    try {
      const answer = await context.request.post('/api/auth/login/local/', { data: { username: role, password: demoPassword } })
      expect(answer.status(), `${role} signs in`).toBe(200)
      return await context.storageState()
    } finally {
      await context.close()
    }
  }

  /** A fresh context as somebody, or as nobody. On failure a picture of its page is kept and named. */
  async function visit(role: Role | null, options: BrowserContextOptions = {}): Promise<Visit> {
    const session = role === null ? undefined : await (sessions.get(role) ?? remember(role))
    const context = await browser.newContext({
      baseURL: origin,
      viewport: desk,
      locale: 'en-GB',
      timezoneId: 'Asia/Jakarta',
      reducedMotion: 'reduce',
      ...(session ? { storageState: session } : {}),
      ...options,
    })
    context.setDefaultTimeout(patience)
    const watch = await watchContext(context, options.baseURL ?? origin)
    open.push({ context, watch, role })
    context.on('page', countTraffic)
    return { page: await context.newPage(), watch }
  }
  function remember(role: Role) {
    const session = signIn(role)
    sessions.set(role, session)
    return session
  }
  return { visit }
}

async function keepPictures(context: BrowserContext, name: string): Promise<void> {
  const folder = join(tmpdir(), 'lembur-browser-failures')
  mkdirSync(folder, { recursive: true })
  for (const [index, page] of context.pages().entries()) {
    const path = join(folder, `${`${name} ${index}`.replaceAll(/[^\w]+/g, '-')}.png`)
    await page.screenshot({ path })
    console.error(`The page as it was: ${path} (${page.url()})`)
  }
}
