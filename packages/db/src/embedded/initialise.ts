import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from './home.ts'
import { EmbeddedProblem } from './problem.ts'
import { runProgram } from './program.ts'
import type { Purpose } from './settings.ts'

export const superuser = 'postgres'

/**
 * Makes the cluster unless it exists, and gives the superuser's password, which lies beside it in a file that only the
 * starting user can read. A cluster appears under its name only once it is whole, so an interrupted start leaves none.
 * @returns the password
 */
export async function initialise(
  home: Home,
  options: { dataDir: string; programs: string; purpose: Purpose; signal?: AbortSignal },
): Promise<string> {
  const passwordFile = join(options.dataDir, 'postgres-password')
  if (existsSync(home.cluster)) {
    if (existsSync(passwordFile)) return readFileSync(passwordFile, 'utf8').trim()
    throw new EmbeddedProblem(
      `The password of the database is gone: bring back ${passwordFile}, or delete ${options.dataDir} to begin anew.`,
    )
  }
  const password = randomBytes(24).toString('base64url')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  const draft = join(home.folder, 'cluster.new')
  const handOver = join(home.folder, 'password')
  rmSync(draft, { recursive: true, force: true })
  rmSync(handOver, { force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(handOver, `${password}\n`, { mode: 0o600, flag: 'wx' })
  if (home.account) for (const path of [draft, handOver]) chownSync(path, home.account.uid, home.account.gid)
  const flags = [
    `--pgdata=${draft}`,
    `--username=${superuser}`,
    `--pwfile=${handOver}`,
    '--auth=scram-sha-256',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--encoding=UTF8',
  ]
  if (options.purpose === 'tests') flags.push('--no-sync')
  try {
    await runProgram(join(options.programs, 'bin', 'initdb'), flags, home.account, options.signal)
    renameSync(draft, home.cluster)
  } finally {
    rmSync(handOver, { force: true })
  }
  return password
}
