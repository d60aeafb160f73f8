import { execFile } from 'node:child_process'
import { existsSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { size } from '../print.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

const leastNode = 24
const least = 300e6
const low = 2e9

/** The programs and the disk that the product runs on. */
export const checkMachine = async (dataDir: string): Promise<Finding[]> => [checkNode(), await checkPnpm(), checkDisk(dataDir)]

function checkNode(): Finding {
  const version = process.versions.node
  if (Number.parseInt(version, 10) >= leastNode) return ok('versions', `Node ${version}`)
  return fail('versions', `Node ${version} is too old`, `Run it by "npm run lembur -- …", which brings Node ${leastNode} along.`)
}

async function checkPnpm(): Promise<Finding> {
  try {
    const { stdout } = await promisify(execFile)('pnpm', ['--version'])
    return ok('versions', `pnpm ${stdout.trim()}`)
  } catch {
    return warn('versions', 'pnpm is not on the PATH', 'Not needed by "npm start"; to have it: npm install --global pnpm@10')
  }
}

function checkDisk(dataDir: string): Finding {
  let folder = dataDir
  while (!existsSync(folder)) folder = dirname(folder)
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const text = `${size(free)} free for ${dataDir}`
  if (free < least) return fail('disk', text, 'Free some space, or set DATA_DIR to a folder on another disk.')
  if (free < low) return warn('disk', text, 'It will fill up with workbooks and data: plan for more.')
  return ok('disk', text)
}
