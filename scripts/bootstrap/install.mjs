import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { explain } from './explain.mjs'
import { node24, pnpmVersion, root } from './paths.mjs'
import { Problem } from './problem.mjs'

const modules = join(root, 'node_modules')
const stamp = join(modules, '.lembur-installed')
const neededBytes = 1.5e9

/**
 * Installs the packages when they are missing or the lock file has changed since; otherwise touches neither npx nor disk.
 * @throws {Problem} with a sentence of what to do
 */
export async function install() {
  const wanted = fingerprint()
  if (existsSync(node24) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  prepareFolder()
  console.error('Installing the packages (the first time this takes a few minutes) …')
  const { status, output } = await npx([
    `pnpm@${pnpmVersion}`,
    'install',
    '--frozen-lockfile',
    '--prefer-offline',
    '--config.confirmModulesPurge=false',
  ])
  if (status !== 0) {
    console.error(output.trim())
    throw new Problem(explain(output))
  }
  if (!existsSync(node24))
    throw new Problem('Node 24 was not installed: delete node_modules and try again with access to the npm registry.')
  writeFileSync(stamp, wanted)
}

/** Changes whenever another install would give another result. */
function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}\n`)
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc']) hash.update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function prepareFolder() {
  const probe = join(modules, `.probe-${process.pid}`)
  try {
    mkdirSync(modules, { recursive: true })
    writeFileSync(probe, '')
    rmSync(probe)
    // A broken-off install must not look finished.
    rmSync(stamp, { force: true })
  } catch (error) {
    throw new Problem(explain(error.code ?? ''))
  }
  if (typeof statfsSync !== 'function') return
  const { bavail, bsize } = statfsSync(modules)
  const free = bavail * bsize
  if (free >= neededBytes) return
  throw new Problem(
    `The disk of ${root} has ${(free / 1e9).toFixed(1)} GB free and the packages need ${neededBytes / 1e9} GB: free some space.`,
  )
}

function npx(args) {
  return new Promise((resolve, reject) => {
    // Two short tries instead of minutes of waiting when there is no registry.
    const env = {
      npm_config_fetch_retries: '1',
      npm_config_fetch_retry_mintimeout: '1000',
      npm_config_fetch_timeout: '60000',
      ...process.env,
    }
    const child = spawn('npx', ['--yes', ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = (chunk) => {
      output += chunk
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', () =>
      reject(new Problem('npm is missing (its program npx was not found): install Node 20 or newer with npm from https://nodejs.org.')),
    )
    child.on('close', (status) => resolve({ status, output }))
  })
}
