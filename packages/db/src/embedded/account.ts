import { execFileSync, spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { EmbeddedProblem } from './problem.ts'

/** The system user that PostgreSQL runs as. Undefined stands for the user who runs this program. */
export type Account = { uid: number; gid: number } | undefined

const candidates = ['postgres', 'nobody']

/** Only root has to hand over to another user: PostgreSQL refuses to run as root. */
const isRoot = () => process.getuid?.() === 0

/**
 * The user for a new cluster: ourselves, or for root the first of `postgres` and `nobody` that the system has.
 * @throws EmbeddedProblem for root on a system that has neither
 */
export function accountForNewCluster(): Account {
  if (!isRoot()) return undefined
  for (const name of candidates) {
    try {
      const ask = (what: string) => Number(execFileSync('id', [what, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: ask('-u'), gid: ask('-g') }
    } catch {
      // No such user: try the next.
    }
  }
  throw new EmbeddedProblem('PostgreSQL refuses to run as root and there is no user "postgres": make one with "useradd --system postgres".')
}

/** The user for a cluster that exists: root works on behalf of its owner; anyone else can only run his own. */
export function accountOf(cluster: string): Account {
  const { uid, gid } = statSync(cluster)
  if (isRoot()) return { uid, gid }
  if (uid === process.getuid?.()) return undefined
  throw new EmbeddedProblem(`The database in ${cluster} belongs to another user: start as that user or as root, or set DATA_DIR elsewhere.`)
}

/** Asks the system, as that user, whether a path may be read (`r`), written (`w`) or entered and run (`x`). */
export function mayUse(account: Account, right: 'r' | 'w' | 'x', path: string): boolean {
  return spawnSync('/bin/sh', ['-c', `test -${right} "$0"`, path], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
}
