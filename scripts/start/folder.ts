import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { claim } from '@lembur/db/embedded'
import type { Leave } from './leave.ts'
import { StartProblem } from './problem.ts'

const neededBytes = 300e6

/**
 * Makes sure that the data folder can be written to, has room, and is nobody else's, and keeps it for this process.
 * @throws StartProblem
 */
export function takeFolder(dataDir: string, leave: Leave) {
  const probe = join(dataDir, `.probe-${process.pid}`)
  try {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOSPC' || code === 'EDQUOT') throw full(dataDir)
    throw new StartProblem(`${dataDir} is not writable (${code}): make it so, or set DATA_DIR to a folder that is.`)
  }
  const { bavail, bsize } = statfsSync(dataDir)
  if (bavail * bsize < neededBytes) throw full(dataDir)
  const taken = claim(join(dataDir, 'lembur.lock'))
  if ('heldBy' in taken) {
    throw new StartProblem(
      `Lembur is already running on ${dataDir} (process ${taken.heldBy}): stop it first, or set DATA_DIR to another folder.`,
    )
  }
  leave.atTheEnd(taken.release)
}

function full(dataDir: string) {
  return new StartProblem(
    `The disk of ${dataDir} has less than ${neededBytes / 1e6} MB free: free some space, or set DATA_DIR to a folder on another disk.`,
  )
}
