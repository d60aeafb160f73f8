import { vi } from 'vitest'

/** Waits for what another process, connection or job is about to do; the last failed expectation is what a missed deadline shows. */
export const soon = <T>(expectation: () => T | Promise<T>, timeout = 15_000): Promise<T> =>
  vi.waitFor(expectation, { timeout, interval: 50 })
