import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { guard } from './guard.ts'
import type { Home } from './home.ts'
import { postmasterOf } from './leftover.ts'
import { cleanEnvironment, explain } from './program.ts'
import { type Purpose, settingsFor } from './settings.ts'

/** A running server. `exited` resolves when it is gone, for whatever reason. */
export type Server = { pid: number; port: number; logFile: string; exited: Promise<void>; stop: () => Promise<void> }

/** Causes that pass by themselves: an earlier server's last processes, or a port that another program took meanwhile. */
const passing = /pre-existing shared memory block|could not bind|Address already in use/

/**
 * Starts `postgres` on a cluster and waits until it takes connections. A start that fails for a passing cause is tried
 * again for ten seconds.
 * @throws EmbeddedProblem when it does not come up; the reason of `signal` when that ends the wait
 */
export async function startServer(
  home: Home,
  options: { programs: string; port?: number; purpose: Purpose; signal?: AbortSignal },
): Promise<Server> {
  const until = Date.now() + 10_000
  for (;;) {
    const started = await attempt(home, { ...options, port: options.port || (await freePort()) })
    if ('pid' in started) return started
    options.signal?.throwIfAborted()
    if (!passing.test(started.output) || Date.now() > until) throw explain(started.output)
    await pause(200)
  }
}

async function attempt(
  home: Home,
  options: { programs: string; port: number; purpose: Purpose; signal?: AbortSignal },
): Promise<Server | { output: string }> {
  const logFile = join(home.folder, 'postgres.log')
  const before = beginLog(logFile)
  const log = openSync(logFile, 'a', 0o600)
  const settings = Object.entries(settingsFor(options.purpose)).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // Detached: Ctrl-C reaches every process of the terminal's group, and the database has to outlive its clients.
  const child = spawn(join(options.programs, 'bin', 'postgres'), ['-D', home.cluster, '-p', String(options.port), ...settings], {
    ...home.account,
    cwd: '/',
    env: cleanEnvironment,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const said = () => readFileSync(logFile).subarray(before).toString()
  let gone = false
  const exited = new Promise<void>((resolve) => {
    child.once('error', resolve)
    child.once('exit', resolve)
  }).then(() => {
    gone = true
  })
  const pid = child.pid
  if (pid === undefined) return { output: `${options.programs}/bin/postgres cannot be run` }
  const release = guard(pid, home.cluster)
  exited.then(release)
  const stop = async () => {
    child.kill('SIGINT')
    const late = setTimeout(() => child.kill('SIGQUIT'), 30_000)
    await exited
    clearTimeout(late)
  }
  while (!gone) {
    const postmaster = postmasterOf(home.cluster)
    if (postmaster?.pid === pid && postmaster.status === 'ready') return { pid, port: options.port, logFile, exited, stop }
    if (options.signal?.aborted) await stop()
    else await pause(25)
  }
  return { output: said() }
}

/** Keeps one earlier log when it has grown; gives the length of what is there already. */
function beginLog(file: string): number {
  try {
    const { size } = statSync(file)
    if (size < 10_000_000) return size
    renameSync(file, `${file}.old`)
  } catch {
    // No log yet.
  }
  return 0
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))))
    })
  })
}
