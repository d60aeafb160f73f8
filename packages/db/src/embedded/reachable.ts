import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Account, mayUse } from './account.ts'
import type { Binaries } from './binaries.ts'
import { outside } from './home.ts'
import { EmbeddedProblem } from './problem.ts'

/**
 * The folder of PostgreSQL's programs as `account` can use it: the installed one, or a copy below /var/lib/lembur when a
 * folder on the way is closed to that user. The copy belongs to root, is made once per release and serves every clone.
 * @throws EmbeddedProblem when no copy can be made
 */
export function reachable(binaries: Binaries, account: Account): string {
  if (usable(binaries.folder, account)) return binaries.folder
  const copy = join(outside, `postgresql-${binaries.release}`)
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`
    try {
      mkdirSync(outside, { recursive: true, mode: 0o755 })
      cpSync(binaries.folder, draft, { recursive: true, verbatimSymlinks: true })
      openToAll(draft)
      renameSync(draft, copy)
    } catch (error) {
      rmSync(draft, { recursive: true, force: true })
      // Another start may have made the same copy meanwhile.
      if (!existsSync(copy))
        throw new EmbeddedProblem(
          `PostgreSQL cannot be copied to ${copy} (${(error as Error).message}): clone into a folder that everyone may enter.`,
        )
    }
  }
  if (usable(copy, account)) return copy
  throw new EmbeddedProblem(`The database's user cannot run ${copy}/bin/postgres: clone into a folder that everyone may enter.`)
}

function usable(folder: string, account: Account): boolean {
  return mayUse(account, 'x', join(folder, 'bin', 'postgres')) && mayUse(account, 'r', join(folder, 'share', 'postgresql', 'postgres.bki'))
}

function openToAll(folder: string) {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else if (entry.isFile()) chmodSync(path, entry.parentPath.endsWith('bin') ? 0o755 : 0o644)
  }
}
