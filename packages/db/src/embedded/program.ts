import { spawn } from 'node:child_process'
import type { Account } from './account.ts'
import { EmbeddedProblem } from './problem.ts'

/** What PostgreSQL's programs see of our environment: no secrets, no language, no time zone. */
export const cleanEnvironment = { PATH: process.env.PATH, LC_ALL: 'C', LANG: 'C', TZ: 'UTC' }

/**
 * Runs one of PostgreSQL's programs to its end, in a group of its own so that Ctrl-C does not cut it short.
 * @throws EmbeddedProblem with what it printed when it fails; the reason of `signal` when that ends it
 */
export function runProgram(file: string, args: string[], account: Account, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...account, cwd: '/', env: cleanEnvironment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = (chunk: Buffer) => {
      output += chunk.toString()
    }
    const abort = () => child.kill('SIGTERM')
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    signal?.addEventListener('abort', abort)
    child.on('error', (error) => reject(new EmbeddedProblem(`${file} cannot be run: ${error.message}.`)))
    child.on('close', (code) => {
      signal?.removeEventListener('abort', abort)
      if (signal?.aborted) reject(signal.reason)
      else if (code === 0) resolve()
      else reject(explain(output))
    })
  })
}

/** Turns what PostgreSQL printed into one sentence of what to do; the print follows for those who want it. */
export function explain(output: string): EmbeddedProblem {
  const said = output.trim().split('\n').slice(-15).join('\n')
  const cause = causes.find(([pattern]) => pattern.test(output))
  return new EmbeddedProblem(`${cause?.[1] ?? 'PostgreSQL did not start; its own words follow.'}\n${said}`)
}

const causes: [RegExp, string][] = [
  [/No space left on device|Disk quota exceeded/i, 'The disk is full: free some space, or set DATA_DIR to a folder on another disk.'],
  [
    /error while loading shared libraries/i,
    'A library that PostgreSQL needs is missing: install it, or set DATABASE_URL to a PostgreSQL 18 server.',
  ],
  [
    /database files are incompatible with server/i,
    'The database was made by another release of PostgreSQL: use that release, or set DATA_DIR to a new folder.',
  ],
  [/could not map anonymous shared memory|Cannot allocate memory/i, 'There is not enough memory for the database: close other programs.'],
  [/Permission denied|Operation not permitted/i, 'PostgreSQL may not use its folder: check who owns DATA_DIR and the folders above it.'],
]
