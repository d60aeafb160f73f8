import type { TestProject } from 'vitest/node'
import { findChromium, launchChromium } from './chromium.ts'
import { type Address, startStack } from './stack.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The running product, and the browser to look at it with. */
    product: Address & { browser: string }
  }
}

/** Once a run: the product and one browser, shared by all files. Everything ends with the run, also when a step fails. */
export default async function setup(project: TestProject) {
  findChromium()
  const { databaseUrl } = project.getProvidedContext()
  const stack = await startStack(databaseUrl)
  try {
    const browser = await launchChromium()
    const { origin, share, env } = stack
    project.provide('product', { origin, share, env, browser: browser.wsEndpoint() })
    return async () => {
      await browser.close()
      await stack.stop()
    }
  } catch (error) {
    await stack.stop()
    throw error
  }
}
