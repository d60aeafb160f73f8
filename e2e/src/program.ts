import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** Lets a program leave when this process is gone, even if it was killed outright. */
const withParent = new URL('../../scripts/start/with-parent.ts', import.meta.url).href

/** Milliseconds: until it must be ready, and for its own end before it is ended. */
const limits = { ready: 30_000, end: 10_000 }

export type Running = { stop(): Promise<void> }

/**
 * Starts one of our programs as `npm start` does and waits for its word that it is ready. Throws, with what it printed, when it
 * ends before or says nothing; `stop` throws the same way when it has died meanwhile.
 * @param entry from the root, `apps/server/src/main.ts`
 */
export async function startProgram(entry: string, env: NodeJS.ProcessEnv): Promise<Running> {
  const child = fork(entry, { cwd: root, env: { ...process.env, ...env }, execArgv: ['--import', withParent], silent: true })
  let output = ''
  let complained = false
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-10_000)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', (chunk: Buffer) => {
    complained = true
    keep(chunk)
  })
  const gone = once(child, 'close')
  const isGone = () => child.exitCode !== null || child.signalCode !== null

  async function stop() {
    if (isGone()) throw new Error(`${entry} has ended by itself (${child.exitCode ?? child.signalCode}):\n${output}`)
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), limits.end)
    await gone
    clearTimeout(late)
    if (complained) console.error(`${entry} said:\n${output.trim()}`)
  }

  const late = setTimeout(() => child.kill('SIGKILL'), limits.ready)
  await Promise.race([once(child, 'message'), gone])
  clearTimeout(late)
  if (isGone()) throw new Error(`${entry} ended before it was ready (${child.exitCode ?? child.signalCode}):\n${output}`)
  return { stop }
}
