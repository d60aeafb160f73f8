const breaking = new AbortController()

/** Aborted when the run is broken off: by Ctrl-C, or by being ended. What is under way stops, and clears up as it goes. */
export const brokenOff = breaking.signal

// Every signal, not the first alone: a second Ctrl-C must not cut the clearing up short.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(name, () => breaking.abort(new Error('Broken off; nothing is left behind.')))

/** What `promise` answers, or throws as soon as the run is broken off: for what cannot be stopped itself. */
export async function unlessBrokenOff<T>(promise: Promise<T>): Promise<T> {
  brokenOff.throwIfAborted()
  const broken = Promise.withResolvers<never>()
  const onAbort = () => broken.reject(brokenOff.reason)
  brokenOff.addEventListener('abort', onAbort)
  try {
    return await Promise.race([promise, broken.promise])
  } finally {
    brokenOff.removeEventListener('abort', onAbort)
    promise.catch(() => undefined) // what it still says, nobody waits for
  }
}
