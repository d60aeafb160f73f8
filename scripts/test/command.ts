import { type ChildProcess, spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Outcome } from './outcome.ts'

export const root = fileURLToPath(new URL('../../', import.meta.url))

const running = new Set<ChildProcess>()

/** Ends every command that still runs: for a run that is broken off. */
export function endCommands() {
  // The whole group, because the shell in between passes nothing on.
  for (const child of running) if (child.pid) process.kill(-child.pid, 'SIGINT')
}

/**
 * Runs a command line as a package's script would run: with the programs of the package and of the root on the PATH, and
 * on the Node that runs this.
 * @param folder from the root; the root itself by default
 */
export function command(
  line: string,
  options: { folder?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<{ code: number; output: string }> {
  const cwd = join(root, options.folder ?? '')
  const path = [join(cwd, 'node_modules/.bin'), join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)
  return new Promise((resolve) => {
    const child = spawn(line, {
      cwd,
      shell: true,
      detached: true,
      env: { ...process.env, ...options.env, PATH: path },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    running.add(child)
    let output = ''
    const keep = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('close', (code) => {
      running.delete(child)
      resolve({ code: code ?? 1, output })
    })
  })
}

/** A command that is one check: it passes when it exits with 0. */
export async function checkByCommand(line: string): Promise<Outcome> {
  const { code, output } = await command(line)
  return verdict(code === 0, output)
}

/** One check, passed or failed. */
export const verdict = (passed: boolean, output: string): Outcome => ({
  passed: Number(passed),
  failed: Number(!passed),
  skipped: 0,
  output,
})
