import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type BrowserServer, chromium } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The browser to test with: CHROMIUM, or the first one on the PATH. @throws Error, one sentence, where there is none */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/bin']
  const candidates = env.CHROMIUM ? [env.CHROMIUM] : names.flatMap((name) => folders.map((folder) => join(folder, name)))
  const found = candidates.find((path) => existsSync(path))
  if (found) return found
  throw new Error(
    env.CHROMIUM
      ? `CHROMIUM=${env.CHROMIUM} is not there: the browser tests cannot run.`
      : 'There is no Chromium on this machine: install it, or name it with CHROMIUM=/path/to/chromium. The browser tests cannot run without it.',
  )
}

/** One browser for the whole run; each test has contexts of its own in it. */
export const launchChromium = (): Promise<BrowserServer> =>
  chromium.launchServer({
    executablePath: findChromium(),
    // A container has no user namespaces for the sandbox; the pages are our own.
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
