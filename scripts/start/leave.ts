import { EmbeddedProblem } from '@lembur/db/embedded'
import { StartProblem } from './problem.ts'

/** What a running program needs to know about its end. */
export type Leave = {
  /** Aborted once the end has begun, by a signal or by `give up`. */
  signal: AbortSignal
  /** Adds something to do at the end. The last added is done first. */
  atTheEnd: (action: () => unknown) => void
  /** Ends the whole program with a sentence and exit code 1. */
  giveUp: (problem: Error) => void
}

/** How long steps that are under way get to notice that they are no longer wanted, in milliseconds. */
const patience = 2000

/**
 * Runs a program until a signal, a problem or `giveUp` ends it, then undoes in turn what it has set up. A repeated Ctrl-C
 * changes nothing: everybody in the terminal's process group gets it, and npm passes it on once more.
 */
export async function runUntilLeft(program: (leave: Leave) => Promise<void>): Promise<never> {
  const ending = new AbortController()
  const undo = new AsyncDisposableStack()
  let problem: Error | undefined
  const left = new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve(), { once: true }))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort())
  const giveUp = (reason: Error) => {
    if (!ending.signal.aborted) problem = reason
    ending.abort()
  }
  const running = program({
    signal: ending.signal,
    atTheEnd: (action) =>
      undo.defer(async () => {
        await action()
      }),
    giveUp,
  }).catch(giveUp)
  await left
  await Promise.race([running, new Promise((resolve) => setTimeout(resolve, patience).unref())])
  await undo.disposeAsync().catch((error: Error) => {
    problem ??= error
  })
  if (problem) console.error(words(problem))
  process.exit(problem ? 1 : 0)
}

/** Problems are made for people; anything else is a fault of ours and keeps its trace. */
function words(problem: Error): string {
  return problem instanceof StartProblem || problem instanceof EmbeddedProblem ? problem.message : (problem.stack ?? problem.message)
}
