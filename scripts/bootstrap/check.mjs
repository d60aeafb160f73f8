import { Problem } from './problem.mjs'

const platforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']

/**
 * Refuses what can be known at once: an old Node, a platform without PostgreSQL or Node builds.
 * @throws {Problem}
 */
export function checkMachine({ version = process.versions.node, platform = `${process.platform}-${process.arch}` } = {}) {
  if (Number(version.split('.')[0]) < 18) throw new Problem(`Node ${version} is too old: install Node 20 or newer from https://nodejs.org.`)
  if (platforms.includes(platform)) return
  const instead = platform.startsWith('win32') ? 'use the Windows Subsystem for Linux (WSL)' : `use one of ${platforms.join(', ')}`
  throw new Problem(`Lembur does not run on ${platform}: ${instead}.`)
}
