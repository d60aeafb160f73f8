import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { EmbeddedProblem } from './problem.ts'
import { commandLine, processMark } from './process-mark.ts'

/** The first and eighth line of postmaster.pid: who runs the cluster, and how far it is. */
export function postmasterOf(cluster: string): { pid: number; status: string } | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), status: lines[7]?.trim() ?? '' }
  } catch {
    return undefined
  }
}

/**
 * Clears what an earlier start left that was killed outright: stops a server that still runs on this cluster, and drops
 * a postmaster.pid whose number now belongs to another program (PostgreSQL itself would take that one for a server).
 */
export async function clearLeftover(cluster: string, log: (line: string) => void): Promise<void> {
  const left = postmasterOf(cluster)
  if (!left) return
  const mark = processMark(left.pid)
  if (mark && commandLine(left.pid).includes(cluster)) {
    log(`Stopping the database that an earlier start left running (process ${left.pid}).`)
    await end(left.pid, mark)
  } else if (mark || isZombie(left.pid)) {
    rmSync(join(cluster, 'postmaster.pid'), { force: true })
  }
}

/** Fast shutdown first; after 20 seconds the immediate one, from which the next start recovers. */
async function end(pid: number, mark: string) {
  for (const [signal, patience] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
  ] as const) {
    process.kill(pid, signal)
    const until = Date.now() + patience
    while (Date.now() < until) {
      if (processMark(pid) !== mark) return
      await pause(50)
    }
  }
  throw new EmbeddedProblem(`An earlier database process does not stop: end process ${pid}, then start again.`)
}

/** A number that answers to a signal, although no living process has it. */
function isZombie(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
