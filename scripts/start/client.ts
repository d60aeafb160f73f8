import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartProblem } from './problem.ts'
import { sayIfLong } from './progress.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const web = join(root, 'apps/web')
const stamp = join(web, 'dist', '.sources')

/** All that the built client is made of. */
const sources = [
  'apps/web/{src,public,vite}/**',
  'apps/web/*.{json,html,ts}',
  'packages/{contracts,rules}/{src/**,package.json}',
  'pnpm-lock.yaml',
]

/**
 * Builds the client unless the built one was made of the very same sources.
 * @param signal ends a build that is under way
 * @throws StartProblem when it cannot be built; the builder's own words are printed before
 */
export async function buildClient(signal?: AbortSignal): Promise<{ built: boolean }> {
  const wanted = fingerprint()
  if (readStamp() === wanted) return { built: false }
  await sayIfLong('Building the client', build(signal))
  writeFileSync(stamp, wanted)
  return { built: true }
}

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const file of globSync(sources, { cwd: root }).toSorted()) {
    const path = join(root, file)
    if (statSync(path).isFile()) hash.update(`${file}\0`).update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

function readStamp(): string | undefined {
  try {
    return readFileSync(stamp, 'utf8')
  } catch {
    return undefined
  }
}

function build(signal?: AbortSignal): Promise<void> {
  const vite = join(dirname(createRequire(join(web, 'package.json')).resolve('vite/package.json')), 'bin', 'vite.js')
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build'], { cwd: web, stdio: ['ignore', 'pipe', 'pipe'], signal })
    let output = ''
    const keep = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) return resolve()
      if (!signal?.aborted) console.error(output.trim())
      const cause = /ENOSPC/.test(output) ? 'the disk is full: free some space' : 'mend what is said above, then start again'
      reject(new StartProblem(`The client cannot be built: ${cause}.`))
    })
  })
}
