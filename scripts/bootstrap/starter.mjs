import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Milliseconds between two looks at whether whoever started us is still there. */
const often = 500

/**
 * Calls `gone` once npm, which started this program, is no more. A signal to npm alone ends npm, and the shells between it and us pass
 * nothing on. Only for npm: who starts this program by hand and leaves means it to stay.
 * @param {() => void} gone
 * @returns {() => void} ends the watch
 */
export function watchStarter(gone, { env = process.env } = {}) {
  if (!env.npm_lifecycle_event) return () => undefined
  const parent = process.ppid
  const starter = starterAbove(parent)
  const timer = setInterval(() => {
    if (process.ppid === parent && isThere(starter)) return
    clearInterval(timer)
    gone()
  }, often)
  timer.unref()
  return () => clearInterval(timer)
}

/** The first process above that is no shell on the way to us: those have our own command line in theirs. */
function starterAbove(pid) {
  for (let above = pid, steps = 0; above > 1 && steps < 5; steps++) {
    const { parent, command } = look(above)
    if (!command.includes('bootstrap.mjs')) return above
    above = parent
  }
  return pid
}

/** @returns {{ parent: number, command: string }} nothing of a process that cannot be asked */
function look(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The second field is the program's name in brackets and may hold blanks: count from the last bracket on.
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      return { parent, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8') }
    }
    const [, parent, command] = /^\s*(\d+)\s+(.*)$/.exec(execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' }))
    return { parent: Number(parent), command }
  } catch {
    return { parent: 0, command: '' }
  }
}

function isThere(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
