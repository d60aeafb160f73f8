import type { BrowserContext, Page } from 'playwright-core'

/** What went wrong in the pages of a test, gathered while it runs. */
export type Watch = {
  /** Says that something will be reported that is no fault here, such as the answer 401 to a wrong password. It must then occur. */
  expect(pattern: RegExp): void
  /** The same for something that may or may not be reported. */
  allow(pattern: RegExp): void
  /** What was reported and not expected, and what was expected and did not occur. */
  findings(): string[]
}

/**
 * Watches every page of a context: a request to another origin, an error on the console, an error nobody caught, and a breach of the
 * content policy are findings.
 */
export async function watchContext(context: BrowserContext, origin: string): Promise<Watch> {
  const found: string[] = []
  const expected: RegExp[] = []
  const allowed: RegExp[] = []
  const { host } = new URL(origin)
  const stray = (address: string) => !/^(data|blob|about):/.test(address) && new URL(address).host !== host
  const watchPage = (page: Page) => {
    page.on('websocket', (socket) => stray(socket.url()) && found.push(`another origin was asked: ${socket.url()}`))
    page.on('pageerror', (error) => found.push(`nobody caught: ${error.stack ?? error.message}`))
    page.on('crash', () => found.push('the page crashed'))
  }
  context.on('page', watchPage)
  context.on('request', (request) => stray(request.url()) && found.push(`another origin was asked: ${request.url()}`))
  context.on('console', (message) => {
    if (message.type() === 'error') found.push(`console: ${message.text()} (${message.location().url})`)
  })
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`content policy: ${event.violatedDirective} stopped ${event.blockedURI}`)
    })
  })
  return {
    expect: (pattern) => void expected.push(pattern),
    allow: (pattern) => void allowed.push(pattern),
    findings: () => [
      ...found.filter((text) => ![...expected, ...allowed].some((pattern) => pattern.test(text))),
      ...expected.filter((pattern) => !found.some((text) => pattern.test(text))).map((pattern) => `did not occur: ${pattern}`),
    ],
  }
}
